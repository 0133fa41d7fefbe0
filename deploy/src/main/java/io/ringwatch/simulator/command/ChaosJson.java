package io.ringwatch.simulator.command;

import io.ringwatch.sim.chaos.Chaos;
import io.ringwatch.sim.chaos.Finding;
import io.ringwatch.sim.chaos.Result;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of many worlds, for programs.
 *
 * @param clean whether no rule was broken
 * @param partial whether fewer worlds were played than asked for
 */
record ChaosJson(
        boolean clean,
        boolean partial,
        long firstSeed,
        long seedsAsked,
        long seedsPlayed,
        long events,
        double virtualHours,
        double serverHours,
        double wallSeconds,
        double seedsPerSecond,
        double eventsPerSecond,
        double serverHoursPerSecond,
        Map<String, Long> faults,
        List<FindingJson> findings) {
    private static final double NS_PER_HOUR = 3.6e12;

    static ChaosJson of(Chaos.Options options, Result result) {
        var faults = new TreeMap<String, Long>();
        result.faults().forEach((kind, count) -> faults.put(kind.text(), count));
        return new ChaosJson(
                result.isClean(),
                result.seeds() < result.asked(),
                options.firstSeed(),
                result.asked(),
                result.seeds(),
                result.events(),
                result.virtualNs() / NS_PER_HOUR,
                result.serverHours(),
                result.wallNs() / 1e9,
                result.seedsPerSecond(),
                result.eventsPerSecond(),
                result.serverHoursPerSecond(),
                faults,
                result.findings().stream().map(FindingJson::of).toList());
    }

    private record FindingJson(
            long seed,
            String rule,
            String what,
            List<String> scenario,
            int stepsBefore,
            int storiesTried,
            List<String> story) {
        static FindingJson of(Finding finding) {
            return new FindingJson(
                    finding.seed(),
                    finding.rule().text(),
                    finding.what(),
                    finding.scenario(),
                    finding.stepsBefore(),
                    finding.attempts(),
                    finding.story());
        }
    }
}
