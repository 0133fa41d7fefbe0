package io.ringwatch.sim.world;

import io.ringwatch.capacity.LoadSample;
import io.ringwatch.sim.plan.Chance;

/** How busy machines of a world are: lightly, and never quite the same. */
final class Load {
    private static final int CORES = 4;
    private static final long MEMORY_KB = 16L << 20;
    private static final long SCARCE_KB = 64L << 10;
    private static final long RATED_KB_PER_S = 250_000;

    private Load() {}

    /**
     * @param memory whether there is any for a virtual server
     */
    static LoadSample draw(Chance chance, boolean memory) {
        int aroundKb = chance.below(1 << 20);
        return new LoadSample(
                memory ? MEMORY_KB / 2 + aroundKb : SCARCE_KB,
                CORES * 70 + chance.below(CORES * 30),
                RATED_KB_PER_S / 10 + chance.below(10_000),
                MEMORY_KB,
                CORES,
                RATED_KB_PER_S);
    }
}
