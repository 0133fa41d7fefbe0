package io.ringwatch.sim.world;

/** The monotonic clock of one boot: begins anew with it, and runs a little too fast or too slow. */
final class MachineClock {
    private static final long MILLION = 1_000_000L;
    private final long bootedAtNs;
    private final long offsetNs;
    private final int ratePpm;

    /**
     * @param bootedAtNs virtual time of the boot
     * @param offsetNs what the clock says then
     * @param ratePpm how much too fast it runs, parts per million, negative if too slow
     */
    MachineClock(long bootedAtNs, long offsetNs, int ratePpm) {
        this.bootedAtNs = bootedAtNs;
        this.offsetNs = offsetNs;
        this.ratePpm = ratePpm;
    }

    /** The same clock after it has stood still for so long. */
    MachineClock stoodStill(long lengthNs) {
        return new MachineClock(bootedAtNs + lengthNs, offsetNs, ratePpm);
    }

    /** What the clock says at a virtual time. */
    long monoNs(long worldNs) {
        long sinceNs = worldNs - bootedAtNs;
        return offsetNs
                + sinceNs
                + sinceNs / MILLION * ratePpm
                + sinceNs % MILLION * ratePpm / MILLION;
    }

    /** The first virtual time at which the clock says so, or later. */
    long worldNs(long monoNs) {
        if (monoNs == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        long sinceNs = monoNs - offsetNs;
        long guess = bootedAtNs + sinceNs - sinceNs / MILLION * ratePpm;
        // Each correction makes the error smaller by the rate; the loops walk off what rounding
        // leaves.
        for (int i = 0; i < 3; i++) {
            guess += monoNs - monoNs(guess);
        }
        while (monoNs(guess) < monoNs) {
            guess++;
        }
        while (monoNs(guess - 1) >= monoNs) {
            guess--;
        }
        return guess;
    }
}
