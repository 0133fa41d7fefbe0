package io.ringwatch.agent.cli;

import io.ringwatch.agent.cli.AgentClient.NoAgentException;
import io.ringwatch.agent.cli.AgentClient.Reply;
import io.ringwatch.agent.json.Json;
import io.ringwatch.agent.json.MalformedTextException;
import io.ringwatch.agent.status.RingStatus;
import io.ringwatch.agent.status.RingStatus.ServerStatus;
import io.ringwatch.agent.status.Spans;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Watches a server's function move, and tells each step with its time. */
final class Move {
    private static final long PERIOD_MS = 100;
    private static final long MS = 1_000_000L;

    private final AgentClient client;
    private final String name;
    private final int limitSeconds;
    private final PrintStream steps;
    private final long beganNs = System.nanoTime();
    private long orderedNs = beganNs;
    private String told = "";

    Move(AgentClient client, String name, int limitSeconds, PrintStream steps) {
        this.client = client;
        this.name = name;
        this.limitSeconds = limitSeconds;
        this.steps = steps;
    }

    /** Times count from here: the order is given now. */
    void ordered() {
        orderedNs = System.nanoTime();
    }

    /** Waits until a virtual server holds the addresses. */
    Result away() throws NoAgentException {
        return until("a virtual server", s -> s.virtualServer() != null);
    }

    /** Waits until the server holds them itself, in the group. */
    Result back() throws NoAgentException {
        return until("itself", s -> s.place().equals("group") && name.equals(s.holder()));
    }

    private Result until(String wanted, Predicate<ServerStatus> reached) throws NoAgentException {
        while (true) {
            ServerStatus server = server();
            tell(words(server));
            long tookMs = (System.nanoTime() - orderedNs) / MS;
            if (reached.test(server)) {
                steps.println(
                        name + " is served by " + holder(server) + " after " + Spans.of(tookMs));
                return new Result(server.virtualServer(), server.holder(), tookMs);
            }
            if (tookMs > limitSeconds * 1000L) {
                throw new CliException(
                        ExitCodes.UNFINISHED,
                        name
                                + " is not served by "
                                + wanted
                                + " after "
                                + limitSeconds
                                + " s: "
                                + words(server)
                                + "; see ringwatch status");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            if (new CountDownLatch(1).await(PERIOD_MS, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("a latch that nobody opens is open");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(ExitCodes.UNFINISHED, "interrupted; the move goes on");
        }
    }

    private ServerStatus server() throws NoAgentException {
        Reply reply = client.get("/v1/status?format=json");
        if (reply.status() != 200) {
            throw new CliException(ExitCodes.FAILED, "status: " + reply.body().strip());
        }
        try {
            return Json.read(reply.body(), RingStatus.class)
                    .server(name)
                    .orElseThrow(
                            () ->
                                    new CliException(
                                            ExitCodes.BAD_INPUT, "there is no server " + name));
        } catch (MalformedTextException e) {
            throw new CliException(
                    ExitCodes.FAILED, "the agent's status is not understood: " + e.getMessage());
        }
    }

    private void tell(String words) {
        if (!words.equals(told)) {
            told = words;
            steps.println("%8s  %s".formatted(Spans.of((System.nanoTime() - beganNs) / MS), words));
        }
    }

    private static String words(ServerStatus server) {
        String place = server.place().equals("group") ? "in the group" : server.place();
        String proof = server.proof().equals("none") ? "" : ", proof " + server.proof();
        return place + ", served by " + holder(server) + (server.holder() == null ? "" : proof);
    }

    private static String holder(ServerStatus server) {
        if (server.virtualServer() != null) {
            return server.virtualServer() + " on " + server.holder();
        }
        return server.holder() == null ? "nobody" : "itself";
    }

    /**
     * How it ended.
     *
     * @param virtualServer the virtual server, {@code null} if it serves itself
     * @param host who holds its addresses
     * @param tookMs time since it was ordered
     */
    record Result(@Nullable String virtualServer, @Nullable String host, long tookMs) {}
}
