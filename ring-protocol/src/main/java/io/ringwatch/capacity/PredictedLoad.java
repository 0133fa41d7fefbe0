package io.ringwatch.capacity;

/**
 * The load that eq. (1)-(3) of the ring paper predict for the next step.
 *
 * @param memoryKb predicted available memory (Pm), 0..memoryMaxKb
 * @param memoryNowKb available memory as last measured
 * @param cpuIdlePercent predicted idle rate summed over the cores (Pc), 0..cores * 100
 * @param networkKbPerS predicted transfer (Pn), 0..ratedKbPerS, kB/s
 * @param memoryMaxKb physical memory, kB
 * @param cores CPU cores
 * @param ratedKbPerS rated transmission plus reception (Nrat), kB/s
 */
public record PredictedLoad(
        long memoryKb,
        long memoryNowKb,
        int cpuIdlePercent,
        long networkKbPerS,
        long memoryMaxKb,
        int cores,
        long ratedKbPerS) {
    /** Nothing measured yet: no free capacity at all. */
    public static final PredictedLoad UNKNOWN = new PredictedLoad(0, 0, 0, 0, 0, 0, 0);

    /** Whether anything was measured. */
    public boolean isKnown() {
        return !equals(UNKNOWN);
    }

    /** Whether a guest of this size fits now and, as predicted, also in the next step. */
    public boolean hasMemoryFor(long guestMemoryKb) {
        return Math.min(memoryKb, memoryNowKb) >= guestMemoryKb;
    }
}
