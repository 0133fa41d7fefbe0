package io.ringwatch.sim.check;

import io.ringwatch.files.Council;
import io.ringwatch.files.Files;
import io.ringwatch.files.Operation;
import io.ringwatch.files.Place;
import io.ringwatch.files.Row;
import io.ringwatch.member.MemberView;
import io.ringwatch.ring.Isolation;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import io.ringwatch.ring.Timing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What must hold again, within a bound, once no new faults happen and before anybody repairs what
 * they left: as long as a quorum lives, every server of the group has exactly one manager, and
 * every VIP is served while a host for it lives.
 */
public final class Alive {
    private Alive() {}

    /**
     * How long it may take after the last fault: a server that boots or restarts is waited for and
     * powered on, then its virtual server is placed, some hosts being tried in vain.
     */
    public static long boundNs(Timing timing) {
        return timing.restartLimitNs()
                + timing.powerOnLimitNs()
                + 2 * timing.guestLimitNs()
                + timing.fenceLimitNs()
                + 4 * timing.leaseNs()
                + 2 * timing.intervalNs();
    }

    /**
     * What is not as it should be, one line each; empty if all is, or if those that live are no
     * quorum: then nobody may do anything.
     */
    public static List<String> missing(Sight sight) {
        return missing(sight, Set.of());
    }

    /**
     * The same while people work on these: nobody need serve for them, they need host nobody, and
     * whom one of them would manage has the manager before it as long as it does not run, or has
     * not been let in again.
     */
    public static List<String> missing(Sight sight, Set<Integer> maintained) {
        var missing = new ArrayList<String>();
        Optional<Files> newest = newest(sight);
        if (newest.isEmpty() || !isQuorate(sight, newest.get())) {
            return missing;
        }
        Operation operation = Operation.of(sight.ring(), newest.get());
        List<Integer> hosts =
                operation.groupInRingOrder().stream()
                        .filter(n -> !maintained.contains(n) && isHost(sight, n))
                        .toList();
        for (Server server : sight.ring().servers()) {
            managers(sight, server, operation, maintained, missing);
            if (!maintained.contains(server.number()) && !hosts.isEmpty()) {
                vip(sight, server, newest.get(), missing);
            }
        }
        return missing;
    }

    /** The newest files that anybody knows who lives. */
    static Optional<Files> newest(Sight sight) {
        return sight.ring().members().stream()
                .flatMap(number -> sight.viewOf(number).stream())
                .map(MemberView::files)
                .max(Comparator.comparing(Files::version));
    }

    /** Whether a quorum of the council of these files lives, holds its vote, and has its flag. */
    private static boolean isQuorate(Sight sight, Files files) {
        Set<Integer> voting = new HashSet<>();
        for (int number : sight.ring().members()) {
            sight.viewOf(number).filter(MemberView::votes).ifPresent(v -> voting.add(number));
        }
        return Council.of(sight.ring(), files).isQuorum(voting);
    }

    private static void managers(
            Sight sight,
            Server server,
            Operation operation,
            Set<Integer> maintained,
            List<String> missing) {
        int manager = operation.managerOf(server.number());
        while (manager != server.number()
                && maintained.contains(manager)
                && sight.targetsOf(manager).isEmpty()) {
            manager = operation.predecessorInGroup(manager);
        }
        if (manager == Row.NOBODY || manager == server.number()) {
            return;
        }
        List<Integer> managers = sight.managersOf(server.number());
        if (!managers.equals(List.of(manager))) {
            missing.add(
                    "%s is managed by %s, not by %s"
                            .formatted(server.name(), managers, sight.ring().nameOf(manager)));
        }
    }

    /**
     * Whether only a person can tell that its last holder holds its VIPs no more: it keeps them
     * without a lease, does not run, and has no fence.
     */
    private static boolean isForPeople(Sight sight, Optional<Row> row) {
        return row.filter(Row::isVacated)
                .filter(r -> r.lastHolder() == r.number())
                .map(r -> sight.ring().server(r.number()))
                .filter(s -> s.isolation() == Isolation.KEEP && !s.fenced())
                .filter(s -> sight.viewOf(s.number()).isEmpty())
                .isPresent();
    }

    private static boolean isHost(Sight sight, int number) {
        return number != Ring.WITNESS
                && sight.viewOf(number).isPresent()
                && sight.hasOriginal(number);
    }

    private static void vip(Sight sight, Server server, Files files, List<String> missing) {
        Optional<Row> row = files.row(server.number());
        boolean parked = row.filter(r -> r.place() == Place.PARKED).isPresent();
        if (!parked && !isForPeople(sight, row) && sight.holderOf(server.number()).isEmpty()) {
            missing.add(
                    "nobody answers at the VIP of %s: %s"
                            .formatted(server.name(), row.map(Row::toString).orElse("no row")));
        }
    }
}
