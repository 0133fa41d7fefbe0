package io.ringwatch.simulator.screen;

import java.util.Locale;

/** Lengths of time as people read them. */
public final class Durations {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long LONG_NS = 120 * SECOND_NS;

    private Durations() {}

    /** {@code 1.53 s}, {@code 1 min 02 s}: a duration of a story. */
    public static String precise(long ns) {
        if (ns < LONG_NS) {
            return String.format(Locale.ROOT, "%.2f s", ns / 1e9);
        }
        long seconds = Math.round(ns / 1e9);
        return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }

    /** {@code 40 s}, {@code 5 min}, {@code 1.5 h}: a time that nobody measures. */
    public static String rough(double seconds) {
        if (seconds < 100) {
            return String.format(Locale.ROOT, "%.0f s", seconds);
        }
        return seconds < 6_000
                ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                : String.format(Locale.ROOT, "%.1f h", seconds / 3_600);
    }
}
