package io.ringwatch.capacity;

/**
 * One measurement of a server's load, with the limits that bound its prediction.
 *
 * @param memoryKb available memory (mi), kB
 * @param cpuIdlePercent idle rate summed over the cores (ci), 0..cores * 100
 * @param networkKbPerS bytes sent and received per second (ni), kB/s
 * @param memoryMaxKb physical memory, kB
 * @param cores CPU cores
 * @param ratedKbPerS rated transmission plus reception of the service network (Nrat), kB/s
 */
public record LoadSample(
        long memoryKb,
        int cpuIdlePercent,
        long networkKbPerS,
        long memoryMaxKb,
        int cores,
        long ratedKbPerS) {}
