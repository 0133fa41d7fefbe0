package io.ringwatch.capacity;

/**
 * The load that eq. (1)-(3) of the ring paper predict for the next step.
 *
 * @param memoryKb predicted available memory (Pm), 0..memoryMaxKb
 * @param cpuIdlePercent predicted idle rate summed over the cores (Pc), 0..cores * 100
 * @param networkKbPerS predicted transfer (Pn), 0..2 * ratedKbPerS, kB/s
 * @param memoryMaxKb physical memory, kB
 * @param cores CPU cores
 * @param ratedKbPerS rated transmission plus reception (Nrat), kB/s
 */
public record PredictedLoad(
        long memoryKb,
        int cpuIdlePercent,
        long networkKbPerS,
        long memoryMaxKb,
        int cores,
        long ratedKbPerS) {
    /** Nothing measured yet: no free capacity at all. */
    public static final PredictedLoad UNKNOWN = new PredictedLoad(0, 0, 0, 0, 0, 0);
}
