package io.ringwatch.simulator.command;

import io.ringwatch.sim.availability.AvailabilityReport;
import io.ringwatch.sim.availability.Estimate;
import io.ringwatch.sim.availability.MethodResult;
import java.util.List;

/**
 * Availability over years, for programs; per server, intervals are 95 % confidence.
 *
 * @param partial whether it was interrupted
 * @param methods for the fleet that was asked for
 * @param growth for fleets of other sizes
 */
record AvailabilityJson(
        int servers,
        double years,
        double mtbfHours,
        double repairHours,
        boolean partial,
        int historiesComposed,
        List<MethodJson> methods,
        List<MethodJson> growth) {
    static AvailabilityJson of(AvailabilityReport report) {
        var options = report.options();
        return new AvailabilityJson(
                options.servers(),
                options.years(),
                options.failures().mtbfHours(),
                options.failures().repairHours(),
                !report.complete(),
                report.historiesComposed(),
                report.methods().stream().map(MethodJson::of).toList(),
                report.growth().stream().map(MethodJson::of).toList());
    }

    private record MethodJson(
            String method,
            int servers,
            Estimate availability,
            Estimate outageMinutesPerYear,
            long outages,
            double outageP50S,
            double outageP95S,
            double outageP99S,
            double outageMaxS,
            Estimate falseTakeoversPerYear,
            int machinesBought,
            int fencesBought) {
        static MethodJson of(MethodResult one) {
            return new MethodJson(
                    AvailabilityCommand.word(one.method()),
                    one.servers(),
                    one.availability(),
                    one.outageMinutes(),
                    one.outages().count(),
                    one.outages().p50S(),
                    one.outages().p95S(),
                    one.outages().p99S(),
                    one.outages().maxS(),
                    one.falseTakeovers(),
                    one.machinesBought(),
                    one.fencesBought());
        }
    }
}
