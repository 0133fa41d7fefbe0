package io.ringwatch.recovery;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * How often servers were handed their function back without an operator, as this member saw it
 * since it was started. Times are monotonic.
 */
final class Returns {
    private static final long DAY_NS = 86_400_000_000_000L;

    /** More in a day than any limit says. */
    private static final int KEPT_MAX = 1_000;

    private final Map<Integer, ArrayDeque<Long>> momentsNs = new HashMap<>();

    void returned(int server, long nowNs) {
        ArrayDeque<Long> moments = momentsNs.computeIfAbsent(server, s -> new ArrayDeque<>());
        moments.addLast(nowNs);
        if (moments.size() > KEPT_MAX) {
            moments.removeFirst();
        }
    }

    /** Within the last 24 hours. */
    int ofDay(int server, long nowNs) {
        ArrayDeque<Long> moments = momentsNs.get(server);
        if (moments == null) {
            return 0;
        }
        moments.removeIf(moment -> nowNs - moment >= DAY_NS);
        return moments.size();
    }
}
