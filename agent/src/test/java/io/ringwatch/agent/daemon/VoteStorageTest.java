package io.ringwatch.agent.daemon;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.metrics.Counters;
import io.ringwatch.member.Input;
import io.ringwatch.sem.VoteRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VoteStorageTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Semaphore writes = new Semaphore(0);
    private final List<Long> onDisk = new CopyOnWriteArrayList<>();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final List<Input> inputs = new CopyOnWriteArrayList<>();
    private final Counters counters = new Counters();
    private volatile boolean broken;
    private final VoteStorage storage = new VoteStorage(this::write, inputs::add, counters);

    private void write(VoteRecord vote) throws IOException {
        writes.acquireUninterruptibly();
        if (broken) {
            throw new IOException("no space left");
        }
        onDisk.add(vote.identity());
    }

    @AfterEach
    void stop() {
        broken = false;
        writes.release(1_000_000);
        storage.close();
    }

    @Test
    void shouldSendAtOnceWhenNothingIsToBeStored() {
        storage.afterStore(() -> sent.add("a"));
        assertEquals(List.of("a"), sent);
    }

    @Test
    void shouldHoldSendsBackUntilTheirRecordIsOnTheDisk() {
        storage.store(VoteRecord.fresh(1));
        storage.afterStore(() -> sent.add("after 1"));
        awaitWriter();
        storage.store(VoteRecord.fresh(2));
        storage.afterStore(() -> sent.add("after 2"));
        assertEquals(List.of(), sent);
        writes.release();
        awaitSent("after 1");
        assertEquals(List.of(1L), onDisk);
        writes.release();
        awaitSent("after 1", "after 2");
        storage.afterStore(() -> sent.add("at once"));
        assertEquals(List.of("after 1", "after 2", "at once"), sent);
    }

    @Test
    void shouldWriteOnlyTheNewestOfThoseThatWait() {
        storage.store(VoteRecord.fresh(1));
        awaitWriter();
        storage.store(VoteRecord.fresh(2));
        storage.afterStore(() -> sent.add("after 2"));
        storage.store(VoteRecord.fresh(3));
        storage.afterStore(() -> sent.add("after 3"));
        writes.release(2);
        awaitSent("after 2", "after 3");
        assertEquals(List.of(1L, 3L), onDisk);
    }

    @Test
    void shouldDropWhatWaitedForARecordThatCouldNotBeWrittenAndTryAgain() {
        broken = true;
        storage.store(VoteRecord.fresh(1));
        storage.afterStore(() -> sent.add("dropped"));
        writes.release();
        await().atMost(LIMIT).until(() -> inputs.size() == 1);
        var failed = assertInstanceOf(Input.StoreFailed.class, inputs.get(0));
        assertTrue(failed.reason().contains("no space left"), failed.reason());
        storage.afterStore(() -> sent.add("after the retry"));
        broken = false;
        writes.release();
        awaitSent("after the retry");
        assertEquals(List.of(1L), onDisk);
        assertEquals(1L, counters.snapshot().get("vote.sends.dropped.count"));
    }

    @Test
    void shouldBoundWhatItHoldsBack() {
        storage.store(VoteRecord.fresh(1));
        for (int i = 0; i < VoteStorage.WAITING_MAX + 5; i++) {
            storage.afterStore(() -> sent.add("x"));
        }
        writes.release();
        await().atMost(LIMIT).until(() -> sent.size() == VoteStorage.WAITING_MAX);
        assertEquals(5L, counters.snapshot().get("vote.sends.dropped.count"));
    }

    @Test
    void shouldWriteTheLastRecordBeforeItEnds() {
        writes.release(10);
        storage.store(VoteRecord.fresh(9));
        storage.close();
        assertEquals(9L, onDisk.get(onDisk.size() - 1));
    }

    private void awaitWriter() {
        await().atMost(LIMIT).until(writes::hasQueuedThreads);
    }

    private void awaitSent(String... expected) {
        await().atMost(LIMIT).until(() -> sent.equals(List.of(expected)));
    }
}
