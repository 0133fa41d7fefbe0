package io.ringwatch.sim.availability;

import io.ringwatch.sim.progress.Progress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Plays fleets of servers over years with several methods, in the same histories of failures.
 *
 * <p>First the histories are drawn, and it is counted which classes of episodes come in them. Then
 * so many worlds of each such class are played by the shipped members. Then the years are composed:
 * each failure of a history is given the outages of one of the worlds of its class, drawn at
 * random.
 */
public final class Availability {
    private static final int HISTORIES_MIN = 30;

    /** A class with less than this part of all failures, or of all transients, is rare. */
    private static final double RARE = 0.02;

    private final AvailabilityOptions options;
    private final Progress progress;
    private final Map<Integer, Map<EpisodeClass, Long>> counted = new TreeMap<>();

    private Availability(AvailabilityOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * Does it.
     *
     * @return what is known; less than was asked for if it was ended early
     * @throws io.ringwatch.sim.check.Violation if a ring breaks a rule of safety in a world; it
     *     says how to have that world again
     */
    public static AvailabilityReport run(AvailabilityOptions options, Progress progress) {
        return new Availability(options, progress).run();
    }

    private AvailabilityReport run() {
        var sizes = new LinkedHashSet<Integer>();
        sizes.add(options.servers());
        options.growth().stream().sorted().forEach(sizes::add);
        sizes.forEach(size -> counted.put(size, count(options.withServers(size))));
        Library library = Library.play(options, worlds(), progress);
        var results = new ArrayList<MethodResult>();
        var classes = new ArrayList<ClassResult>();
        int histories = 0;
        boolean complete = library.isComplete();
        for (int size : sizes) {
            var composed = new Composed(options.withServers(size));
            complete &= composed.run(library);
            results.addAll(composed.results(library));
            if (size == options.servers()) {
                histories = composed.histories;
                composed.tallies.forEach(tally -> classes.addAll(tally.classes(library)));
            }
        }
        return new AvailabilityReport(
                options,
                results.stream().filter(r -> r.servers() == options.servers()).toList(),
                results.stream()
                        .filter(r -> options.growth().contains(r.servers()))
                        .sorted(Comparator.comparingInt(MethodResult::servers))
                        .toList(),
                classes,
                histories,
                complete);
    }

    private int histories(AvailabilityOptions of) {
        double needed = of.effort().serverYears() / of.servers() / of.years();
        return (int) Math.max(HISTORIES_MIN, Math.ceil(needed));
    }

    private Map<EpisodeClass, Long> count(AvailabilityOptions of) {
        var counts = new LinkedHashMap<EpisodeClass, Long>();
        int histories = histories(of);
        for (int i = 0; i < histories && !progress.isStopped(); i++) {
            progress.at("histories of " + of.servers() + " servers", i, histories);
            for (Classified one : Classified.of(History.draw(of, i), of)) {
                counts.merge(one.episodes(), 1L, Long::sum);
            }
        }
        return counts;
    }

    private Map<EpisodeClass, Integer> worlds() {
        int most = options.effort().worldsPerClass();
        var worlds = new LinkedHashMap<EpisodeClass, Integer>();
        counted.forEach(
                (size, counts) -> {
                    counts.forEach(
                            (of, count) -> {
                                boolean half = size != options.servers() || isRare(of, counts);
                                int n = half ? Math.max(2, most / 2) : most;
                                for (Method method : options.methods()) {
                                    if (method.isRing()) {
                                        worlds.merge(of.in(method), n, Math::max);
                                    }
                                }
                            });
                });
        return worlds;
    }

    /** Whether it is rare among what fails, or among what passes by itself. */
    private static boolean isRare(EpisodeClass of, Map<EpisodeClass, Long> counts) {
        long all = 0;
        for (Map.Entry<EpisodeClass, Long> entry : counts.entrySet()) {
            all += isTransient(entry.getKey()) == isTransient(of) ? entry.getValue() : 0;
        }
        return counts.getOrDefault(of, 0L) < RARE * all;
    }

    private static boolean isTransient(EpisodeClass of) {
        return of.kind() != null && of.kind().isTransient();
    }

    /** The years of fleets of one size. */
    private final class Composed {
        private final AvailabilityOptions of;
        private final List<Tally> tallies = new ArrayList<>();
        private int histories;

        Composed(AvailabilityOptions of) {
            this.of = of;
            for (Method method : of.methods()) {
                tallies.add(new Tally(method, of));
            }
        }

        /** Composes them; whether nothing was missing. */
        boolean run(Library library) {
            int all = histories(of);
            boolean complete = true;
            while (histories < all && (histories < HISTORIES_MIN || !progress.isStopped())) {
                progress.at("years of " + of.servers() + " servers", histories, all);
                complete &= compose(History.draw(of, histories), library);
                histories++;
            }
            return complete && histories == all;
        }

        private boolean compose(History history, Library library) {
            List<Classified> episodes = Classified.of(history, of);
            boolean complete = true;
            for (Tally tally : List.copyOf(tallies)) {
                if (!tally.method().isRing()) {
                    Comparison.compose(history, tally);
                } else if (!episodes.stream().allMatch(one -> tally.episode(one, library))) {
                    // Nothing is told of a method for which a class has not been played.
                    tallies.remove(tally);
                    complete = false;
                    continue;
                }
                tally.endOfHistory();
            }
            return complete;
        }

        List<MethodResult> results(Library library) {
            return tallies.stream().map(tally -> tally.result(library)).toList();
        }
    }
}
