package io.ringwatch.agent.systemlog;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.member.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EventLogTest {
    private final EventLog log = new EventLog(3);

    @Test
    void shouldNumberAndKeepTheNewest() {
        for (int i = 1; i <= 5; i++) {
            log.add(i * 1000L, event("e" + i));
        }
        assertEquals(5, log.lastSeq());
        assertEquals(List.of(3L, 4L, 5L), seqs(log.since(0, 100)));
        assertEquals(List.of(5L), seqs(log.since(4, 100)));
        assertEquals(List.of(3L, 4L), seqs(log.since(1, 2)));
        assertEquals(5000, log.since(4, 1).get(0).wallMs());
    }

    @Test
    void shouldWakeWhoWaits() throws Exception {
        var waiter =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return log.await(0, 10, Duration.ofSeconds(30));
                            } catch (InterruptedException e) {
                                return List.of();
                            }
                        });
        log.add(1, event("first"));
        await().atMost(Duration.ofSeconds(20)).until(waiter::isDone);
        assertEquals(1, waiter.get().size());
    }

    @Test
    void shouldStopWaitingAtTheLimit() throws InterruptedException {
        assertTrue(log.await(0, 10, Duration.ofMillis(5)).isEmpty());
    }

    private static List<Long> seqs(List<EventLog.Entry> entries) {
        return entries.stream().map(EventLog.Entry::seq).toList();
    }

    private static Event event(String text) {
        return new Event(Event.Kind.PHASE, 1, text, Map.of());
    }
}
