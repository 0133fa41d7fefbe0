package io.ringwatch.agent.daemon;

import io.ringwatch.agent.metrics.Counters;
import io.ringwatch.agent.metrics.Counters.Count;
import java.time.Duration;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what blocks, on threads that are started on demand and end when idle. Every piece of work is
 * answered exactly once, at its limit at the latest: one that hangs is answered by a failure,
 * interrupted, and its thread counted as stuck until it comes back. When threads and queue are
 * full, work fails at once.
 */
final class BlockingWork implements AutoCloseable {
    private static final long IDLE_SECONDS = 10;
    private static final Logger LOG = LoggerFactory.getLogger(BlockingWork.class);

    private final Handover waiting = new Handover();
    private final ThreadPoolExecutor pool;
    private final int queueMax;
    private final ScheduledExecutorService deadlines;
    private final AtomicInteger stuck = new AtomicInteger();
    private final Count refused;

    BlockingWork(
            String name,
            int threadsMax,
            int queueMax,
            ScheduledExecutorService deadlines,
            Counters counters) {
        this.deadlines = deadlines;
        this.queueMax = queueMax;
        var number = new AtomicInteger();
        pool =
                new ThreadPoolExecutor(
                        0,
                        threadsMax,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        waiting,
                        work -> {
                            var thread = new Thread(work, name + "-" + number.incrementAndGet());
                            thread.setDaemon(true);
                            return thread;
                        },
                        (work, full) -> queue(work));
        refused = counters.counter("work." + name + ".refused.count");
        counters.gauge("work." + name + ".stuck.count", stuck::get);
        counters.gauge("work." + name + ".queue.count", waiting::size);
    }

    /** Does a piece of work. */
    <T> void run(Piece<T> piece) {
        var job = new Job<>(piece);
        try {
            var deadline =
                    deadlines.schedule(job::expire, piece.limit().toNanos(), TimeUnit.NANOSECONDS);
            job.onAnswer = () -> deadline.cancel(false);
            pool.execute(job);
        } catch (RejectedExecutionException e) {
            refused.one();
            job.refuse();
        }
    }

    /** Does something short after a while, unless the agent stops before. */
    void later(Runnable action, Duration delay) {
        try {
            var unused = deadlines.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("not begun any more: {}", e.getMessage());
        }
    }

    /** All threads are busy: the work waits for one of them. */
    private void queue(Runnable work) {
        if (pool.isShutdown() || waiting.size() >= queueMax) {
            throw new RejectedExecutionException("full");
        }
        waiting.put(work);
    }

    /** Threads whose work did not come back at its limit. */
    int stuck() {
        return stuck.get();
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }

    /**
     * A piece of work and where its result goes.
     *
     * @param name for the log
     * @param limit longest time, waiting included
     * @param work the work itself; what it throws is a failure
     * @param failure makes a result of the reason of a failure
     * @param done receives the result, once, on any thread; must not block
     * @param late receives a result that came after the limit, on the thread that did the work
     */
    record Piece<T>(
            String name,
            Duration limit,
            Work<T> work,
            Function<String, T> failure,
            Consumer<T> done,
            Consumer<T> late) {
        Piece(
                String name,
                Duration limit,
                Work<T> work,
                Function<String, T> failure,
                Consumer<T> done) {
            this(name, limit, work, failure, done, result -> {});
        }
    }

    /** Work that may block. */
    interface Work<T> {
        T run() throws InterruptedException;
    }

    /**
     * Makes the pool prefer an idle thread to a new one, and a new one to waiting: an offer is only
     * taken if a thread waits for it.
     */
    private static final class Handover extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean offer(Runnable work) {
            return tryTransfer(work);
        }
    }

    private final class Job<T> implements Runnable {
        private final Piece<T> piece;
        private @Nullable Thread runner;
        private boolean answered;
        private boolean isStuck;
        private volatile Runnable onAnswer = () -> {};

        Job(Piece<T> piece) {
            this.piece = piece;
        }

        @Override
        public void run() {
            if (!begin()) {
                return;
            }
            T result = work();
            if (end()) {
                onAnswer.run();
                piece.done().accept(result);
            } else {
                piece.late().accept(result);
            }
        }

        private T work() {
            try {
                return piece.work().run();
            } catch (InterruptedException e) {
                return piece.failure().apply("interrupted");
                // Checkstyle: IllegalCatch, because a driver's fault is the operation's failure
            } catch (RuntimeException e) {
                LOG.warn("{} failed", piece.name(), e);
                return piece.failure().apply(e.toString());
            }
        }

        private synchronized boolean begin() {
            runner = answered ? null : Thread.currentThread();
            return !answered;
        }

        /** Whether the result is still wanted. */
        private synchronized boolean end() {
            runner = null;
            // An interrupt that came too late must not hit the next piece of work.
            Thread.interrupted();
            if (isStuck) {
                isStuck = false;
                stuck.decrementAndGet();
            }
            boolean wanted = !answered;
            answered = true;
            return wanted;
        }

        private void expire() {
            String how;
            synchronized (this) {
                if (answered) {
                    return;
                }
                answered = true;
                Thread running = runner;
                how = running == null ? "not begun" : "no result";
                if (running != null) {
                    isStuck = true;
                    stuck.incrementAndGet();
                    running.interrupt();
                }
            }
            String reason = how + " within " + piece.limit().toMillis() + " ms";
            LOG.warn("{}: {}", piece.name(), reason);
            piece.done().accept(piece.failure().apply(reason));
        }

        private void refuse() {
            if (end()) {
                onAnswer.run();
                piece.done().accept(piece.failure().apply("too much work at once"));
            }
        }
    }
}
