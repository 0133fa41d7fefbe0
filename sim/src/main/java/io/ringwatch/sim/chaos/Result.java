package io.ringwatch.sim.chaos;

import io.ringwatch.sim.plan.Fault;
import java.util.List;
import java.util.Map;

/**
 * What came of many worlds.
 *
 * @param seeds worlds that were played to their end
 * @param asked worlds that were to be played
 * @param events events that happened in them
 * @param virtualNs virtual time of all of them, nanoseconds
 * @param serverNs virtual time of all their servers, nanoseconds
 * @param wallNs time that it took, nanoseconds
 * @param faults how often each kind of fault was done to them
 * @param findings what was found, by number
 */
public record Result(
        long seeds,
        long asked,
        long events,
        long virtualNs,
        long serverNs,
        long wallNs,
        Map<Fault.Kind, Long> faults,
        List<Finding> findings) {
    private static final double NS_PER_S = 1e9;
    private static final double NS_PER_H = 3.6e12;

    public Result {
        findings = List.copyOf(findings);
    }

    /** Whether no rule was broken. */
    public boolean isClean() {
        return findings.isEmpty();
    }

    /** Hours that servers of these worlds lived. */
    public double serverHours() {
        return serverNs / NS_PER_H;
    }

    /** Events in one second of wall time. */
    public double eventsPerSecond() {
        return events / wallSeconds();
    }

    /** Worlds in one second of wall time. */
    public double seedsPerSecond() {
        return seeds / wallSeconds();
    }

    /** Hours of servers in one second of wall time. */
    public double serverHoursPerSecond() {
        return serverHours() / wallSeconds();
    }

    private double wallSeconds() {
        return Math.max(1, wallNs) / NS_PER_S;
    }
}
