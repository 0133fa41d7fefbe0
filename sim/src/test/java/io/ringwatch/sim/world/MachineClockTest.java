package io.ringwatch.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineClockTest {
    @ParameterizedTest
    @ValueSource(ints = {-1000, -500, -7, 0, 1, 333, 500, 1000})
    void shouldFindTheFirstMomentAtWhichTheClockSaysSo(int ratePpm) {
        var clock = new MachineClock(5_000_000_123L, 77_000_000_000L, ratePpm);
        for (long aheadNs = 0; aheadNs < 4_000_000_000_000L; aheadNs += 123_456_789_123L) {
            long monoNs = 77_000_000_000L + aheadNs;
            long worldNs = clock.worldNs(monoNs);
            assertTrue(clock.monoNs(worldNs) >= monoNs);
            assertTrue(clock.monoNs(worldNs - 1) < monoNs);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-500, 500})
    void shouldRunAtItsRate(int ratePpm) {
        var clock = new MachineClock(0, 0, ratePpm);
        assertEquals(1_000_000_000L + ratePpm * 1_000L, clock.monoNs(1_000_000_000L));
    }
}
