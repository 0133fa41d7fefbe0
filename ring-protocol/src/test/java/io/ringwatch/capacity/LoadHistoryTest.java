package io.ringwatch.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadHistoryTest {
    private static final long MEMORY_MAX_KB = 8_000_000;
    private static final int CORES = 4;
    private static final long RATED_KB_PER_S = 256_000;

    /** Samples of idle rates, two a step; what is predicted after the last one. */
    @ParameterizedTest
    @CsvSource({
        "270 290 290 310, 320",
        "300, 300",
        "300 310, 305",
        "300 310 320, 315",
        "0 0 270 290 290 310, 320",
        "310 290 290 270, 260",
        "100 100 10 30, 0",
        "300 300 380 400, 400",
        "201 202 203 204, 206",
    })
    void shouldExtendTheDifferenceOfTwoSteps(String idle, int predicted) {
        var history = new LoadHistory(2);
        for (String word : idle.split(" ")) {
            history.add(sample(4_000_000, Integer.parseInt(word), 0));
        }

        assertEquals(predicted, history.predict().cpuIdlePercent());
    }

    @Test
    void shouldPredictWithinWhatTheMachineHas() {
        var falling = new LoadHistory(1);
        falling.add(sample(5_000_000, 300, 100_000));
        falling.add(sample(1_000_000, 100, 10_000));
        assertEquals(load(0, 1_000_000, 0, 0), falling.predict());

        var rising = new LoadHistory(1);
        rising.add(sample(1_000_000, 100, 10_000));
        rising.add(sample(7_000_000, 350, 250_000));
        assertEquals(load(MEMORY_MAX_KB, 7_000_000, 400, RATED_KB_PER_S), rising.predict());
    }

    @Test
    void shouldKnowNothingBeforeTheFirstSample() {
        var history = new LoadHistory(3);

        assertEquals(PredictedLoad.UNKNOWN, history.predict());
        assertFalse(history.predict().isKnown());
        history.add(sample(1, 0, 0));
        assertTrue(history.predict().isKnown());
    }

    @Test
    void shouldLimitTheSamplesOfAStep() {
        assertThrows(IllegalArgumentException.class, () -> new LoadHistory(0));
        assertThrows(
                IllegalArgumentException.class, () -> new LoadHistory(LoadHistory.STEP_MAX + 1));
        var longest = new LoadHistory(LoadHistory.STEP_MAX);
        for (int i = 0; i < 2 * LoadHistory.STEP_MAX; i++) {
            longest.add(sample(4_000_000, i < LoadHistory.STEP_MAX ? 200 : 250, 0));
        }
        assertEquals(300, longest.predict().cpuIdlePercent());
    }

    private static LoadSample sample(long memoryKb, int idlePercent, long networkKbPerS) {
        return new LoadSample(
                memoryKb, idlePercent, networkKbPerS, MEMORY_MAX_KB, CORES, RATED_KB_PER_S);
    }

    private static PredictedLoad load(
            long memoryKb, long nowKb, int idlePercent, long networkKbPerS) {
        return new PredictedLoad(
                memoryKb, nowKb, idlePercent, networkKbPerS, MEMORY_MAX_KB, CORES, RATED_KB_PER_S);
    }
}
