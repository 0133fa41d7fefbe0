package io.ringwatch.sim.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A member that spares polls does in every turn what one does that polls always, in whole worlds
 * with all their faults.
 */
class SparedPollsTest {
    private static final long MINUTE_NS = 60_000_000_000L;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void shouldDoTheSameWithEveryPollAndWithout(long seed) {
        var standard = Chaos.Options.standard(seed, 1);
        var options =
                new Chaos.Options(
                        seed,
                        1,
                        standard.serversMin(),
                        12,
                        standard.profiles(),
                        5 * MINUTE_NS,
                        1,
                        1,
                        0,
                        true);
        var twins = new Twins();
        Trial trial = Trial.run(Draft.of(seed, options), twins, () -> false).orElseThrow();
        assertEquals(Optional.empty(), trial.violation());
        assertTrue(twins.turns() > 1_000, "turns: " + twins.turns());
    }
}
