package io.ringwatch.sim.check;

import java.util.HashMap;
import java.util.Map;

/** Machines that may hold what another holds, and until when: exceptions that a world permits. */
final class Excuses {
    private final Map<Integer, Long> untilNs = new HashMap<>();

    /** Until then, or longer if it was granted longer before. */
    void grant(int machine, long until) {
        untilNs.merge(machine, until, Math::max);
    }

    boolean covers(int machine, long nowNs) {
        return !untilNs.isEmpty() && untilNs.getOrDefault(machine, 0L) > nowNs;
    }

    void end(int machine) {
        untilNs.remove(machine);
    }
}
