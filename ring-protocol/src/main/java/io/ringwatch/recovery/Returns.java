package io.ringwatch.recovery;

import io.ringwatch.files.Reason;
import io.ringwatch.ring.Timing;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * How often servers were handed their function back without an operator, and how often in vain, as
 * this member saw it since it was started. Times are monotonic.
 */
final class Returns {
    private static final long DAY_NS = 86_400_000_000_000L;

    /** More in a day than any limit says. */
    private static final int KEPT_MAX = 1_000;

    private final long showsNs;
    private final Map<Integer, ArrayDeque<Long>> momentsNs = new HashMap<>();
    private final Map<Integer, ArrayDeque<Long>> inVainNs = new HashMap<>();

    Returns(Timing timing) {
        // A start, the restart after it, the patience of whoever examines, and examinations.
        showsNs = 3 * timing.serviceRestartLimitNs() + 4 * timing.serviceLimitNs();
    }

    void returned(int server, long nowNs) {
        note(momentsNs, server, nowNs);
    }

    /** It was separated; for its service soon after a return, that one was in vain. */
    void separated(int server, Reason reason, long nowNs) {
        ArrayDeque<Long> moments = momentsNs.getOrDefault(server, new ArrayDeque<>());
        if (reason == Reason.SERVICE
                && !moments.isEmpty()
                && nowNs - moments.getLast() <= showsNs) {
            note(inVainNs, server, nowNs);
        }
    }

    /** Within the last 24 hours. */
    int ofDay(int server, long nowNs) {
        return ofDay(momentsNs, server, nowNs);
    }

    /** Those within the last 24 hours after which its service failed soon. */
    int inVainOfDay(int server, long nowNs) {
        return ofDay(inVainNs, server, nowNs);
    }

    private static void note(Map<Integer, ArrayDeque<Long>> all, int server, long nowNs) {
        ArrayDeque<Long> moments = all.computeIfAbsent(server, s -> new ArrayDeque<>());
        moments.addLast(nowNs);
        if (moments.size() > KEPT_MAX) {
            moments.removeFirst();
        }
    }

    private static int ofDay(Map<Integer, ArrayDeque<Long>> all, int server, long nowNs) {
        ArrayDeque<Long> moments = all.get(server);
        if (moments == null) {
            return 0;
        }
        moments.removeIf(moment -> nowNs - moment >= DAY_NS);
        return moments.size();
    }
}
