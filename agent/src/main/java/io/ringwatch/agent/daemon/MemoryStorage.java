package io.ringwatch.agent.daemon;

import io.ringwatch.agent.metrics.Counters;
import io.ringwatch.agent.metrics.Counters.Count;
import io.ringwatch.files.Files;
import io.ringwatch.files.Heartbeat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts files, heartbeats and flag on the memory disk, on a thread of its own: whoever reads there
 * may hold a lock. Only the newest of each counts, so what waits is bounded by the number of
 * servers. What cannot be written (the disk is full) is tried again every second while nothing
 * newer has come.
 */
final class MemoryStorage implements AutoCloseable {
    private static final long RETRY_MS = 1_000;
    private static final long STOP_LIMIT_MS = 2_000;
    private static final Logger LOG = LoggerFactory.getLogger(MemoryStorage.class);

    private final MemoryDisk disk;
    private final Count failed;
    private final Map<Integer, Heartbeat> heartbeats = new LinkedHashMap<>();
    private final Thread thread = new Thread(this::run, "memory-disk");
    private @Nullable Files files;
    private @Nullable Boolean flag;
    private boolean stopped;
    private String lastFailure = "";

    MemoryStorage(MemoryDisk disk, Counters counters) {
        this.disk = disk;
        failed = counters.counter("files.failed.count");
        thread.setDaemon(true);
        thread.start();
    }

    synchronized void store(Files newFiles) {
        files = newFiles;
        notifyAll();
    }

    synchronized void store(Heartbeat heartbeat) {
        heartbeats.put(heartbeat.number(), heartbeat);
        notifyAll();
    }

    synchronized void flag(boolean present) {
        flag = present;
        notifyAll();
    }

    /** Writes what waits and ends the thread. */
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
        try {
            while (true) {
                List<Write> writes = next();
                if (writes.isEmpty()) {
                    return;
                }
                for (Write write : writes) {
                    attempt(write);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("memory storage ends");
        }
    }

    private void attempt(Write write) throws InterruptedException {
        try {
            write.action().run();
            lastFailure = "";
        } catch (IOException e) {
            failed.one();
            String failure = write.what() + " not on the memory disk: " + e.getMessage();
            if (!failure.equals(lastFailure)) {
                LOG.error(failure);
                lastFailure = failure;
            }
            again(write);
        }
    }

    /** Waits, and puts it back unless something newer has come or the agent stops. */
    private synchronized void again(Write write) throws InterruptedException {
        long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RETRY_MS);
        for (long leftMs = RETRY_MS; leftMs > 0 && !stopped; ) {
            wait(leftMs);
            leftMs = (untilNs - System.nanoTime()) / 1_000_000L;
        }
        if (!stopped) {
            write.putBack().run();
        }
    }

    /** Everything that waits, files first; empty at the end. */
    private synchronized List<Write> next() throws InterruptedException {
        while (files == null && flag == null && heartbeats.isEmpty()) {
            if (stopped) {
                return List.of();
            }
            wait();
        }
        var writes = new ArrayList<Write>();
        Files newFiles = files;
        if (newFiles != null) {
            writes.add(write("files", () -> disk.store(newFiles), () -> putBack(newFiles)));
        }
        Boolean newFlag = flag;
        if (newFlag != null) {
            writes.add(write("flag", () -> disk.flag(newFlag), () -> putBack(newFlag)));
        }
        for (Heartbeat row : heartbeats.values()) {
            // Not put back: the next one comes with the next tick.
            writes.add(write("heartbeat", () -> disk.store(row), () -> {}));
        }
        files = null;
        flag = null;
        heartbeats.clear();
        return writes;
    }

    private void putBack(Files old) {
        files = files == null ? old : files;
    }

    private void putBack(Boolean old) {
        flag = flag == null ? old : flag;
    }

    private static Write write(String what, Action action, Runnable putBack) {
        return new Write(what, action, putBack);
    }

    private record Write(String what, Action action, Runnable putBack) {}

    private interface Action {
        void run() throws IOException;
    }
}
