package io.ringwatch.simulator.report;

import io.ringwatch.sim.paper.PaperFigure;
import io.ringwatch.sim.paper.PaperTable;
import io.ringwatch.sim.paper.PaperTables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The figures of the papers beside those that come out here. */
public final class PaperFigures {
    private static final String SECONDS = "s";

    /** What was set and not measured. */
    private static final String SETTINGS = "ring-1";

    private static final int ROW_PX = 40;

    private PaperFigures() {}

    /** Writes them as a page of their own. */
    public static void write(PaperTables.Result result, Path file) throws IOException {
        var page =
                new Page(
                        "The papers' tables",
                        result.complete()
                                ? "Reproduced with the parameters of the papers."
                                : "Interrupted: of the runs that were done.");
        add(page, result);
        page.write(file);
    }

    static void add(Page page, PaperTables.Result result) {
        for (PaperTable table : result.tables()) {
            if (table.id().equals(SETTINGS)) {
                continue;
            }
            List<PaperFigure> figures =
                    table.figures().stream()
                            .filter(f -> f.unit().equals(SECONDS) && !Double.isNaN(f.ours()))
                            .toList();
            if (!figures.isEmpty()) {
                add(page, table, figures);
            }
        }
    }

    private static void add(Page page, PaperTable table, List<PaperFigure> figures) {
        page.figure(
                table.title(),
                Map.of(
                        "legend",
                        Map.of("top", 0, "data", List.of("paper", "simulated")),
                        "tooltip",
                        Map.of("trigger", "axis"),
                        "grid",
                        Charts.room(60, 40, 40, 50),
                        "xAxis",
                        Charts.axis("value", "seconds", 30),
                        "yAxis",
                        Charts.rows(
                                figures.stream().map(f -> f.row() + ", " + f.column()).toList()),
                        "series",
                        List.of(
                                bars("paper", figures.stream().map(PaperFigure::paper).toList()),
                                bars(
                                        "simulated",
                                        figures.stream().map(PaperFigure::ours).toList()))),
                110 + ROW_PX * figures.size(),
                table.source()
                        + ". Where the two bars are equally long, the simulated world behaves as"
                        + " the machines of the paper did; ringwatch sim paper explains each"
                        + " difference over 5 %.");
    }

    private static Map<String, Object> bars(String name, List<Double> values) {
        return Map.of("type", "bar", "name", name, "data", values);
    }
}
