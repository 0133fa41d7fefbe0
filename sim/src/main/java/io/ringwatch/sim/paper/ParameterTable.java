package io.ringwatch.sim.paper;

import io.ringwatch.ring.Timing;
import io.ringwatch.sim.plan.Span;
import io.ringwatch.sim.world.Speeds;
import java.util.List;

/** Table 1 of the ring paper beside what the simulated world has. */
final class ParameterTable {
    private static final String SPREAD = "the world draws from a range whose middle is given here";

    private ParameterTable() {}

    static PaperTable ring() {
        Speeds speeds = Speeds.paper();
        Timing timing = Timing.paper();
        double agentS = middle(speeds.agentStart());
        return new PaperTable(
                "ring-1",
                "Characteristics and settings of the experimental system",
                "ring paper, table 1",
                "profile paper of the product, and the speeds of the simulated machines",
                List.of(
                        row("start time of a server", 31.07, middle(speeds.boot()) + agentS),
                        row("restart time of a server", 33.33, middle(Trial.RESTART) + agentS),
                        row("activation of a suspended server", 1.52, middle(speeds.resume())),
                        row("monitoring interval", 10.00, timing.intervalNs() / 1e9),
                        row(
                                "network examination, disconnected",
                                2.00,
                                timing.networkLimitNs() / 1e9),
                        row("longest service examination", 3.00, timing.serviceLimitNs() / 1e9),
                        row("longest wait for a restart", 50.00, timing.restartLimitNs() / 1e9)));
    }

    private static PaperFigure row(String name, double paper, double ours) {
        return PaperFigure.of(name, "setting", "s", paper, ours, SPREAD);
    }

    private static double middle(Span span) {
        return (span.minNs() + span.maxNs()) / 2e9;
    }
}
