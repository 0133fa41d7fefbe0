package io.ringwatch.simulator.command;

import io.ringwatch.agent.json.Json;
import io.ringwatch.sim.paper.PaperFigure;
import io.ringwatch.sim.paper.PaperTable;
import io.ringwatch.sim.paper.PaperTables;
import io.ringwatch.simulator.report.PaperFigures;
import io.ringwatch.simulator.screen.LongRun;
import io.ringwatch.simulator.screen.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ringwatch sim paper}. */
@Command(
        name = "paper",
        description = {
            "Reproduces the tables of the ring paper and of the thesis with their parameters, beside"
                    + " their own figures, with the difference and the reason of each one over 5 %%.",
            "",
            "Example: ringwatch sim paper --runs 10"
        })
final class PaperCommand implements Callable<Integer> {
    private static final String NAME = "paper";
    private static final int RUNS_MAX = 10_000;

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "Runs of each experiment (default: ${DEFAULT-VALUE}, as the papers).",
            defaultValue = "10")
    private int runs = 10;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Of the first run (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private long seed = 1;

    @Mixin private Output output = new Output();

    @Override
    public Integer call() throws IOException {
        var errors = new ArrayList<String>();
        Asked.within("--runs", runs, 1, RUNS_MAX, errors);
        output.check(errors);
        if (!errors.isEmpty()) {
            return new Refusal(errors).tell(NAME);
        }
        try (var run = LongRun.begin(output.json())) {
            var result = new PaperTables(new PaperTables.Options(runs, seed), run).make();
            run.finish();
            System.out.print(output.json() ? Json.pretty(PaperJson.of(result)) : text(result));
            output.page(page -> PaperFigures.write(result, page));
            return run.exit(0);
        }
    }

    private static String text(PaperTables.Result result) {
        var text = new StringBuilder();
        for (PaperTable table : result.tables()) {
            text.append(table.title()).append(" (").append(table.source()).append(")\n");
            text.append(table.parameters()).append("\n\n").append(figures(table)).append('\n');
        }
        if (!result.complete()) {
            text.append("Interrupted: the tables are of the runs that were done.\n");
        }
        return text.toString();
    }

    private static String figures(PaperTable of) {
        var table = new Table(2, "row", "column", "paper", "here", "difference");
        for (PaperFigure figure : of.figures()) {
            table.row(
                    figure.row(),
                    figure.column(),
                    number(figure.paper(), figure.unit()),
                    number(figure.ours(), figure.unit()),
                    Double.isNaN(figure.ours())
                            ? ""
                            : "%+.1f %%".formatted(figure.differencePercent()));
            if (!figure.explanation().isEmpty()) {
                table.note(figure.explanation());
            }
        }
        return table.text();
    }

    private static String number(double value, String unit) {
        if (Double.isNaN(value)) {
            return "none";
        }
        String digits = unit.equals("%") ? "%.5f" : "%.3f";
        return (digits.formatted(value) + " " + unit).strip();
    }

    /**
     * The tables, for programs.
     *
     * @param partial whether it was interrupted
     */
    private record PaperJson(int runs, long seed, boolean partial, List<TableJson> tables) {
        static PaperJson of(PaperTables.Result result) {
            return new PaperJson(
                    result.options().runs(),
                    result.options().seed(),
                    !result.complete(),
                    result.tables().stream().map(TableJson::of).toList());
        }
    }

    private record TableJson(
            String id, String title, String source, String parameters, List<FigureJson> figures) {
        static TableJson of(PaperTable table) {
            return new TableJson(
                    table.id(),
                    table.title(),
                    table.source(),
                    table.parameters(),
                    table.figures().stream().map(FigureJson::of).toList());
        }
    }

    private record FigureJson(
            String row,
            String column,
            String unit,
            double paper,
            @Nullable Double here,
            @Nullable Double differencePercent,
            String explanation) {
        static FigureJson of(PaperFigure figure) {
            boolean none = Double.isNaN(figure.ours());
            return new FigureJson(
                    figure.row(),
                    figure.column(),
                    figure.unit(),
                    figure.paper(),
                    none ? null : figure.ours(),
                    none ? null : figure.differencePercent(),
                    figure.explanation());
        }
    }
}
