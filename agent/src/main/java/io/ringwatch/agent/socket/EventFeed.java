package io.ringwatch.agent.socket;

import io.ringwatch.agent.daemon.AgentDoor;
import io.ringwatch.agent.status.RingStatus;
import io.ringwatch.agent.systemlog.EventLog;
import io.ringwatch.ring.Ring;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Hands out events, and lets who has seen them all wait for the next one. */
final class EventFeed {
    /** Events in one answer; who wants more asks again. */
    static final int EVENTS_MAX = 500;

    /** Longest wait; shorter than what is usually between a client and its patience. */
    static final long WAIT_MAX_S = 30;

    /** Header with the number of the last event told; to ask on from there. */
    static final String LAST_SEQ = "Ringwatch-Last-Seq";

    private final AgentDoor door;
    private final Semaphore waiting;

    EventFeed(AgentDoor door, int waiting) {
        this.door = door;
        this.waiting = new Semaphore(waiting);
    }

    Response answer(Request request) throws HttpException {
        long since = request.number("since", 0, 0, Long.MAX_VALUE);
        long waitS = request.number("wait", 0, 0, WAIT_MAX_S);
        List<EventLog.Entry> entries = waitS == 0 ? now(since) : later(since, waitS);
        // A number that is not yet there is from before the agent's start: begin again.
        long known = Math.min(since, door.events().lastSeq());
        long last = entries.isEmpty() ? known : entries.get(entries.size() - 1).seq();
        Response response = request.wantsText() ? text(entries) : json(since, last, entries);
        return response.with(LAST_SEQ, Long.toString(last));
    }

    private List<EventLog.Entry> now(long since) {
        return door.events().since(since, EVENTS_MAX);
    }

    private List<EventLog.Entry> later(long since, long waitS) throws HttpException {
        if (since > door.events().lastSeq()) {
            return List.of();
        }
        if (!waiting.tryAcquire()) {
            throw new HttpException(
                    503, "crowded", "too many wait for events already; ask without wait");
        }
        try {
            return door.events().await(since, EVENTS_MAX, Duration.ofSeconds(waitS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HttpException(503, "stops", "the agent stops");
        } finally {
            waiting.release();
        }
    }

    private Response json(long since, long last, List<EventLog.Entry> entries) {
        long missed = entries.isEmpty() ? 0 : Math.max(0, entries.get(0).seq() - since - 1);
        List<EventJson> events = entries.stream().map(this::json).toList();
        return Response.json(200, new FeedJson(RingStatus.SCHEMA, last, missed, events));
    }

    private EventJson json(EventLog.Entry entry) {
        return new EventJson(
                entry.seq(),
                entry.wallMs(),
                Instant.ofEpochMilli(entry.wallMs()).toString(),
                entry.event().kind().name().toLowerCase(Locale.ROOT),
                name(entry.event().server()),
                entry.event().text(),
                new java.util.TreeMap<>(entry.event().data()));
    }

    private String name(int number) {
        Ring ring = door.config().ring();
        return ring.has(number) ? door.config().machine(number).name() : Integer.toString(number);
    }

    private Response text(List<EventLog.Entry> entries) {
        var text = new StringBuilder();
        for (EventLog.Entry entry : entries) {
            var time = Instant.ofEpochMilli(entry.wallMs()).atZone(ZoneId.systemDefault());
            text.append(
                    "%tT.%02d  %-18s  %-10s  %s%n"
                            .formatted(
                                    time,
                                    time.getNano() / 10_000_000,
                                    entry.event().kind().name().toLowerCase(Locale.ROOT),
                                    name(entry.event().server()),
                                    entry.event().text()));
        }
        return Response.text(200, text.toString());
    }

    /** An event as it is sent. */
    private record EventJson(
            long seq,
            long wallMs,
            String time,
            String kind,
            String server,
            String text,
            Map<String, String> data) {}

    /** An answer as it is sent. */
    private record FeedJson(String schema, long lastSeq, long missed, List<EventJson> events) {}
}
