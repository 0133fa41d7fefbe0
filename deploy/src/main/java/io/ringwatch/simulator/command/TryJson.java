package io.ringwatch.simulator.command;

import io.ringwatch.sim.rehearsal.Performance;
import io.ringwatch.sim.rehearsal.Performance.Seen;
import io.ringwatch.sim.rehearsal.Rehearsal;
import io.ringwatch.simulator.screen.Story;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What came of breaking a ring, for programs; times in milliseconds of virtual time since the first
 * fault, null for what did not happen.
 *
 * @param ring its name
 * @param profile its timing
 * @param faultAtMs when the first fault happened, since the start of the ring
 * @param good whether everything was back in the end, in every run
 * @param backMs when everything was as before, in the first run
 * @param servers what clients of each server saw
 * @param story what happened in the first run
 * @param needs what a person must do
 * @param missing what was not as before in the end
 * @param violation the rule of safety that was broken; empty if none was
 * @param runs how many runs were played
 * @param partial whether it was interrupted
 */
record TryJson(
        String ring,
        String profile,
        double faultAtMs,
        boolean good,
        @Nullable Double backMs,
        List<ServerJson> servers,
        List<LineJson> story,
        List<Performance.Need> needs,
        List<String> missing,
        String violation,
        int runs,
        boolean partial) {
    private static final double NS_PER_MS = 1e6;

    static TryJson of(Rehearsal.Result result) {
        Performance first = result.first();
        var ring = result.options().ring();
        return new TryJson(
                ring.name(),
                Timings.nameOf(ring.timing()),
                ms(first.faultAtNs()),
                result.performances().stream().allMatch(Performance::isGood),
                ms(first.backNs()),
                first.servers().stream().map(s -> ServerJson.of(s, result)).toList(),
                Story.of(first, ring).stream()
                        .map(l -> new LineJson(ms(l.atNs()), l.about(), l.text()))
                        .toList(),
                first.needs(),
                first.missing(),
                first.violation(),
                result.performances().size(),
                result.isPartial());
    }

    private static double ms(long ns) {
        return ns / NS_PER_MS;
    }

    private static @Nullable Double ms(OptionalLong ns) {
        return ns.isPresent() ? ms(ns.getAsLong()) : null;
    }

    private record LineJson(double atMs, String about, String text) {}

    private record OutageJson(double fromMs, double untilMs, boolean open) {}

    private record ServerJson(
            String name,
            List<String> faults,
            @Nullable Double detectedMs,
            @Nullable Double functionRecoveredMs,
            @Nullable Double serverRecoveredMs,
            String host,
            String proof,
            String scores,
            double outageMs,
            List<OutageJson> outages,
            List<Double> longestOutageMsOfEachRun) {
        static ServerJson of(Seen seen, Rehearsal.Result result) {
            return new ServerJson(
                    seen.name(),
                    seen.faults(),
                    ms(seen.detectedNs()),
                    ms(seen.functionNs()),
                    ms(seen.serverNs()),
                    seen.host(),
                    seen.proof(),
                    seen.scores(),
                    ms(seen.outageNs()),
                    seen.outages().stream()
                            .map(o -> new OutageJson(ms(o.fromNs()), ms(o.untilNs()), o.open()))
                            .toList(),
                    result.longestOutagesNs(seen.name()).stream().map(TryJson::ms).toList());
        }
    }
}
