package io.ringwatch.demo.client;

import io.ringwatch.demo.plan.PlannedServer;
import io.ringwatch.demo.plan.World;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A client per VIP: an attempt of its own every 100 ms, each given up after 300 ms. */
public final class Clients implements Closeable {
    /** Between the beginnings of attempts. */
    public static final int PERIOD_MS = 100;

    /** For a whole transaction. */
    public static final int LIMIT_MS = 300;

    /** Attempts of one VIP under way at once, and some more for a slow machine. */
    private static final int THREADS_PER_VIP = 8;

    private final Map<Integer, AccessLog> logs = new LinkedHashMap<>();
    private final ScheduledExecutorService clock =
            Executors.newScheduledThreadPool(2, work -> daemon(work, "client clock"));
    private final List<ScheduledFuture<?>> beats = new ArrayList<>();
    private final ThreadPoolExecutor threads;

    /** Begins. */
    public Clients(World world) throws IOException {
        int vips = world.realServers().size();
        threads =
                new ThreadPoolExecutor(
                        vips * 2,
                        vips * THREADS_PER_VIP,
                        10,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        work -> daemon(work, "client"),
                        new ThreadPoolExecutor.CallerRunsPolicy());
        int nth = 0;
        for (PlannedServer server : world.realServers()) {
            var log = new AccessLog(world.log("client-" + server.name()));
            logs.put(server.number(), log);
            var client = new Client(Transaction.of(world, server), log);
            long firstMs = (long) PERIOD_MS * nth++ / vips;
            beats.add(
                    clock.scheduleAtFixedRate(
                            client::begin, firstMs, PERIOD_MS, TimeUnit.MILLISECONDS));
        }
    }

    private static Thread daemon(Runnable work, String name) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** The log of a server's clients. */
    public AccessLog log(int server) {
        AccessLog log = logs.get(server);
        if (log == null) {
            throw new IllegalArgumentException("no clients of server " + server);
        }
        return log;
    }

    @Override
    public void close() throws IOException {
        beats.forEach(beat -> beat.cancel(false));
        clock.shutdownNow();
        threads.shutdownNow();
        for (AccessLog log : logs.values()) {
            log.close();
        }
    }

    /** The clients of one VIP. */
    private final class Client {
        private final Transaction transaction;
        private final AccessLog log;
        private long lastNumber = -1;

        Client(Transaction transaction, AccessLog log) {
            this.transaction = transaction;
            this.log = log;
        }

        /** Begins an attempt; called by the clock alone. */
        void begin() {
            long number = ++lastNumber;
            long startNs = System.nanoTime();
            long startWallMs = System.currentTimeMillis();
            var attempt = new Attempt(LIMIT_MS);
            var giveUp = clock.schedule(() -> close(attempt), LIMIT_MS, TimeUnit.MILLISECONDS);
            threads.execute(
                    () -> {
                        String detail = detail(attempt);
                        giveUp.cancel(false);
                        close(attempt);
                        long endNs = System.nanoTime();
                        log.add(
                                number,
                                new Access(startNs, startWallMs, endNs, detail.isEmpty(), detail));
                    });
        }

        private String detail(Attempt attempt) {
            try {
                transaction.carryOut(attempt);
                return "";
            } catch (IOException e) {
                return String.valueOf(e.getMessage()).replace('\n', ' ');
            }
        }

        private void close(Attempt attempt) {
            try {
                attempt.close();
            } catch (IOException e) {
                // Closed is closed.
                return;
            }
        }
    }
}
