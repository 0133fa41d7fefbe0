package io.ringwatch.sim.availability;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Options that several tests share. */
final class Asked {
    private Asked() {}

    /** Only these kinds, equally often; no transients. */
    static Failures failures(double mtbfHours, double repairHours, FailureKind... kinds) {
        var shares = new EnumMap<FailureKind, Double>(FailureKind.class);
        for (FailureKind kind : kinds) {
            shares.put(kind, 1.0);
        }
        return new Failures(mtbfHours, repairHours, 1, shares, Map.of());
    }

    static AvailabilityOptions of(
            int servers, Failures failures, Effort effort, long seed, Method... methods) {
        AvailabilityOptions usual = AvailabilityOptions.usual();
        return new AvailabilityOptions(
                servers,
                1,
                failures,
                Correlated.none(),
                List.of(methods),
                List.of(),
                usual.timing(),
                usual.speeds(),
                effort,
                seed);
    }

    static MethodResult only(AvailabilityReport report) {
        return report.methods().get(0);
    }
}
