package io.ringwatch.sim.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwatch.sim.world.World;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random worlds by seed. {@code -Dswarm.first=4711 -Dswarm.seeds=1} runs one again, {@code
 * -Dswarm.seeds=10000} many.
 */
class SwarmTest {
    private static final int REPLAY_EVERY = 5;

    static LongStream seeds() {
        long first = Long.getLong("swarm.first", 1);
        return LongStream.range(first, first + Long.getLong("swarm.seeds", 100));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldStaySafeAndBecomeQuiet(long seed) {
        World world = Swarm.run(seed);
        if (seed % REPLAY_EVERY == 0) {
            world.replayAll();
        }
    }

    @Test
    void shouldRunTheSameAgain() {
        assertEquals(Swarm.run(17).story(), Swarm.run(17).story());
    }
}
