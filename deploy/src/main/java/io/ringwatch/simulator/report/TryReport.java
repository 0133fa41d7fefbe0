package io.ringwatch.simulator.report;

import io.ringwatch.sim.rehearsal.Performance.Seen;
import io.ringwatch.sim.rehearsal.Rehearsal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What came of breaking a ring, as a page. */
public final class TryReport {
    private TryReport() {}

    /** Writes it. */
    public static void write(Rehearsal.Result result, Path file) throws IOException {
        var page =
                new Page(
                        "Ring " + result.options().ring().name() + ", broken",
                        result.isPartial()
                                ? "Simulated; interrupted, so this is a part of what was asked for."
                                : "Simulated by Ringwatch: what would happen, and for how long.");
        add(page, result);
        page.write(file);
    }

    static void add(Page page, Rehearsal.Result result) {
        List<Seen> servers = result.first().servers();
        Set<String> broken =
                servers.stream()
                        .filter(s -> !s.faults().isEmpty())
                        .map(Seen::name)
                        .collect(Collectors.toSet());
        RingFigure.add(page, result.options().ring(), broken);
        OutageFigure.add(page, result.first(), result.options().ring());
        List<SpreadFigure.Spread> spreads =
                servers.stream()
                        .filter(s -> broken.contains(s.name()) || !s.outages().isEmpty())
                        .map(
                                s ->
                                        new SpreadFigure.Spread(
                                                s.name(), result.longestOutagesNs(s.name())))
                        .toList();
        if (result.performances().size() > 1 && !spreads.isEmpty()) {
            SpreadFigure.add(
                    page,
                    "How long, when it happens at another moment",
                    "server",
                    spreads,
                    "The longest time without an answer in each of %d runs: the fault came at other"
                                    .formatted(result.performances().size())
                            + " moments of the monitoring interval. Boxes span the middle half.");
        }
    }
}
