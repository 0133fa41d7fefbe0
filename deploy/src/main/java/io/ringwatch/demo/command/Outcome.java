package io.ringwatch.demo.command;

import io.ringwatch.demo.client.Outages;
import io.ringwatch.demo.plan.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a broken server.
 *
 * @param name the server
 * @param kind how it was broken
 * @param detectedMs from the fault to its detection, {@code null} if nobody noticed
 * @param functionRecoveredMs from the detection to the return of its function
 * @param serverRecoveredMs from the detection to the return of the server
 * @param outages what its clients missed
 * @param host where its virtual server ran, empty without one
 * @param proof with which the host was allowed to take its VIP, empty without one
 * @param scores the score table of the choice, empty without one
 */
record Outcome(
        String name,
        Fault kind,
        @Nullable Long detectedMs,
        @Nullable Long functionRecoveredMs,
        @Nullable Long serverRecoveredMs,
        Outages outages,
        String host,
        String proof,
        String scores) {
    private static final long NS_PER_MS = 1_000_000L;

    /**
     * Reads it from the story and the clients.
     *
     * @param story events about the server since the fault, in order
     * @param faultWallMs UNIX time of the fault
     * @param faultNs the same, monotonic
     */
    static Outcome of(
            String name,
            Fault kind,
            List<Told.Line> story,
            Outages outages,
            long faultWallMs,
            long faultNs) {
        Long detectedMs = since(faultWallMs, first(story, "detected"));
        Long functionMs = since(faultWallMs, first(story, "function_recovered"));
        Long serverMs = since(faultWallMs, last(story, "server_recovered"));
        boolean moved = first(story, "host_chosen") != null;
        if (outages.missed() > 0) {
            // No event, because the function never moved, or was back before it had: then it is
            // back when clients are served again.
            long servedMs = (outages.firstOverNs() - faultNs) / NS_PER_MS;
            functionMs = functionMs == null ? Long.valueOf(servedMs) : functionMs;
            serverMs = serverMs == null && !moved ? Long.valueOf(servedMs) : serverMs;
        }
        return new Outcome(
                name,
                kind,
                detectedMs,
                minus(functionMs, detectedMs),
                minus(serverMs, detectedMs),
                outages,
                fact(story, "host_chosen", "host"),
                fact(story, "proven", "proof"),
                fact(story, "host_chosen", "scores"));
    }

    /** What was back before anybody noticed took no time from then. */
    private static @Nullable Long minus(@Nullable Long endMs, @Nullable Long beginMs) {
        return endMs == null
                ? null
                : Long.valueOf(Math.max(0, endMs - (beginMs == null ? 0 : beginMs)));
    }

    private static @Nullable Long since(long faultWallMs, Told.@Nullable Item item) {
        return item == null ? null : Long.valueOf(item.wallMs() - faultWallMs);
    }

    private static Told.@Nullable Item first(List<Told.Line> story, String kind) {
        for (Told.Line line : story) {
            if (line.item().kind().equals(kind)) {
                return line.item();
            }
        }
        return null;
    }

    private static Told.@Nullable Item last(List<Told.Line> story, String kind) {
        Told.Item last = null;
        for (Told.Line line : story) {
            if (line.item().kind().equals(kind)) {
                last = line.item();
            }
        }
        return last;
    }

    private static String fact(List<Told.Line> story, String kind, String name) {
        for (Told.Line line : story) {
            String value = line.item().data().get(name);
            if (line.item().kind().equals(kind) && value != null) {
                return value;
            }
        }
        return "";
    }

    /** The access disconnection, ms. */
    long disconnectedMs() {
        return outages.firstNs() / NS_PER_MS;
    }
}
