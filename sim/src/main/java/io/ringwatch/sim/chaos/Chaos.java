package io.ringwatch.sim.chaos;

import io.ringwatch.sim.check.Violation;
import io.ringwatch.sim.progress.Progress;
import io.ringwatch.sim.record.Member;
import io.ringwatch.sim.world.Profile;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Random worlds by number, on all cores, one world on one thread: safety while faults happen, what
 * can be served once they have stopped, and everything as it was once all is repaired.
 *
 * <p>What a number gives depends on the options that describe worlds and on nothing else: not on
 * the threads, not on the other numbers.
 */
public final class Chaos {
    private final Options options;
    private final Member.Factory members;
    private final Progress progress;

    /**
     * Which worlds are played, and how.
     *
     * @param firstSeed the first number
     * @param seeds how many, one after another
     * @param serversMin fewest servers of a ring, at least 2
     * @param serversMax most servers of a ring
     * @param profiles from which one is drawn for each world; named twice, it is drawn twice as
     *     often
     * @param faultsNs virtual time during which faults happen, nanoseconds, at least one minute
     * @param threads worlds that are played at the same time
     * @param findingsMax after so many findings no new world is begun
     * @param shrinkAttempts shorter stories that are tried for each finding, 0 for none
     * @param upkeep whether people have policies of fail-back and work on servers; the faults of a
     *     number are the same without
     */
    public record Options(
            long firstSeed,
            long seeds,
            int serversMin,
            int serversMax,
            List<Profile> profiles,
            long faultsNs,
            int threads,
            int findingsMax,
            int shrinkAttempts,
            boolean upkeep) {
        private static final long FAULTS_MIN_NS = 60_000_000_000L;

        public Options {
            profiles = List.copyOf(profiles);
            if (seeds < 1 || threads < 1 || findingsMax < 1 || profiles.isEmpty()) {
                throw new IllegalArgumentException(
                        "seeds, threads, findings and profiles: at least one");
            }
            if (serversMin < 2 || serversMax < serversMin || faultsNs < FAULTS_MIN_NS) {
                throw new IllegalArgumentException(
                        "servers: 2..30 or the like; faults: a minute or more");
            }
        }

        /** Rings of 3 to 30 servers for half an hour, on all cores. */
        public static Options standard(long firstSeed, long seeds) {
            return new Options(
                    firstSeed,
                    seeds,
                    3,
                    30,
                    List.of(
                            Profile.SLOW,
                            Profile.SLOW,
                            Profile.SLOW,
                            Profile.SLOW,
                            Profile.CALM,
                            Profile.CALM,
                            Profile.CALM,
                            Profile.DEFAULT,
                            Profile.PAPER,
                            Profile.FAST),
                    1_800_000_000_000L,
                    Runtime.getRuntime().availableProcessors(),
                    3,
                    400,
                    true);
        }

        /** The same with so many threads. */
        public Options withThreads(int many) {
            return with(many, shrinkAttempts, upkeep);
        }

        /** The same with so many shorter stories tried. */
        public Options withShrinkAttempts(int many) {
            return with(threads, many, upkeep);
        }

        /** The same with nothing but faults, and functions that come back as soon as they can. */
        public Options withoutUpkeep() {
            return with(threads, shrinkAttempts, false);
        }

        private Options with(int manyThreads, int manyAttempts, boolean people) {
            return new Options(
                    firstSeed,
                    seeds,
                    serversMin,
                    serversMax,
                    profiles,
                    faultsNs,
                    manyThreads,
                    findingsMax,
                    manyAttempts,
                    people);
        }
    }

    public Chaos(Options options, Progress progress) {
        this(options, Member::shipped, progress);
    }

    /**
     * @param members makes the members, as to have some with a rule switched off; asked from
     *     several threads
     */
    public Chaos(Options options, Member.Factory members, Progress progress) {
        this.options = options;
        this.members = members;
        this.progress = progress;
    }

    /** Plays the worlds of all the numbers; ends early, with what is known, when it is told to. */
    public Result run() {
        return new Swarm(options, this, progress).run();
    }

    /**
     * Plays the world of one number; what was found in it is not made shorter.
     *
     * @return what was found, empty if nothing was
     */
    public Optional<Violation> play(long seed) {
        return trial(seed).flatMap(Trial::violation);
    }

    /**
     * The first of the numbers in the world of which a rule is broken, one after another on this
     * thread.
     *
     * @return empty if there is none among them, or it was stopped before
     */
    public OptionalLong firstFound() {
        for (long seed = options.firstSeed();
                seed < options.firstSeed() + options.seeds() && !progress.isStopped();
                seed++) {
            progress.at("seeds", seed - options.firstSeed(), options.seeds());
            if (play(seed).isPresent()) {
                return OptionalLong.of(seed);
            }
        }
        return OptionalLong.empty();
    }

    /**
     * What became of one world.
     *
     * @param violation what was found, empty if nothing was
     * @param events how much happened; two worlds that differ hardly ever agree in it
     */
    public record Outcome(Optional<Violation> violation, long events) {}

    /** The same with how much happened; empty if it was stopped. */
    public Optional<Outcome> outcome(long seed) {
        return trial(seed).map(t -> new Outcome(t.violation(), t.world().events()));
    }

    Optional<Trial> trial(long seed) {
        return Trial.run(Draft.of(seed, options), members, progress::isStopped);
    }

    /** What was found, and the shortest story of it. */
    Finding finding(long seed, Trial found) {
        var shrinker = new Shrinker(found, members, options.shrinkAttempts(), progress::isStopped);
        Trial shrunk = shrinker.shrink();
        // what members did last is kept only in this one; it is played to its end, stopped or not
        Trial shortest =
                Trial.recorded(shrunk.draft(), members, () -> false)
                        .filter(trial -> trial.violation().isPresent())
                        .orElse(shrunk);
        Violation violation = shortest.violation().orElseThrow();
        Throwable cause = violation.getCause();
        return new Finding(
                seed,
                found.draft().setup(),
                violation.rule(),
                String.valueOf(cause == null ? violation.getMessage() : cause.getMessage()),
                shortest.draft().setup(),
                shortest.until().steps().stream().map(Object::toString).toList(),
                Math.min(shortest.draft().endNs(), shortest.world().nowNs()),
                found.until().steps().size(),
                shrinker.attempts(),
                shortest.world().story(),
                shortest.world().lately());
    }
}
