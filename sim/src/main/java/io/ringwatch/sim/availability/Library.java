package io.ringwatch.sim.availability;

import io.ringwatch.sim.progress.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** The episodes that were played, by class. */
final class Library {
    private final Map<EpisodeClass, List<Episode>> played = new LinkedHashMap<>();
    private boolean complete = true;

    /**
     * Plays so many worlds of each class, on several threads; which thread plays what makes no
     * difference.
     *
     * <p>First worlds of all classes come before second ones, so that an early end leaves something
     * of each.
     */
    static Library play(
            AvailabilityOptions options, Map<EpisodeClass, Integer> worlds, Progress progress) {
        var library = new Library();
        var jobs = new ArrayList<Job>();
        int most = worlds.values().stream().mapToInt(n -> n).max().orElse(0);
        for (int index = 0; index < most; index++) {
            for (Map.Entry<EpisodeClass, Integer> entry : worlds.entrySet()) {
                if (index < entry.getValue()) {
                    jobs.add(new Job(options, entry.getKey(), index, progress));
                }
            }
        }
        library.run(jobs, options.effort().threads(), progress);
        return library;
    }

    private record Job(
            AvailabilityOptions options, EpisodeClass episodes, int index, Progress progress)
            implements Callable<List<Episode>> {
        @Override
        public List<Episode> call() {
            if (progress.isStopped()) {
                return List.of();
            }
            // The same for all makes of the ring, so that they differ by what they are only.
            FailureKind what = episodes.kind();
            long kind = what == null ? 0 : what.name().hashCode();
            long place = episodes.servers() * 1_000L + episodes.down() * 10L;
            place += episodes.overlapping() ? 1 : 0;
            long seed =
                    History.mix(
                            options.seed(),
                            History.mix(History.mix(kind, episodes.together()), place) + index);
            return List.of(EpisodePlayer.play(options, episodes, seed));
        }
    }

    private void run(List<Job> jobs, int threads, Progress progress) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            var done = new AtomicLong();
            var futures = new ArrayList<Future<List<Episode>>>();
            for (Job job : jobs) {
                futures.add(
                        pool.submit(
                                () -> {
                                    List<Episode> episode = job.call();
                                    progress.at("worlds", done.incrementAndGet(), jobs.size());
                                    return episode;
                                }));
            }
            for (int i = 0; i < jobs.size(); i++) {
                List<Episode> episode = futures.get(i).get();
                complete &= !episode.isEmpty();
                played.computeIfAbsent(jobs.get(i).episodes(), c -> new ArrayList<>())
                        .addAll(episode);
            }
        } catch (InterruptedException e) {
            complete = false;
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException broken) {
                throw broken;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    /** Whether every world was played. */
    boolean isComplete() {
        return complete;
    }

    /** Episodes of this class; empty if none was played. */
    List<Episode> of(EpisodeClass episodes) {
        return played.getOrDefault(episodes, List.of());
    }

    /** The classes asked for. */
    List<EpisodeClass> classes() {
        return List.copyOf(played.keySet());
    }
}
