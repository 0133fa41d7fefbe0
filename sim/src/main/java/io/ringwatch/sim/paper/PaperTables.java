package io.ringwatch.sim.paper;

import io.ringwatch.sim.progress.Progress;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables of the ring paper and of the thesis, with the papers' parameters. What the papers
 * measured is played in a simulated world, for the ring by the shipped members and for the
 * peer-to-peer method by members of {@code sim.paper.p2p}; what they calculate is calculated.
 */
public final class PaperTables {
    private final Options options;
    private final Progress progress;

    /**
     * @param options how often and from which seed
     * @param progress is told how many runs are done
     */
    public PaperTables(Options options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * How often and from which seed.
     *
     * @param runs runs of each experiment, 1 to 10,000; the papers have 10
     * @param seed of the first run; each further one takes the next
     */
    public record Options(int runs, long seed) {
        public Options {
            if (runs < 1 || runs > 10_000) {
                throw new IllegalArgumentException("runs must be 1 to 10000, not " + runs);
            }
        }

        /** As many runs as the papers. */
        public static Options usual() {
            return new Options(10, 1);
        }
    }

    /**
     * All tables.
     *
     * @param options with what they were made
     * @param tables the tables, those of the ring paper first
     * @param complete whether every run that was asked for was done; if not, the tables are of
     *     those that were
     */
    public record Result(Options options, List<PaperTable> tables, boolean complete) {
        public Result {
            tables = List.copyOf(tables);
        }
    }

    /** Makes them all; with what it has so far, if it is stopped. */
    public Result make() {
        var ring = new RingTables(options, progress);
        var tables = new ArrayList<PaperTable>();
        tables.add(ParameterTable.ring());
        tables.addAll(ring.make());
        tables.add(PredictionTables.ring());
        tables.add(PredictionTables.star());
        tables.add(PredictionTables.peers());
        tables.add(AvailabilityTables.star());
        tables.add(AvailabilityTables.peers());
        tables.add(AvailabilityTables.averages());
        return new Result(options, tables, ring.isComplete());
    }
}
