package io.ringwatch.sim.chaos;

import io.ringwatch.sim.progress.Progress;

/** Stops after so many seconds of wall time. */
final class Seconds implements Progress {
    private final long untilNs;

    Seconds(long seconds) {
        untilNs = System.nanoTime() + seconds * 1_000_000_000L;
    }

    @Override
    public void at(String what, long done, long total) {
        // nobody looks
    }

    @Override
    public boolean isStopped() {
        return System.nanoTime() - untilNs >= 0;
    }
}
