package io.ringwatch.sim.world;

import io.ringwatch.ring.Timing;
import java.util.Arrays;
import java.util.Optional;

/**
 * The timings that worlds are drawn with: the shipped profiles, and two with longer leases, in
 * which the same orders of events take more virtual time and fewer events.
 */
public enum Profile {
    /** {@link Timing#paper()}. */
    PAPER,
    /** {@link Timing#standard()}. */
    DEFAULT,
    /** {@link Timing#fast()}. */
    FAST,
    /** A lease of 6 s, renewed every second. */
    CALM,
    /** A lease of 12 s, renewed every two seconds. */
    SLOW;

    private static final long MS = 1_000_000L;

    /** Its durations. */
    public Timing timing() {
        return switch (this) {
            case PAPER -> Timing.paper();
            case DEFAULT -> Timing.standard();
            case FAST -> Timing.fast();
            case CALM -> longer(1_000, 6_000, 5_000);
            case SLOW -> longer(2_000, 12_000, 10_000);
        };
    }

    private static Timing longer(long renewalMs, long leaseMs, long internalMs) {
        Timing base = Timing.standard();
        return new Timing(
                base.intervalNs(),
                base.fastWatch(),
                renewalMs * MS,
                base.missedMax(),
                internalMs * MS,
                base.networkLimitNs(),
                base.serviceLimitNs(),
                base.restartLimitNs(),
                base.powerOnLimitNs(),
                leaseMs * MS,
                base.clockRatePpm(),
                base.guestLimitNs(),
                base.fenceLimitNs(),
                base.serviceRestartLimitNs(),
                base.failBack());
    }

    /** As it is written in a plan: {@code fast}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The profile that is written so, if there is one. */
    public static Optional<Profile> ofWord(String word) {
        return Arrays.stream(values()).filter(profile -> profile.word().equals(word)).findFirst();
    }
}
