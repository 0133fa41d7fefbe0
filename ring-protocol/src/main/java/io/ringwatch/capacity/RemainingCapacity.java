package io.ringwatch.capacity;

import java.util.Collection;

/**
 * How much of each resource a server has left, in percent, eq. (4)-(6) of the ring paper.
 *
 * @param memoryPercent Rm: its predicted available memory, of the largest among the candidates,
 *     0..100
 * @param cpuPercent Rc: its predicted free CPU (Tc), of the largest among the candidates, 0..100
 * @param networkPercent Rn: what is left of its own rated transfer, 0..100
 */
public record RemainingCapacity(double memoryPercent, double cpuPercent, double networkPercent) {
    /** Nothing left, or nothing known. */
    public static final RemainingCapacity NONE = new RemainingCapacity(0, 0, 0);

    /**
     * What a server has left beside the others.
     *
     * @param load its predicted load
     * @param candidates the predicted loads of all candidates, its own among them
     */
    public static RemainingCapacity of(PredictedLoad load, Collection<PredictedLoad> candidates) {
        if (!load.isKnown()) {
            return NONE;
        }
        long memoryMaxKb = candidates.stream().mapToLong(PredictedLoad::memoryKb).max().orElse(0);
        int cpuMaxPercent =
                candidates.stream().mapToInt(RemainingCapacity::freeCpu).max().orElse(0);
        return new RemainingCapacity(
                percent(load.memoryKb(), memoryMaxKb),
                percent(freeCpu(load), cpuMaxPercent),
                percent(load.ratedKbPerS() - load.networkKbPerS(), load.ratedKbPerS()));
    }

    /** Tc: the idle rate times the cores, which is Pc, because Pc is summed over the cores. */
    private static int freeCpu(PredictedLoad load) {
        return load.cpuIdlePercent();
    }

    private static double percent(long part, long whole) {
        return whole <= 0 ? 0 : Math.max(0, Math.min(100, 100.0 * part / whole));
    }
}
