package io.ringwatch.agent.daemon;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwatch.agent.metrics.Counters;
import io.ringwatch.capacity.PredictedLoad;
import io.ringwatch.files.Files;
import io.ringwatch.files.Heartbeat;
import io.ringwatch.files.Incarnation;
import io.ringwatch.files.Version;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MemoryStorageTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final List<String> onDisk = new CopyOnWriteArrayList<>();
    private final Counters counters = new Counters();
    private volatile boolean full;
    private final MemoryStorage storage =
            new MemoryStorage(
                    new MemoryDisk() {
                        @Override
                        public void store(Files files) throws IOException {
                            put("files " + files.version().edits());
                        }

                        @Override
                        public void store(Heartbeat heartbeat) throws IOException {
                            put("heartbeat " + heartbeat.number());
                        }

                        @Override
                        public void flag(boolean present) throws IOException {
                            put("flag " + present);
                        }
                    },
                    counters);

    private void put(String what) throws IOException {
        if (full) {
            throw new IOException("memory disk full");
        }
        onDisk.add(what);
    }

    @AfterEach
    void stop() {
        storage.close();
    }

    @Test
    void shouldStoreFilesHeartbeatsAndFlag() {
        storage.store(files(1));
        awaitOnDisk("files 1");
        storage.store(heartbeat(4));
        awaitOnDisk("files 1", "heartbeat 4");
        storage.flag(true);
        awaitOnDisk("files 1", "heartbeat 4", "flag true");
    }

    @Test
    void shouldTryAgainWithTheNewestWhenTheDiskIsFull() {
        full = true;
        storage.store(files(1));
        await().atMost(LIMIT).until(() -> counters.snapshot().get("files.failed.count") == 1L);
        storage.store(files(2));
        full = false;
        awaitOnDisk("files 2");
    }

    @Test
    void shouldWriteWhatWaitsBeforeItEnds() {
        storage.store(files(5));
        storage.close();
        assertEquals(List.of("files 5"), onDisk);
    }

    private void awaitOnDisk(String... expected) {
        await().atMost(LIMIT).until(() -> onDisk.equals(List.of(expected)));
    }

    private static Files files(long edits) {
        return new Files(new Version(Incarnation.NONE, edits), List.of());
    }

    private static Heartbeat heartbeat(int number) {
        return new Heartbeat(
                number, 0, true, List.of(), PredictedLoad.UNKNOWN, 0, Version.NONE, 0, 0);
    }
}
