package io.ringwatch.agent.clock;

import io.ringwatch.member.Moment;

/**
 * Notices that the wall clock was set: it and the monotonic one do not agree on how long ago the
 * last look was.
 */
final class StepDetector {
    /**
     * Slewing of 500 ppm over an interval of ten seconds is 5 ms; reading both clocks takes less
     * than that.
     */
    static final long STEP_MIN_MS = 100;

    private Moment last;

    StepDetector(Moment first) {
        last = first;
    }

    /** How far the wall clock was set since the last call, forward positive; 0 if it was not. */
    long stepMs(Moment now) {
        long monotonicMs = (now.monoNs() - last.monoNs()) / 1_000_000L;
        long stepMs = now.wallMs() - last.wallMs() - monotonicMs;
        last = now;
        return Math.abs(stepMs) >= STEP_MIN_MS ? stepMs : 0;
    }
}
