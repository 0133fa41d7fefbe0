package io.ringwatch.sim.availability;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.ring.Timing;
import io.ringwatch.sim.progress.Progress;
import io.ringwatch.sim.world.Speeds;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What is composed of episodes against what is played without skipping anything, where failures are
 * so frequent that direct play sees many: {@code -Davailability.runs=200} for more of it.
 */
class CompositionTest {
    private static final int SERVERS = 4;
    private static final double HOURS = 1;
    private static final int RUNS = Integer.getInteger("availability.runs", 16);
    private static final int WORLDS = Integer.getInteger("availability.worlds", 3);
    private static final long SEC = 1_000_000_000L;

    private static AvailabilityOptions often() {
        Timing standard = Timing.standard();
        // A recovery is given up after 40 s, so that an hour has room for many episodes.
        var timing =
                new Timing(
                        standard.intervalNs(),
                        standard.fastWatch(),
                        standard.renewalNs(),
                        standard.missedMax(),
                        standard.internalNs(),
                        standard.networkLimitNs(),
                        standard.serviceLimitNs(),
                        15 * SEC,
                        20 * SEC,
                        standard.leaseNs(),
                        standard.clockRatePpm(),
                        standard.guestLimitNs(),
                        standard.fenceLimitNs(),
                        standard.serviceRestartLimitNs(),
                        standard.failBack());
        Failures failures =
                Asked.failures(
                        0.4,
                        3.0 / 60,
                        FailureKind.HARDWARE,
                        FailureKind.POWER,
                        FailureKind.RESTART,
                        FailureKind.SERVICE,
                        FailureKind.STUCK,
                        FailureKind.HANG,
                        FailureKind.GATEWAY);
        return new AvailabilityOptions(
                SERVERS,
                HOURS / 8_760,
                failures,
                Correlated.none(),
                List.of(Method.RING_FENCES_WITNESS),
                List.of(),
                timing,
                Speeds.usual(),
                new Effort(WORLDS, 100, SERVERS, 1),
                11);
    }

    @Test
    void shouldComposeWhatDirectPlayShows() {
        AvailabilityOptions options = often();
        var direct = new Doubles();
        var lengths = new Doubles();
        int failures = 0;
        for (int run = 0; run < RUNS; run++) {
            var play = new DirectPlay(options, Method.RING_FENCES_WITNESS, 100 + run);
            List<Double> outages = play.play(HOURS);
            failures += play.failures();
            outages.forEach(lengths::add);
            direct.add(outages.stream().mapToDouble(d -> d).sum() / 60 / (SERVERS * HOURS / 8_760));
        }
        MethodResult composed = Asked.only(Availability.run(options, Progress.NONE));
        Estimate played = Interval95.of(direct, 0);
        double halves =
                Math.hypot(
                        played.high() - played.value(),
                        composed.outageMinutes().high() - composed.outageMinutes().value());
        String figures =
                "%d failures played: %s, p50 %.2f s; composed: %s, %s"
                        .formatted(
                                failures,
                                played,
                                Tally.at(lengths.sorted(), 0.5),
                                composed.outageMinutes(),
                                composed.outages());
        assertTrue(failures > 5 * RUNS, figures);
        assertTrue(Math.abs(played.value() - composed.outageMinutes().value()) <= halves, figures);
        // Not wide enough to agree with anything: half of the outage would be too little.
        assertTrue(RUNS < 20 || halves < played.value() / 2, figures);
    }
}
