package io.ringwatch.agent.store;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A memory disk of 1 MB that somebody else has filled. Needs the right to mount. */
class FullDiskTest {
    private static final long MOUNT_LIMIT_S = 10;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir Path directory;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", directory.toString());
        assumeTrue(mounted, "no right to mount a memory disk here");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertTrue(run("umount", directory.toString()));
        }
    }

    private static boolean run(String... command) throws Exception {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(MOUNT_LIMIT_S, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private Path fill() {
        Path filler = directory.resolve("filler");
        try (OutputStream out = Files.newOutputStream(filler)) {
            for (int i = 0; i < 4096; i++) {
                out.write(new byte[512]);
            }
        } catch (IOException e) {
            return filler;
        }
        throw new AssertionError("the disk is larger than it should be");
    }

    private FilesStore open() throws StoreException {
        return FilesStore.open(directory, "test", 3, Samples.MEMBERS);
    }

    @Test
    void shouldGoOnWithoutTheDiskAndUseItOnceThereIsRoom() throws Exception {
        Path filler = fill();
        try (var store = open()) {
            store.put(Samples.files(1));
            assertEquals(Optional.of(Samples.files(1)), store.files());
            assertTrue(store.problems().toString().contains("cannot be opened"));
            Files.delete(filler);
            await().atMost(LIMIT)
                    .untilAsserted(
                            () -> {
                                store.put(Samples.files(2));
                                assertTrue(store.problems().isEmpty());
                            });
        }
        try (var store = open()) {
            assertEquals(Optional.of(Samples.files(2)), store.files());
        }
    }

    @Test
    void shouldNotLoseTheStoreWhenItStartsOnAFullDisk() throws Exception {
        try (var store = open()) {
            store.put(Samples.files(5));
        }
        fill();
        try (var store = open()) {
            assertEquals(Optional.of(Samples.files(5)), store.files());
            assertTrue(store.problems().toString().contains("cannot be opened"));
        }
        assertEquals(
                Optional.of(Samples.files(5)), StoredFiles.read(directory).orElseThrow().files());
    }

    @Test
    void shouldGoOnWritingAnOpenStoreOnAFullDisk() throws Exception {
        try (var store = open()) {
            fill();
            for (int i = 1; i <= 200; i++) {
                store.put(Samples.files(i));
                store.put(Samples.heartbeat(i % 7, i));
            }
            assertTrue(store.problems().isEmpty(), store.problems().toString());
            assertEquals(
                    Optional.of(Samples.files(200)),
                    StoredFiles.read(directory).orElseThrow().files());
        }
    }

    @Test
    void shouldNotTakeAVoteThatFindsNoRoom() throws Exception {
        var votes = new VoteRecordFile(directory, "test", 3);
        votes.write(Samples.vote(1));
        Path filler = fill();
        assertThrows(StoreException.class, () -> votes.write(Samples.vote(2)));
        assertEquals(Optional.of(Samples.vote(1)), votes.read());
        Files.delete(filler);
        votes.write(Samples.vote(3));
        assertEquals(Optional.of(Samples.vote(3)), votes.read());
    }
}
