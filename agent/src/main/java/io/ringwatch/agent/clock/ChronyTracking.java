package io.ringwatch.agent.clock;

import java.util.Optional;

/**
 * What chrony says of the wall clock, from {@code chronyc -c tracking}.
 *
 * @param synchronised whether it follows any source
 * @param offsetMs system time minus true time as it knows, milliseconds
 */
record ChronyTracking(boolean synchronised, double offsetMs) {
    private static final int OFFSET_COLUMN = 4;
    private static final int LEAP_COLUMN = 13;

    /** Reads the line of comma-separated values; empty if it is none. */
    static Optional<ChronyTracking> parse(String text) {
        String[] columns = text.strip().split(",", -1);
        if (columns.length <= LEAP_COLUMN) {
            return Optional.empty();
        }
        try {
            double offsetMs = Double.parseDouble(columns[OFFSET_COLUMN]) * 1000;
            boolean synchronised = !columns[LEAP_COLUMN].startsWith("Not sync");
            return Optional.of(new ChronyTracking(synchronised, offsetMs));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
