package io.ringwatch.sim.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.sim.progress.Progress;
import java.util.List;
import org.junit.jupiter.api.Test;

class AvailabilityTest {
    private static AvailabilityOptions some(int threads, long seed) {
        Failures failures = Asked.failures(20_000, 24, FailureKind.SERVICE, FailureKind.RESTART);
        return Asked.of(
                3, failures, new Effort(2, 500, 3, threads), seed, Method.NOTHING, Method.RING);
    }

    @Test
    void shouldBeTheSameForTheSameSeedOnAnyNumberOfThreads() {
        AvailabilityReport one = Availability.run(some(1, 3), Progress.NONE);
        AvailabilityReport two = Availability.run(some(2, 3), Progress.NONE);
        AvailabilityReport other = Availability.run(some(1, 4), Progress.NONE);
        assertTrue(one.complete());
        assertEquals(one.methods(), two.methods());
        assertEquals(one.classes(), two.classes());
        assertFalse(one.methods().equals(other.methods()), "another seed, the same figures");
    }

    @Test
    void shouldServeMoreWithARingThanWithNothing() {
        List<MethodResult> methods = Availability.run(some(1, 5), Progress.NONE).methods();
        assertTrue(
                methods.get(1).outageMinutes().high() < methods.get(0).outageMinutes().low(),
                methods.toString());
        assertTrue(methods.get(1).worlds() >= 4);
        assertEquals(0, methods.get(1).unfinished());
    }

    @Test
    void shouldEndEarlyWithWhatItKnows() {
        Progress stopped =
                new Progress() {
                    @Override
                    public void at(String what, long done, long total) {
                        // nobody looks
                    }

                    @Override
                    public boolean isStopped() {
                        return true;
                    }
                };
        AvailabilityReport report = Availability.run(some(1, 3), stopped);
        assertFalse(report.complete());
        assertEquals(
                List.of(Method.NOTHING),
                report.methods().stream().map(MethodResult::method).toList());
    }

    @Test
    void shouldHaveTheTruthInNineteenOfTwentyIntervals() {
        double mtbf = 2_000;
        double repair = 50;
        double rate = 1 / mtbf + 1 / repair;
        double down = 1 / (mtbf * rate) * (1 - (1 - Math.exp(-rate * 8_760)) / rate / 8_760);
        int covered = 0;
        for (int seed = 0; seed < 400; seed++) {
            AvailabilityOptions options =
                    Asked.of(
                            3,
                            Asked.failures(mtbf, repair, FailureKind.HARDWARE),
                            new Effort(2, 100, 3, 1),
                            seed,
                            Method.NOTHING);
            MethodResult result = Asked.only(Availability.run(options, Progress.NONE));
            covered += result.availability().covers(1 - down) ? 1 : 0;
        }
        // 380 are expected; the standard deviation of that number is 4.4.
        assertTrue(covered >= 364 && covered <= 396, covered + " of 400");
    }
}
