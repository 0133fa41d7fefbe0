package io.ringwatch.sim.check;

import io.ringwatch.files.Council;
import io.ringwatch.files.Files;
import io.ringwatch.files.Place;
import io.ringwatch.files.Row;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import io.ringwatch.ring.Timing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@link Rule#UNBROKEN_SERVED}: no client of an unbroken server is cut off while a quorum exists.
 *
 * <p>A server is unbroken while nothing is wrong with its machine, its agent, its services, its
 * networks and its gateway, no fault named it, no weather is everywhere, and it reaches both ways a
 * quorum of the council of the newest version, and of those decided since the last look, whose
 * members run, hold the newest version and have the disk with the identity that it names. Once all
 * that was so for a while and it holds its own VIP, it must go on holding it, for as long as it
 * stays so: nobody may separate it, and a gap may be one lease long.
 */
final class Unbroken {
    private final Sight sight;
    private final Ring ring;
    private final long settleNs;
    private final long gapNs;
    private final Map<Integer, State> states = new HashMap<>();

    private static final class State {
        private long soundSinceNs;
        private long heldNs;
        private boolean settled;
    }

    Unbroken(Sight sight) {
        this.sight = sight;
        ring = sight.ring();
        Timing timing = ring.timing();
        settleNs =
                timing.leaseNs()
                        + 2 * timing.intervalNs()
                        + timing.fenceLimitNs()
                        + timing.serviceRestartLimitNs();
        gapNs = timing.leaseNs();
        ring.servers().forEach(server -> states.put(server.number(), new State()));
    }

    /** Something was done to this member. */
    void touched(int member, long nowNs) {
        State state = states.get(member);
        if (state != null) {
            state.soundSinceNs = nowNs;
            state.settled = false;
        }
    }

    /** Something was done to all. */
    void touchedAll(long nowNs) {
        states.keySet().forEach(member -> touched(member, nowNs));
    }

    /** Looks at all servers. */
    void look(List<Files> decided, long nowNs) {
        Files newest = decided.get(decided.size() - 1);
        // each council decides the next version, so it is not enough to reach the last one
        List<Council> councils = decided.stream().map(files -> Council.of(ring, files)).toList();
        Set<Integer> able = new HashSet<>();
        for (Council council : councils) {
            council.members().stream().filter(m -> isAble(m, newest)).forEach(able::add);
        }
        for (Server server : ring.servers()) {
            look(server.number(), newest, councils, able, nowNs);
        }
    }

    private boolean isAble(int member, Files newest) {
        return sight.runs(member)
                && sight.versionHeld(member).equals(newest.version())
                && newest.isKnown(member, sight.identityOf(member));
    }

    private void look(
            int server, Files newest, List<Council> councils, Set<Integer> able, long nowNs) {
        State state = states.get(server);
        if (state == null) {
            return;
        }
        if (!sight.isSound(server) || !reachesQuorums(server, councils, able)) {
            touched(server, nowNs);
            return;
        }
        boolean held = sight.holderOf(server).orElse(Row.NOBODY) == server;
        if (held) {
            state.heldNs = nowNs;
        }
        Row row = newest.row(server).orElse(null);
        boolean atHome = row != null && row.place() == Place.GROUP && row.holder() == server;
        if (!state.settled) {
            state.settled = held && atHome && nowNs - state.soundSinceNs >= settleNs;
        } else if (!atHome) {
            throw new Violation(
                    Rule.UNBROKEN_SERVED,
                    "%s is unbroken and reaches a quorum, but the files %s say %s"
                            .formatted(ring.nameOf(server), newest.version(), row));
        } else if (nowNs - state.heldNs > gapNs) {
            throw new Violation(
                    Rule.UNBROKEN_SERVED,
                    "%s is unbroken and reaches a quorum, but has not held its VIP for %d ms"
                            .formatted(ring.nameOf(server), (nowNs - state.heldNs) / 1_000_000));
        }
    }

    private boolean reachesQuorums(int server, List<Council> councils, Set<Integer> able) {
        Set<Integer> reached = new HashSet<>();
        for (int member : able) {
            if (member == server || sight.reaches(server, member)) {
                reached.add(member);
            }
        }
        return councils.stream().allMatch(c -> c.size() > 0 && c.isQuorum(reached));
    }
}
