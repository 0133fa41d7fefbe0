package io.ringwatch.agent.guest;

import java.time.Duration;

/**
 * When originals are not made: to start a guest takes a processor for seconds, and whatever serves
 * comes first. So none is begun after the agent's start until this server has its own function
 * back, and for a while after a virtual server was wanted here or began to serve. An operator who
 * asks for originals does not wait. Safe for use by several threads; times are {@link
 * System#nanoTime}.
 */
final class Respite {
    /** A server that has not its function by then has time for other work. */
    static final Duration START_LIMIT = Duration.ofSeconds(20);

    /** Longer than most installations, and than what clients make up for afterwards. */
    static final Duration CALM = Duration.ofSeconds(4);

    private final long calmNs;
    private long startEndsNs;
    private long calmEndsNs;

    /**
     * @param startLimit longest after the agent's start
     * @param calm after each disturbance
     */
    Respite(Duration startLimit, Duration calm, long nowNs) {
        calmNs = calm.toNanos();
        startEndsNs = nowNs + startLimit.toNanos();
        calmEndsNs = nowNs;
    }

    /** As a host needs it. */
    static Respite of(long nowNs) {
        return new Respite(START_LIMIT, CALM, nowNs);
    }

    /** A virtual server is wanted here, or has just begun to serve. */
    synchronized void disturbed(long nowNs) {
        calmEndsNs = nowNs + calmNs;
    }

    /** This server has its own function: its start is over. */
    synchronized void settled(long nowNs) {
        if (startEndsNs - nowNs > 0) {
            startEndsNs = nowNs;
        }
    }

    /** Somebody asked for originals. */
    synchronized void end(long nowNs) {
        startEndsNs = nowNs;
        calmEndsNs = nowNs;
    }

    synchronized boolean isOver(long nowNs) {
        return nowNs - startEndsNs >= 0 && nowNs - calmEndsNs >= 0;
    }
}
