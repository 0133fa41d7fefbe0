package io.ringwatch.ring;

/**
 * Every duration that decisions obey, in nanoseconds (design, section 8). The relations between
 * them are checked where the configuration is read.
 *
 * @param intervalNs monitoring interval; a tick is a moment at which UNIX time is a multiple of it
 * @param fastWatch true: missed keepalives start the external examination at once; false: it waits
 *     for the tick
 * @param renewalNs period of keepalive and lease request
 * @param missedMax keepalives missed in a row before the external examination starts
 * @param internalNs period of internal monitoring (own gateway and own services)
 * @param networkLimitNs network examination time when the target is disconnected (Tnd)
 * @param serviceLimitNs longest service examination
 * @param restartLimitNs how long a restart may take to be seen before the server is powered on
 * @param powerOnLimitNs how long a server that was powered on may take before it is given up
 * @param leaseNs lease length, counted from the moment of asking
 * @param clockRatePpm largest rate error between two monotonic clocks, in parts per million
 * @param guestLimitNs longest time a host may take to resume a virtual server and install the
 *     procedure
 * @param fenceLimitNs longest time a fence may take
 * @param serviceRestartLimitNs longest time the restart of a daemon may take
 * @param failBack when a server that is well again is handed its function back
 */
public record Timing(
        long intervalNs,
        boolean fastWatch,
        long renewalNs,
        int missedMax,
        long internalNs,
        long networkLimitNs,
        long serviceLimitNs,
        long restartLimitNs,
        long powerOnLimitNs,
        long leaseNs,
        int clockRatePpm,
        long guestLimitNs,
        long fenceLimitNs,
        long serviceRestartLimitNs,
        FailBack failBack) {
    private static final long MS = 1_000_000L;
    private static final long SEC = 1000 * MS;

    /** The ring paper's Table 1: everything waits for the tick of ten seconds. */
    public static Timing paper() {
        return new Timing(
                10 * SEC,
                false,
                500 * MS,
                3,
                10 * SEC,
                2 * SEC,
                3 * SEC,
                50 * SEC,
                120 * SEC,
                3 * SEC,
                1000,
                30 * SEC,
                20 * SEC,
                10 * SEC,
                FailBack.AUTO);
    }

    /** The tick of ten seconds, with keepalives of 500 ms in between. */
    public static Timing standard() {
        return new Timing(
                10 * SEC,
                true,
                500 * MS,
                3,
                2 * SEC,
                SEC,
                3 * SEC,
                50 * SEC,
                120 * SEC,
                3 * SEC,
                1000,
                30 * SEC,
                20 * SEC,
                10 * SEC,
                FailBack.AUTO);
    }

    /** For a quiet local network: a tick of one second and keepalives of 200 ms. */
    public static Timing fast() {
        return new Timing(
                SEC,
                true,
                200 * MS,
                3,
                500 * MS,
                400 * MS,
                SEC,
                50 * SEC,
                120 * SEC,
                1200 * MS,
                1000,
                30 * SEC,
                20 * SEC,
                5 * SEC,
                FailBack.AUTO);
    }

    /** The same with another policy of fail-back. */
    public Timing withFailBack(FailBack policy) {
        return new Timing(
                intervalNs,
                fastWatch,
                renewalNs,
                missedMax,
                internalNs,
                networkLimitNs,
                serviceLimitNs,
                restartLimitNs,
                powerOnLimitNs,
                leaseNs,
                clockRatePpm,
                guestLimitNs,
                fenceLimitNs,
                serviceRestartLimitNs,
                policy);
    }

    /** A member that was not heard for this long is silent. */
    public long silenceNs() {
        return missedMax * renewalNs + renewalNs / 10;
    }

    /**
     * The longest that an observer must wait for a lease to have run out: its length plus the
     * clocks' rate error.
     */
    public long leaseProofNs() {
        return leaseNs + leaseNs / 1_000_000L * clockRatePpm;
    }
}
