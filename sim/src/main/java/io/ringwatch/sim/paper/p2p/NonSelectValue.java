package io.ringwatch.sim.paper.p2p;

import io.ringwatch.capacity.PredictedLoad;
import io.ringwatch.ring.ServerType;
import java.util.Comparator;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * How unsuitable each manager is to run a virtual server (thesis, equations 5.4 to 5.9 and figure
 * 5.5): the load normalised over all managers, 0 is the freest and 100 the busiest, and 100 for
 * each virtual server that it runs.
 */
final class NonSelectValue {
    private NonSelectValue() {}

    /**
     * Normalised load of one manager, 0 to 100 each; 100 is the worst.
     *
     * @param vms virtual servers running there
     * @param memory Nm
     * @param cpu Nc
     * @param network Nn
     */
    record Condition(int vms, double memory, double cpu, double network) {
        /** The value for the failure of a server of this type. */
        double value(ServerType failed) {
            double cpuWeight =
                    switch (failed) {
                        case CPU -> 0.4;
                        case NETWORK -> 0.1;
                        case CPU_NET -> 0.25;
                    };
            return vms * 100 + memory * 0.5 + cpu * cpuWeight + network * (0.5 - cpuWeight);
        }
    }

    /**
     * The conditions of all managers. The idle rate is summed over the cores (eq. 5.6, Lc x Ccor).
     */
    static Map<Integer, Condition> normalise(
            Map<Integer, PredictedLoad> loads, Map<Integer, Integer> vms) {
        var conditions = new TreeMap<Integer, Condition>();
        loads.forEach(
                (number, load) ->
                        conditions.put(
                                number,
                                new Condition(
                                        vms.getOrDefault(number, 0),
                                        worst(loads, load, PredictedLoad::memoryKb),
                                        worst(loads, load, PredictedLoad::cpuIdlePercent),
                                        worst(
                                                loads,
                                                load,
                                                l -> l.ratedKbPerS() - l.networkKbPerS()))));
        return conditions;
    }

    private static double worst(
            Map<Integer, PredictedLoad> loads,
            PredictedLoad load,
            ToDoubleFunction<PredictedLoad> free) {
        double max = loads.values().stream().mapToDouble(free).max().orElseThrow();
        double min = loads.values().stream().mapToDouble(free).min().orElseThrow();
        return max == min ? 100 : (max - free.applyAsDouble(load)) / (max - min) * 100;
    }

    /** The manager with the smallest value, the lowest number among equals. */
    static OptionalInt choose(Map<Integer, Condition> conditions, ServerType failed) {
        return conditions.entrySet().stream()
                .min(
                        Comparator.<Map.Entry<Integer, Condition>>comparingDouble(
                                        entry -> entry.getValue().value(failed))
                                .thenComparing(Map.Entry::getKey))
                .map(entry -> OptionalInt.of(entry.getKey()))
                .orElse(OptionalInt.empty());
    }
}
