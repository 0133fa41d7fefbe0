package io.ringwatch.sim.rehearsal;

import io.ringwatch.ring.Ring;
import io.ringwatch.sim.plan.Chance;
import io.ringwatch.sim.plan.Plan;
import io.ringwatch.sim.plan.Span;
import io.ringwatch.sim.progress.Progress;
import io.ringwatch.sim.world.Speeds;
import java.util.ArrayList;
import java.util.List;

/**
 * Breaks a ring several times: once as asked, and then at other moments of the monitoring interval
 * and with other chances, since how long an outage is depends on both.
 */
public final class Rehearsal {
    private Rehearsal() {}

    /**
     * What is broken.
     *
     * @param ring the ring, with its timing
     * @param plan what is done to it; at least one step
     * @param lengthNs how long to look after the first fault, at most, virtual nanoseconds
     * @param seed of the first performance; the others have the numbers after it
     * @param runs how many performances, at least 1
     * @param speeds how long things take
     */
    public record Options(Ring ring, Plan plan, long lengthNs, long seed, int runs, Speeds speeds) {
        public Options {
            if (plan.steps().isEmpty() || runs < 1 || lengthNs < 1) {
                throw new IllegalArgumentException("a fault, a run and a length: at least one");
            }
        }
    }

    /**
     * How it went.
     *
     * @param options what was asked for
     * @param performances the first as asked; fewer than asked for if it was stopped
     */
    public record Result(Options options, List<Performance> performances) {
        public Result {
            performances = List.copyOf(performances);
        }

        /** The one that was played as asked. */
        public Performance first() {
            return performances.get(0);
        }

        /** The longest outages of this server, one of each performance, ascending, nanoseconds. */
        public List<Long> longestOutagesNs(String server) {
            return performances.stream()
                    .flatMap(p -> p.servers().stream())
                    .filter(s -> s.name().equals(server))
                    .map(Performance.Seen::longestNs)
                    .sorted()
                    .toList();
        }

        /** Whether it was stopped early. */
        public boolean isPartial() {
            return performances.size() < options.runs();
        }
    }

    /** Plays it; the first performance is played to its end even if it is stopped. */
    public static Result play(Options options, Progress progress) {
        var performances = new ArrayList<Performance>();
        for (int run = 0; run < options.runs(); run++) {
            progress.at("performances", run, options.runs());
            if (run > 0 && progress.isStopped()) {
                break;
            }
            long seed = options.seed() + run;
            long laterNs =
                    run == 0
                            ? 0
                            : new Chance(seed)
                                    .within(new Span(0, options.ring().timing().intervalNs()));
            performances.add(new Stage(options, seed, laterNs).play());
        }
        return new Result(options, performances);
    }
}
