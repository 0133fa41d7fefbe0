package io.ringwatch.sim.plan;

/**
 * A range from which a duration is drawn.
 *
 * @param minNs shortest, nanoseconds
 * @param maxNs longest, nanoseconds, included
 */
public record Span(long minNs, long maxNs) {
    public Span {
        if (minNs < 0 || maxNs < minNs) {
            throw new IllegalArgumentException("not a range: " + minNs + " to " + maxNs + " ns");
        }
    }

    /** A range in microseconds. */
    public static Span us(long min, long max) {
        return new Span(min * 1_000, max * 1_000);
    }

    /** A range in milliseconds. */
    public static Span ms(long min, long max) {
        return new Span(min * 1_000_000, max * 1_000_000);
    }
}
