package io.ringwatch.sim.chaos;

import io.ringwatch.sim.plan.Fault;
import io.ringwatch.sim.plan.Plan;
import io.ringwatch.sim.progress.Progress;
import io.ringwatch.sim.world.World;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Plays the worlds of many numbers on several threads, and adds up what came of them. */
final class Swarm {
    private final Chaos.Options options;
    private final Chaos chaos;
    private final Progress progress;
    private final Map<Fault.Kind, Long> faults = new EnumMap<>(Fault.Kind.class);
    private final Map<Long, Finding> findings = new TreeMap<>();
    private long next;
    private int found;
    private long seeds;
    private long events;
    private long virtualNs;
    private long serverNs;

    Swarm(Chaos.Options options, Chaos chaos, Progress progress) {
        this.options = options;
        this.chaos = chaos;
        this.progress = progress;
        this.next = options.firstSeed();
    }

    Result run() {
        long beganNs = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(options.threads(), Swarm::thread);
        var work = new ArrayList<Future<?>>();
        for (int i = 0; i < options.threads(); i++) {
            work.add(threads.submit(this::work));
        }
        threads.shutdown();
        work.forEach(Swarm::join);
        return result(System.nanoTime() - beganNs);
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "chaos");
        thread.setDaemon(true);
        return thread;
    }

    private static void join(Future<?> work) {
        try {
            work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while worlds were played", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a world could not be played", e.getCause());
        }
    }

    private void work() {
        for (long seed = take(); seed != Long.MIN_VALUE; seed = take()) {
            long number = seed;
            chaos.trial(number).ifPresent(trial -> played(number, trial));
        }
    }

    private synchronized long take() {
        progress.at("seeds", seeds, options.seeds());
        boolean over =
                next >= options.firstSeed() + options.seeds()
                        || found >= options.findingsMax()
                        || progress.isStopped();
        return over ? Long.MIN_VALUE : next++;
    }

    private void played(long seed, Trial trial) {
        count(trial);
        if (trial.violation().isPresent()) {
            Finding finding = chaos.finding(seed, trial);
            synchronized (this) {
                findings.put(seed, finding);
            }
        }
    }

    private synchronized void count(Trial trial) {
        World world = trial.world();
        seeds++;
        found += trial.violation().isPresent() ? 1 : 0;
        events += world.events();
        virtualNs += world.nowNs();
        serverNs += world.nowNs() * world.ring().servers().size();
        for (Plan.Step step : trial.draft().plan().steps()) {
            faults.merge(step.fault().kind(), 1L, Long::sum);
        }
    }

    private synchronized Result result(long wallNs) {
        return new Result(
                seeds,
                options.seeds(),
                events,
                virtualNs,
                serverNs,
                wallNs,
                faults,
                List.copyOf(findings.values()));
    }
}
