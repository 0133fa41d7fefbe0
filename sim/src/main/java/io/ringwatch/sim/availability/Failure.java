package io.ringwatch.sim.availability;

/**
 * One failure of a history.
 *
 * @param atH when, hours since the history began
 * @param kind what
 * @param first number of the server, from 0; of the first of them if several fail
 * @param together how many fail, in ring order from the first
 * @param personH hours after which a person acts, if one has to
 * @param repairH hours after which what is broken is repaired
 * @param luck from which whatever else there is to this failure is drawn
 */
record Failure(
        double atH,
        FailureKind kind,
        int first,
        int together,
        double personH,
        double repairH,
        long luck) {
    private static final double BOOT_H = 41.0 / 3_600;

    /** Until when a server is down that nobody but a person looks after. */
    double backAloneH() {
        return switch (kind) {
            case HARDWARE, RACK_POWER, SITE_POWER -> atH + repairH + BOOT_H;
            case RACK_SWITCH -> atH + repairH;
            case GATEWAY, SERVICE -> atH + personH;
            case RESTART -> atH + BOOT_H;
            case POWER, STUCK, HANG -> atH + personH + BOOT_H;
            case FREEZE, CUT, FLAP, LOSS -> atH;
        };
    }

    /** Until when a server waits for a person although a program looks after it. */
    double waitsUntilH() {
        return switch (kind) {
            case HARDWARE, RACK_POWER, RACK_SWITCH, SITE_POWER -> atH + repairH;
            case GATEWAY -> atH + personH;
            default -> atH;
        };
    }

    boolean hits(int server) {
        return server >= first && server < first + together;
    }
}
