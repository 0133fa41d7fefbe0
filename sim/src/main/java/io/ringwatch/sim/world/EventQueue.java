package io.ringwatch.sim.world;

import java.util.Arrays;

/**
 * Virtual time: what is to happen, by time and, at the same time, in the order in which it was
 * asked for.
 *
 * <p>A heap with four children per node, its keys in arrays of their own: a world spends much of
 * its time here, and comparing two events must not mean following two references.
 */
final class EventQueue {
    private static final int CHILDREN = 4;

    private long[] atNs = new long[256];
    private long[] orders = new long[256];
    private Runnable[] actions = new Runnable[256];
    private int size;
    private long asked;
    private long nowNs;
    private long happened;

    /** Time since the world began, nanoseconds. */
    long nowNs() {
        return nowNs;
    }

    /** At a time; at once, if it has passed. */
    void at(long whenNs, Runnable action) {
        if (size == actions.length) {
            grow();
        }
        siftUp(size++, Math.max(whenNs, nowNs), asked++, action);
    }

    void after(long delayNs, Runnable action) {
        at(nowNs + delayNs, action);
    }

    /**
     * Lets the next thing happen if it is due by then; otherwise time goes on to then, and the
     * answer is false.
     */
    boolean runNext(long untilNs) {
        if (size == 0 || atNs[0] > untilNs) {
            nowNs = Math.max(nowNs, untilNs);
            return false;
        }
        nowNs = atNs[0];
        Runnable action = actions[0];
        removeFirst();
        happened++;
        action.run();
        return true;
    }

    /** How much has happened. */
    long happened() {
        return happened;
    }

    /** What happens now stands for so many more. */
    void alsoHappened(int more) {
        happened += more;
    }

    private void grow() {
        int room = 2 * size;
        atNs = Arrays.copyOf(atNs, room);
        orders = Arrays.copyOf(orders, room);
        actions = Arrays.copyOf(actions, room);
    }

    private void siftUp(int from, long whenNs, long order, Runnable action) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) / CHILDREN;
            // what was asked for before comes first at the same time, so equal times stay
            if (atNs[parent] <= whenNs) {
                break;
            }
            move(parent, place);
            place = parent;
        }
        put(place, whenNs, order, action);
    }

    private void removeFirst() {
        size--;
        long lastNs = atNs[size];
        long lastOrder = orders[size];
        Runnable last = actions[size];
        int place = 0;
        int child = firstOf(place);
        while (child >= 0 && isBefore(atNs[child], orders[child], lastNs, lastOrder)) {
            move(child, place);
            place = child;
            child = firstOf(place);
        }
        put(place, lastNs, lastOrder, last);
        actions[size] = EventQueue::nothing;
    }

    /** Which of its children comes first, -1 if it has none. */
    private int firstOf(int parent) {
        int begin = CHILDREN * parent + 1;
        int end = Math.min(begin + CHILDREN, size);
        if (begin >= end) {
            return -1;
        }
        int first = begin;
        for (int child = begin + 1; child < end; child++) {
            if (isBefore(atNs[child], orders[child], atNs[first], orders[first])) {
                first = child;
            }
        }
        return first;
    }

    private static boolean isBefore(long aNs, long aOrder, long bNs, long bOrder) {
        return aNs < bNs || aNs == bNs && aOrder < bOrder;
    }

    private void move(int from, int to) {
        put(to, atNs[from], orders[from], actions[from]);
    }

    private void put(int place, long whenNs, long order, Runnable action) {
        atNs[place] = whenNs;
        orders[place] = order;
        actions[place] = action;
    }

    private static void nothing() {
        // Takes the place of what has happened, which is not to be kept.
    }
}
