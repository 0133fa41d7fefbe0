package io.ringwatch.agent.daemon;

import io.ringwatch.agent.metrics.Counters;
import io.ringwatch.agent.metrics.Counters.Count;
import io.ringwatch.member.Input;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the member. Bounded: when it fills, soft inputs (messages, samples), which come
 * again by themselves, are dropped and counted; the room above is for results and commands, of
 * which each is told once.
 */
final class Inbox {
    /**
     * A ring of a hundred sends some hundred messages a second: ten seconds of a stalled member.
     */
    static final int SOFT_MAX = 4096;

    /** Operations, commands and drivers' reports are limited far below the difference. */
    static final int HARD_MAX = 2 * SOFT_MAX;

    private final ArrayBlockingQueue<Item> items = new ArrayBlockingQueue<>(HARD_MAX);
    private final Count dropped;

    Inbox(Counters counters) {
        dropped = counters.counter("inbox.dropped.count");
        counters.gauge("inbox.size.count", items::size);
    }

    /**
     * Puts an input there; false if even the room for hard ones is full, or a soft one was dropped.
     */
    boolean put(Input input) {
        if (isSoft(input) && items.size() >= SOFT_MAX) {
            dropped.one();
            return false;
        }
        return items.offer(new Item(input, null, System.nanoTime()));
    }

    /** Has something done on the member's thread, unless it is behind. */
    boolean put(Runnable question) {
        return items.size() < SOFT_MAX && items.offer(new Item(null, question, System.nanoTime()));
    }

    /** The oldest item; null if none comes within the time. */
    @Nullable Item poll(long waitNs) throws InterruptedException {
        return items.poll(waitNs, TimeUnit.NANOSECONDS);
    }

    static boolean isSoft(Input input) {
        return input instanceof Input.Received
                || input instanceof Input.LoadSampled
                || input instanceof Input.ClockTrust;
    }

    /**
     * Something for the member's thread.
     *
     * @param input an input, or null
     * @param question something to do between inputs, or null
     * @param atNanoTime when it was put there
     */
    record Item(@Nullable Input input, @Nullable Runnable question, long atNanoTime) {}
}
