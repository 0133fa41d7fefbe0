package io.ringwatch.sim.availability;

import java.util.List;

/**
 * What came out.
 *
 * @param options what was asked
 * @param methods every method for the fleet that was asked for; on an early end, those that are
 *     known
 * @param growth the same for every other size, by size
 * @param classes what was played of which episodes
 * @param historiesComposed independent histories of the fleet that was asked for
 * @param complete whether all was played and composed, or it was ended early
 */
public record AvailabilityReport(
        AvailabilityOptions options,
        List<MethodResult> methods,
        List<MethodResult> growth,
        List<ClassResult> classes,
        int historiesComposed,
        boolean complete) {
    public AvailabilityReport {
        methods = List.copyOf(methods);
        growth = List.copyOf(growth);
        classes = List.copyOf(classes);
    }
}
