package io.ringwatch.agent.metrics;

import java.util.concurrent.atomic.AtomicLong;

/** The largest value since the last look. Safe for use by several threads. */
public final class Worst {
    private final AtomicLong value = new AtomicLong();

    /** Takes a value into account. */
    public void see(long seen) {
        if (seen > value.get()) {
            value.accumulateAndGet(seen, Math::max);
        }
    }

    /** The largest value seen since the last call. */
    public long take() {
        return value.getAndSet(0);
    }
}
