package io.ringwatch.simulator.report;

import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import io.ringwatch.sim.availability.Availability;
import io.ringwatch.sim.availability.AvailabilityOptions;
import io.ringwatch.sim.availability.AvailabilityReport;
import io.ringwatch.sim.availability.Effort;
import io.ringwatch.sim.paper.PaperTables;
import io.ringwatch.sim.plan.Fault;
import io.ringwatch.sim.plan.Plan;
import io.ringwatch.sim.progress.Progress;
import io.ringwatch.sim.rehearsal.Rehearsal;
import io.ringwatch.sim.scale.Growth;
import io.ringwatch.sim.world.Speeds;
import io.ringwatch.sim.world.World;
import io.ringwatch.simulator.report.SpreadFigure.Spread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Everything that the simulator knows of a ring, on one page. */
public final class WholeReport {
    private static final long AT_NS = 35_000_000_000L;
    private static final long LENGTH_NS = 150_000_000_000L;
    private static final List<Integer> SIZES = List.of(3, 6, 12, 24);
    private static final List<Integer> COST_SIZES = List.of(3, 6, 12, 25, 50, 100);
    private static final long COST_LENGTH_NS = 120_000_000_000L;

    /** Enough for figures; {@code ringwatch sim availability} composes more. */
    private static final double SERVER_YEARS = 20_000;

    /** What breaks, as people call it. */
    private static final List<Kind> KINDS =
            List.of(
                    new Kind("power lost", Fault.Kind.CRASH),
                    new Kind("restart", Fault.Kind.RESTART),
                    new Kind("quick restart", Fault.Kind.QUICK),
                    new Kind("daemon dies", Fault.Kind.SERVICE),
                    new Kind("daemon stuck", Fault.Kind.STUCK),
                    new Kind("daemon hangs", Fault.Kind.HANG),
                    new Kind("gateway lost", Fault.Kind.GATEWAY));

    private final Ring ring;
    private final int runs;
    private final Progress progress;

    private record Kind(String name, Fault.Kind fault) {}

    /**
     * A report of a ring.
     *
     * @param runs how often each failure is played
     */
    public WholeReport(Ring ring, int runs, Progress progress) {
        this.ring = ring;
        this.runs = runs;
        this.progress = progress;
    }

    /** Plays everything and writes it; what was not played when it is stopped is left out. */
    public void write(Path file) throws IOException {
        var page =
                new Page(
                        "Ring " + ring.name(),
                        "What its clients see when servers fail, simulated by Ringwatch.");
        TryReport.add(page, play(ring, Fault.Kind.CRASH, 1));
        kinds(page);
        growth(page);
        cost(page);
        if (!progress.isStopped()) {
            var tables = new PaperTables(new PaperTables.Options(Math.min(runs, 4), 1), progress);
            PaperFigures.add(page, tables.make());
        }
        if (!progress.isStopped()) {
            AvailabilityFigure.add(page, availability());
        }
        page.write(file);
    }

    private Rehearsal.Result play(Ring of, Fault.Kind kind, int times) {
        Server server = of.servers().get(1);
        var plan = new Plan(List.of(new Plan.Step(AT_NS, Fault.of(kind, server.name()))));
        return Rehearsal.play(
                new Rehearsal.Options(of, plan, LENGTH_NS, 1, times, Speeds.usual()), progress);
    }

    private Spread spread(String name, Ring of, Fault.Kind kind) {
        Rehearsal.Result result = play(of, kind, runs);
        return new Spread(name, result.longestOutagesNs(of.servers().get(1).name()));
    }

    private void kinds(Page page) {
        var spreads = new ArrayList<Spread>();
        for (Kind kind : KINDS) {
            if (!progress.isStopped()) {
                spreads.add(spread(kind.name(), ring, kind.fault()));
            }
        }
        if (!spreads.isEmpty()) {
            SpreadFigure.add(
                    page,
                    "How long an outage is, per kind of failure",
                    "kind of failure",
                    spreads,
                    "The longest time without an answer for clients of %s in each of %d runs, at"
                                    .formatted(ring.servers().get(1).name(), runs)
                            + " different moments. Boxes span the middle half.");
        }
    }

    private void growth(Page page) {
        var spreads = new ArrayList<Spread>();
        for (int size : SIZES) {
            if (!progress.isStopped()) {
                Ring of = World.ring(size).witness().timing(ring.timing()).ring();
                spreads.add(spread(String.valueOf(size), of, Fault.Kind.CRASH));
            }
        }
        if (!spreads.isEmpty()) {
            SpreadFigure.add(
                    page,
                    "Growth with the number of servers",
                    "servers of the ring",
                    spreads,
                    "A server loses power in rings of different size: a ring that grows does not"
                            + " recover more slowly, since each server is watched by one other.");
        }
    }

    private void cost(Page page) {
        if (!progress.isStopped()) {
            var options = new Growth.Options(COST_SIZES, COST_LENGTH_NS, 1, ring.timing(), 1);
            GrowthFigure.add(page, Growth.measure(options, progress));
        }
    }

    private AvailabilityReport availability() {
        AvailabilityOptions usual = AvailabilityOptions.usual();
        Effort effort = usual.effort();
        return Availability.run(
                new AvailabilityOptions(
                        Math.max(3, ring.servers().size()),
                        usual.years(),
                        usual.failures(),
                        usual.correlated(),
                        usual.methods(),
                        List.of(),
                        usual.timing(),
                        usual.speeds(),
                        new Effort(2, SERVER_YEARS, effort.playedServersMax(), effort.threads()),
                        usual.seed()),
                progress);
    }
}
