package io.ringwatch.sim.availability;

import io.ringwatch.ring.Timing;
import io.ringwatch.sim.plan.Span;
import io.ringwatch.sim.world.Speeds;
import java.util.List;

/**
 * What is asked.
 *
 * @param servers of the fleet, 3 or more
 * @param years of each history, over 0
 * @param failures how often, at what, for how long
 * @param correlated failures of several servers at once
 * @param methods that are compared, at least one
 * @param growth other sizes of the fleet for which the same is told; empty for none
 * @param timing of the ring
 * @param speeds of machines, virtual servers and networks in the worlds
 * @param effort how much is played
 * @param seed from which everything is drawn
 */
public record AvailabilityOptions(
        int servers,
        double years,
        Failures failures,
        Correlated correlated,
        List<Method> methods,
        List<Integer> growth,
        Timing timing,
        Speeds speeds,
        Effort effort,
        long seed) {
    public AvailabilityOptions {
        methods = List.copyOf(methods);
        growth = List.copyOf(growth);
        if (servers < 3
                || growth.stream().anyMatch(n -> n < 3)
                || !(years > 0)
                || methods.isEmpty()) {
            throw new IllegalArgumentException(
                    "at least 3 servers, a method, and more than 0 years");
        }
    }

    /** Six servers, as in the ring paper, over ten years, and growth from 3 to 1,000. */
    public static AvailabilityOptions usual() {
        return new AvailabilityOptions(
                6,
                10,
                Failures.usual(),
                Correlated.none(),
                List.of(Method.values()),
                List.of(3, 6, 12, 30, 100, 300, 1_000),
                Timing.standard(),
                machines(),
                Effort.usual(),
                1);
    }

    /**
     * Machines as the papers measured them: a server starts in 36 s and restarts in 47 s (thesis,
     * table 2.1), a suspended virtual server is active after about 2 s; networks, disks and agents
     * of today.
     */
    public static Speeds machines() {
        Speeds usual = Speeds.usual();
        return new Speeds(
                usual.latency(),
                usual.late(),
                usual.store(),
                usual.step(),
                usual.drop(),
                usual.claim(),
                Span.ms(36_000, 46_000),
                usual.quickBoot(),
                usual.agentStart(),
                usual.serviceStart(),
                usual.serviceRestart(),
                Span.ms(1_800, 2_400),
                Span.ms(200, 900),
                usual.suspend(),
                usual.fence());
    }

    /** The same for other sizes of the fleet only. */
    AvailabilityOptions withServers(int number) {
        return new AvailabilityOptions(
                number, years, failures, correlated, methods, growth, timing, speeds, effort, seed);
    }
}
