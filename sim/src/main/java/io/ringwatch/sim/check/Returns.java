package io.ringwatch.sim.check;

import io.ringwatch.files.Files;
import io.ringwatch.files.Operation;
import io.ringwatch.files.Place;
import io.ringwatch.files.Reason;
import io.ringwatch.files.Row;
import io.ringwatch.ring.FailBack;
import io.ringwatch.ring.Timing;
import java.util.HashMap;
import java.util.Map;

/**
 * {@link Rule#RETURNED_BY_POLICY}: while a virtual server serves, its server is handed nothing back
 * but by an operator's word, or once it has been on for as long as the ring's policy says.
 *
 * <p>A host that may be thought not to serve is an excuse, and one that leaves the group: it must
 * give the function to somebody. So this judges only what is taken from a host with which nothing
 * was wrong for a while, whose virtual server answered all the time, and which the leader of the
 * recovery reached. That the leader's agent ends is no excuse.
 */
final class Returns {
    /** A clock of a machine is that much faster at most. */
    private static final long SLACK_NS = 3_000_000_000L;

    /** What was done to a server may have been to its virtual one, and shows by then. */
    private static final long SHOWS_NS = 3_000_000_000L;

    private final Sight sight;
    private final long stableNs;
    private final long settleNs;
    private final Map<Integer, State> states = new HashMap<>();

    private static final class State {
        private int host = Row.NOBODY;
        private long servedSinceNs;
        private long touchedNs;
        private long awakeSinceNs;
        private boolean early;
    }

    Returns(Sight sight) {
        this.sight = sight;
        Timing timing = sight.ring().timing();
        stableNs = timing.failBack().stableNs();
        settleNs = 2 * timing.leaseNs() + 2 * timing.intervalNs();
        sight.ring().servers().forEach(server -> states.put(server.number(), new State()));
    }

    /** Something was done to this member. */
    void touched(int member, long nowNs) {
        for (Map.Entry<Integer, State> entry : states.entrySet()) {
            State state = entry.getValue();
            if (entry.getKey() == member) {
                state.touchedNs = nowNs;
            }
            if (state.host == member) {
                state.servedSinceNs = nowNs;
            }
        }
    }

    /** Something was done to all. */
    void touchedAll(long nowNs) {
        states.values().forEach(state -> state.servedSinceNs = nowNs);
    }

    /** An incarnation has begun, perhaps with what nobody was seen to vacate. */
    void forget() {
        states.values().forEach(state -> state.early = false);
    }

    /** These files were decided, and follow from those. */
    void decided(Files before, Files after, long nowNs) {
        if (stableNs == 0) {
            return;
        }
        for (Row row : after.rows()) {
            State state = states.get(row.number());
            Row was = before.row(row.number()).orElse(null);
            if (state != null && was != null && !was.equals(row)) {
                changed(was, row, after, state, nowNs);
            }
        }
    }

    private void changed(Row was, Row row, Files after, State state, long nowNs) {
        if (was.isVirtual() && was.reason() != Reason.NONE) {
            boolean hostStays = Operation.of(sight.ring(), after).isInGroup(was.holder());
            state.early = hostStays && isEarly(was, state, nowNs);
        }
        boolean home = row.place() == Place.GROUP && row.holder() == row.number();
        if (was.place().isSeparated() && was.reason() != Reason.NONE && home && state.early) {
            throw new Violation(
                    Rule.RETURNED_BY_POLICY,
                    "%s was handed its function back although nobody said so and %s served well: %s"
                            .formatted(
                                    sight.ring().nameOf(row.number()),
                                    sight.ring().nameOf(state.host),
                                    was));
        }
    }

    /** Whether the function was not away, and it was not time yet. */
    private boolean isEarly(Row was, State state, long nowNs) {
        boolean served =
                state.host == was.holder()
                        && isFine(was)
                        && nowNs - state.servedSinceNs >= settleNs
                        && nowNs - state.touchedNs >= SHOWS_NS;
        boolean stable =
                stableNs != FailBack.NEVER && nowNs - state.awakeSinceNs + SLACK_NS >= stableNs;
        return served && !stable;
    }

    /** Whether nothing is wrong with its host, and little with its leader. */
    private boolean isFine(Row row) {
        int leader = row.leader();
        return sight.isSound(row.holder())
                && (leader == row.holder()
                        || leader != Row.NOBODY
                                && (sight.isSound(leader) || !sight.runs(leader))
                                && sight.reaches(leader, row.holder()));
    }

    /** Looks at all servers. */
    void look(Files newest, long nowNs) {
        if (stableNs == 0) {
            return;
        }
        for (Row row : newest.rows()) {
            State state = states.get(row.number());
            if (state == null) {
                continue;
            }
            if (!sight.isAwake(row.number())) {
                state.awakeSinceNs = nowNs;
            }
            if (row.isVirtual() && (row.holder() != state.host || !isServed(row))) {
                state.host = row.holder();
                state.servedSinceNs = nowNs;
            }
        }
    }

    private boolean isServed(Row row) {
        return isFine(row) && sight.serves(row.number());
    }
}
