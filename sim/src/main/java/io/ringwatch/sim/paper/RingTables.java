package io.ringwatch.sim.paper;

import io.ringwatch.sim.paper.Trouble.Kind;
import io.ringwatch.sim.progress.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Table 2 and figure 15 of the ring paper, each experiment played with both methods. */
final class RingTables {
    private static final String PARAMETERS =
            "ring paper, table 1, and the log of fig. 14 for install and VIP; fault 5 s into an"
                    + " interval of 10 s";
    private static final Trouble FTP_ST = new Trouble("ftp", Kind.ST);
    private static final Trouble FTP_NT = new Trouble("ftp", Kind.NT);
    private static final Trouble WEB1_ST = new Trouble("web1", Kind.ST);
    private static final Trouble WEB1_NT = new Trouble("web1", Kind.NT);
    private static final Trouble MAIL_NT = new Trouble("mail", Kind.NT);

    private final PaperTables.Options options;
    private final Progress progress;
    private int done;
    private boolean complete = true;

    RingTables(PaperTables.Options options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    /** A printed figure of each method; NaN if none is printed. */
    private record Pair(double ring, double peers) {
        double of(Method method) {
            return method == Method.RING ? ring : peers;
        }
    }

    /** What the paper prints for one broken server of an experiment: ring, then peer-to-peer. */
    private record Printed(Trouble trouble, Pair function, Pair server, Pair client) {}

    /** One experiment, and what the paper prints of it. */
    private record Cell(Experiment experiment, List<Printed> printed) {}

    private static final Pair NONE = new Pair(Double.NaN, Double.NaN);

    private static final List<Cell> ONE =
            List.of(
                    one(FTP_ST, pair(5.07, 5.24), pair(33.23, 33.48), pair(10.61, 10.65)),
                    one(FTP_NT, pair(4.05, 4.13), pair(81.74, 82.04), pair(11.64, 11.66)));

    private static final List<Cell> TWO =
            List.of(
                    two(FTP_ST, pair(5.18, 5.19), WEB1_ST, pair(5.39, 5.46)),
                    two(FTP_ST, pair(5.12, 5.21), WEB1_NT, pair(4.06, 4.20)),
                    two(FTP_NT, pair(4.06, 4.11), WEB1_ST, pair(5.19, 5.31)),
                    two(FTP_NT, pair(4.07, 4.14), WEB1_NT, pair(4.21, 4.54)));

    private static final Cell THREE =
            new Cell(
                    new Experiment(List.of(MAIL_NT, FTP_NT, WEB1_NT), false),
                    List.of(
                            new Printed(MAIL_NT, pair(4.44, 4.30), NONE, pair(11.73, 11.44)),
                            new Printed(FTP_NT, pair(4.06, 4.23), NONE, pair(11.30, 15.77)),
                            new Printed(WEB1_NT, pair(4.26, 4.15), NONE, pair(11.52, 11.26))));

    private static Pair pair(double ring, double peers) {
        return new Pair(ring, peers);
    }

    private static Cell one(Trouble trouble, Pair function, Pair server, Pair client) {
        return new Cell(
                new Experiment(List.of(trouble), true),
                List.of(new Printed(trouble, function, server, client)));
    }

    private static Cell two(Trouble ftp, Pair ftpFunction, Trouble web1, Pair web1Function) {
        return new Cell(
                new Experiment(List.of(ftp, web1), false),
                List.of(
                        new Printed(ftp, ftpFunction, NONE, NONE),
                        new Printed(web1, web1Function, NONE, NONE)));
    }

    /** Whether every run was done that was asked for. */
    boolean isComplete() {
        return complete;
    }

    List<PaperTable> make() {
        return List.of(
                table(
                        "ring-2-one",
                        "Trouble in one server",
                        "ring paper, table 2, upper part",
                        ONE),
                table(
                        "ring-2-two",
                        "The same moment, two servers: function recovery",
                        "ring paper, table 2, lower part",
                        TWO),
                table(
                        "ring-15",
                        "The same moment, three servers",
                        "ring paper, figure 15",
                        List.of(THREE)));
    }

    private PaperTable table(String id, String title, String source, List<Cell> cells) {
        var figures = new ArrayList<PaperFigure>();
        for (Cell cell : cells) {
            for (Method method : Method.values()) {
                Map<String, Outcome> means = play(cell.experiment(), method);
                for (Printed printed : cell.printed()) {
                    Outcome mean = means.get(printed.trouble().server());
                    if (mean != null) {
                        add(figures, cell.experiment(), method, printed, mean);
                    }
                }
            }
        }
        return new PaperTable(id, title, source, PARAMETERS, figures);
    }

    private static void add(
            List<PaperFigure> figures,
            Experiment experiment,
            Method method,
            Printed printed,
            Outcome mean) {
        Trouble.Kind kind = printed.trouble().kind();
        String row =
                experiment.troubles().size() == 1
                        ? experiment.text()
                        : experiment.text() + ": " + printed.trouble().server();
        var cells = new Cells(figures, row, method);
        cells.add(
                "function recovery",
                printed.function(),
                mean.functionS(),
                Reasons.function(method, kind, mean));
        cells.add("server recovery", printed.server(), mean.serverS(), Reasons.server(kind, mean));
        cells.add(
                "access disconnection",
                printed.client(),
                mean.clientS(),
                Reasons.client(method, kind, mean));
    }

    /** The figures of one row and one method. */
    private record Cells(List<PaperFigure> figures, String row, Method method) {
        void add(String column, Pair printed, double ours, String reason) {
            double paper = printed.of(method);
            if (!Double.isNaN(paper)) {
                String name = column + ", " + method.text();
                figures.add(PaperFigure.of(row, name, "s", paper, ours, reason));
            }
        }
    }

    /** The mean of each broken server over the runs that were done; empty if none was. */
    private Map<String, Outcome> play(Experiment experiment, Method method) {
        var runs = new LinkedHashMap<String, List<Outcome>>();
        for (int run = 0; run < options.runs(); run++) {
            if (progress.isStopped()) {
                complete = false;
                break;
            }
            Trial.play(method, experiment, options.seed() + run)
                    .forEach(
                            (server, outcome) ->
                                    runs.computeIfAbsent(server, s -> new ArrayList<>())
                                            .add(outcome));
            progress.at("experiments", ++done, total());
        }
        var means = new LinkedHashMap<String, Outcome>();
        runs.forEach((server, outcomes) -> means.put(server, Outcome.mean(outcomes)));
        return means;
    }

    private long total() {
        return (long) (ONE.size() + TWO.size() + 1) * Method.values().length * options.runs();
    }
}
