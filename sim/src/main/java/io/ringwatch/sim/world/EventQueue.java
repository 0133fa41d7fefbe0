package io.ringwatch.sim.world;

import java.util.PriorityQueue;

/**
 * Virtual time: what is to happen, by time and, at the same time, in the order in which it was
 * asked for.
 */
final class EventQueue {
    private final PriorityQueue<Scheduled> queue = new PriorityQueue<>();
    private long asked;
    private long nowNs;

    private record Scheduled(long atNs, long order, Runnable action)
            implements Comparable<Scheduled> {
        @Override
        public int compareTo(Scheduled other) {
            int byTime = Long.compare(atNs, other.atNs);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /** Time since the world began, nanoseconds. */
    long nowNs() {
        return nowNs;
    }

    /** At a time; at once, if it has passed. */
    void at(long atNs, Runnable action) {
        queue.add(new Scheduled(Math.max(atNs, nowNs), asked++, action));
    }

    void after(long delayNs, Runnable action) {
        at(nowNs + delayNs, action);
    }

    /**
     * Lets the next thing happen if it is due by then; otherwise time goes on to then, and the
     * answer is false.
     */
    boolean runNext(long untilNs) {
        Scheduled next = queue.peek();
        if (next == null || next.atNs > untilNs) {
            nowNs = Math.max(nowNs, untilNs);
            return false;
        }
        queue.remove();
        nowNs = next.atNs;
        next.action.run();
        return true;
    }
}
