package io.ringwatch.sim.check;

import io.ringwatch.files.Files;
import io.ringwatch.files.Place;
import io.ringwatch.files.Row;
import io.ringwatch.member.MemberView;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What must hold again, within a bound, once nothing is broken any more: everything is as it was at
 * first.
 */
public final class Quiet {
    private Quiet() {}

    /** What is not as it should be, one line each; empty if all is quiet. */
    public static List<String> missing(Sight sight) {
        var missing = new ArrayList<String>();
        Files files = null;
        for (int number : sight.ring().members()) {
            Optional<MemberView> view = sight.viewOf(number);
            if (view.isEmpty()) {
                missing.add(sight.ring().nameOf(number) + " is not running");
                continue;
            }
            member(sight.ring(), view.get(), missing);
            if (files != null && !files.equals(view.get().files())) {
                missing.add(
                        "%s holds %s, others %s"
                                .formatted(
                                        sight.ring().nameOf(number),
                                        view.get().files().version(),
                                        files.version()));
            }
            files = view.get().files();
        }
        for (Server server : sight.ring().servers()) {
            server(sight, server, missing);
        }
        return missing;
    }

    private static void member(Ring ring, MemberView view, List<String> missing) {
        String name = ring.nameOf(view.self());
        boolean witness = view.self() == Ring.WITNESS;
        if (!witness && view.phase() != MemberView.Phase.ACTIVE) {
            missing.add(name + " is " + view.phase());
        }
        if (!witness && view.leaseMs() <= 0) {
            missing.add(name + " has no lease");
        }
        if (view.council().contains(view.self()) && !view.votes()) {
            missing.add(name + " does not vote");
        }
        for (Server server : ring.servers()) {
            Optional<Row> row = view.files().row(server.number());
            if (row.isEmpty()
                    || row.get().place() != Place.GROUP
                    || row.get().holder() != server.number()) {
                missing.add(
                        name
                                + " has of "
                                + server.name()
                                + " "
                                + row.map(Row::toString).orElse("no row"));
            }
        }
    }

    private static void server(Sight sight, Server server, List<String> missing) {
        int number = server.number();
        if (sight.holderOf(number).orElse(Row.NOBODY) != number) {
            missing.add("VIP of " + server.name() + " is held by " + sight.holderOf(number));
        }
        if (sight.guestsOn(number) != 0) {
            missing.add(sight.guestsOn(number) + " virtual servers run on " + server.name());
        }
        if (!sight.serviceTrouble(number).isEmpty()) {
            missing.add("services of " + server.name() + ": " + sight.serviceTrouble(number));
        }
        if (sight.ring().servers().size() > 1) {
            managers(sight, server, missing);
        }
    }

    private static void managers(Sight sight, Server server, List<String> missing) {
        List<Integer> managers = sight.managersOf(server.number());
        if (!managers.equals(List.of(predecessor(sight.ring(), server.number())))) {
            missing.add(server.name() + " is managed by " + managers);
        }
    }

    private static int predecessor(Ring ring, int number) {
        List<Integer> order = ring.servers().stream().map(Server::number).toList();
        return order.get(Math.floorMod(order.indexOf(number) - 1, order.size()));
    }
}
