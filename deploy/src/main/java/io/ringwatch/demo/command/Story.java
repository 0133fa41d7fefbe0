package io.ringwatch.demo.command;

import io.ringwatch.demo.plan.PlannedServer;
import io.ringwatch.demo.plan.World;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What the agents tell, as it happens: a thread per agent waits for its next events, also across
 * the agent's death and return.
 */
final class Story implements Closeable {
    private static final int WAIT_S = 10;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(WAIT_S + 5);
    private static final long AGAIN_MS = 100;

    /** Events kept to be judged. */
    private static final int KEPT_MAX = 20_000;

    private final Consumer<Told.Line> listener;
    private final List<Told.Line> kept = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * Begins to listen.
     *
     * @param listener takes every event, one at a time
     */
    Story(World world, ScheduledExecutorService clock, Consumer<Told.Line> listener) {
        this.listener = listener;
        for (PlannedServer server : world.servers()) {
            var client = new AgentClient(world.runDir(server).resolve("agent.sock"), clock);
            var thread = new Thread(() -> follow(server.name(), client), "story");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void follow(String teller, AgentClient client) {
        long since = 0;
        while (ended.getCount() > 0) {
            try {
                Told told =
                        client.get(
                                "/v1/events?since=" + since + "&wait=" + WAIT_S,
                                Told.class,
                                ANSWER_LIMIT);
                told.events().forEach(item -> take(new Told.Line(teller, item)));
                // A smaller number than ours is of an agent that began anew.
                since = told.lastSeq() < since ? 0 : told.lastSeq();
            } catch (IOException e) {
                // Its agent is away: its next one counts from 1.
                since = 0;
                rest();
            }
        }
    }

    private void rest() {
        try {
            if (ended.await(AGAIN_MS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            ended.countDown();
        }
    }

    private synchronized void take(Told.Line line) {
        if (kept.size() < KEPT_MAX) {
            kept.add(line);
        }
        listener.accept(line);
    }

    /** The events about a server since then, in the order of their times. */
    synchronized List<Told.Line> about(String server, long sinceWallMs) {
        return kept.stream()
                .filter(l -> l.item().server().equals(server))
                .filter(l -> l.item().wallMs() >= sinceWallMs)
                .sorted((a, b) -> Long.compare(a.item().wallMs(), b.item().wallMs()))
                .toList();
    }

    @Override
    public void close() {
        ended.countDown();
    }
}
