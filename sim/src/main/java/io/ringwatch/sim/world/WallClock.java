package io.ringwatch.sim.world;

/** The wall clock of a machine: right but for an offset and a drift. */
final class WallClock {
    /** UNIX time at which every world begins: a tick of every interval. */
    private static final long BEGIN_MS = 1_700_000_000_000L;

    private static final long NS_PER_MS = 1_000_000L;
    private final long usualOffsetMs;
    private long offsetMs;
    private long driftPpm;
    private long driftsSinceNs;

    /**
     * @param offsetMs how much it is off when nothing is wrong with it
     */
    WallClock(long offsetMs) {
        this.usualOffsetMs = offsetMs;
        this.offsetMs = offsetMs;
    }

    /** UNIX time in milliseconds as a clock has it that is right. */
    static long rightMs(long nowNs) {
        return BEGIN_MS + nowNs / NS_PER_MS;
    }

    /** UNIX time in milliseconds as this clock has it. */
    long ms(long nowNs) {
        return rightMs(nowNs) + offsetMs + driftedMs(nowNs);
    }

    void step(long byMs) {
        offsetMs += byMs;
    }

    /** From now on it goes too fast by this rate. */
    void drift(long ppm, long nowNs) {
        offsetMs += driftedMs(nowNs);
        driftPpm = ppm;
        driftsSinceNs = nowNs;
    }

    /** Somebody sets it right. */
    void set() {
        offsetMs = usualOffsetMs;
        driftPpm = 0;
    }

    private long driftedMs(long nowNs) {
        return driftPpm == 0 ? 0 : (nowNs - driftsSinceNs) / NS_PER_MS * driftPpm / 1_000_000L;
    }
}
