package io.ringwatch.agent.daemon;

import io.ringwatch.agent.metrics.Counters;
import io.ringwatch.agent.metrics.Counters.Count;
import io.ringwatch.member.Input;
import io.ringwatch.sem.VoteRecord;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forces vote records to the disk on a thread of its own, and holds back what may be sent only
 * AFTER them. A record contains all that its predecessors did, so only the newest is written. When
 * the disk refuses, what waited is dropped, the member is told, and the newest record is tried
 * again until it is written.
 */
final class VoteStorage implements AutoCloseable {
    /** Sends held back; those beyond are dropped, as a network would. */
    static final int WAITING_MAX = 1024;

    private static final long RETRY_MIN_MS = 100;
    private static final long RETRY_MAX_MS = 5_000;
    private static final long STOP_LIMIT_MS = 2_000;
    private static final Logger LOG = LoggerFactory.getLogger(VoteStorage.class);

    private final VoteDisk disk;
    private final Consumer<Input> member;
    private final Count written;
    private final Count failed;
    private final Count dropped;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final Thread thread = new Thread(this::run, "vote");
    private @Nullable VoteRecord newest;
    private long emitted;
    private long stored;
    private boolean stopped;

    VoteStorage(VoteDisk disk, Consumer<Input> member, Counters counters) {
        this.disk = disk;
        this.member = member;
        written = counters.counter("vote.written.count");
        failed = counters.counter("vote.failed.count");
        dropped = counters.counter("vote.sends.dropped.count");
        thread.setDaemon(true);
        thread.start();
    }

    /** Puts a record on the disk, soon. */
    synchronized void store(VoteRecord vote) {
        newest = vote;
        emitted++;
        notifyAll();
    }

    /**
     * Sends when every record given to {@link #store} so far is on the disk, at once if they are.
     */
    void afterStore(Runnable send) {
        synchronized (this) {
            if (stored < emitted) {
                if (waiting.size() >= WAITING_MAX) {
                    dropped.one();
                } else {
                    waiting.add(new Waiting(emitted, send));
                }
                return;
            }
        }
        send.run();
    }

    /** Writes what is not written yet, if the disk takes it, and ends the thread. */
    @Override
    public void close() {
        synchronized (this) {
            stopped = true;
            notifyAll();
        }
        try {
            thread.join(STOP_LIMIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long retryMs = 0;
        try {
            while (true) {
                Attempt attempt = next(retryMs);
                if (attempt == null) {
                    return;
                }
                retryMs = write(attempt) ? 0 : backOff(retryMs);
            }
        } catch (InterruptedException e) {
            LOG.debug("vote storage ends");
        }
    }

    /**
     * Waits for something to write, after a failure also for the disk to recover; null at the end.
     */
    private synchronized @Nullable Attempt next(long retryMs) throws InterruptedException {
        long retryAtNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(retryMs);
        while (true) {
            long waitMs = (retryAtNs - System.nanoTime()) / 1_000_000L;
            VoteRecord vote = newest;
            if (stopped && (stored == emitted || retryMs > 0)) {
                return null;
            }
            if (vote != null && stored < emitted && waitMs <= 0) {
                return new Attempt(vote, emitted);
            }
            wait(stored < emitted ? Math.max(1, waitMs) : 0);
        }
    }

    private boolean write(Attempt attempt) {
        try {
            disk.write(attempt.vote());
        } catch (IOException e) {
            String reason = "vote record cannot be written: " + e.getMessage();
            LOG.error(reason);
            failed.one();
            dropped.add(release(attempt.upTo(), false).size());
            member.accept(new Input.StoreFailed(reason));
            return false;
        }
        written.one();
        release(attempt.upTo(), true).forEach(send -> send.send().run());
        return true;
    }

    private synchronized List<Waiting> release(long upTo, boolean good) {
        if (good) {
            stored = upTo;
        }
        var released = new ArrayList<Waiting>();
        while (!waiting.isEmpty() && waiting.getFirst().emitted() <= upTo) {
            released.add(waiting.removeFirst());
        }
        return released;
    }

    private static long backOff(long retryMs) {
        return Math.min(RETRY_MAX_MS, Math.max(RETRY_MIN_MS, 2 * retryMs));
    }

    private record Attempt(VoteRecord vote, long upTo) {}

    private record Waiting(long emitted, Runnable send) {}
}
