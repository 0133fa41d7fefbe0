package io.ringwatch.agent.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.store.StoredFiles.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesStoreTest {
    @TempDir Path directory;

    private FilesStore open() throws StoreException {
        return FilesStore.open(directory, "test", 3, Samples.MEMBERS);
    }

    private Path file() {
        return directory.resolve(StoredFiles.NAME);
    }

    private Path aside() {
        return directory.resolve(StoredFiles.NAME + ".corrupt");
    }

    @Test
    void shouldBeginEmpty() throws Exception {
        assertEquals(Optional.empty(), StoredFiles.read(directory));
        try (var store = open()) {
            assertEquals(Optional.empty(), store.files());
            assertEquals(List.of(), store.heartbeats());
            assertEquals(List.of(), store.problems());
        }
    }

    @Test
    void shouldGiveBackTheNewestAfterAnotherStart() throws Exception {
        try (var store = open()) {
            for (int i = 1; i <= 9; i++) {
                store.put(Samples.files(i));
                store.put(Samples.heartbeat(i % Samples.MEMBERS, i));
            }
        }
        for (int start = 0; start < 3; start++) {
            try (var store = open()) {
                assertEquals(Optional.of(Samples.files(9 + start)), store.files());
                assertEquals(List.of(), store.problems());
                assertEquals(6, store.heartbeats().size());
                assertEquals(Samples.heartbeat(3, 9), store.heartbeats().get(3));
                store.put(Samples.files(10 + start));
            }
        }
    }

    /** Its copy is what an agent leaves that ends while it reads the store. */
    @Test
    void shouldNotReadAgainWhatAnAgentEndedWith() throws Exception {
        try (var store = open()) {
            store.put(Samples.files(1));
        }
        Path copy = directory.resolve(StoreMap.COPY_PREFIX + "1" + StoreMap.COPY_SUFFIX);
        Files.write(copy, new byte[0]);
        try (var store = open()) {
            assertEquals(Optional.empty(), store.files());
            assertTrue(Files.exists(aside()));
            assertFalse(Files.exists(copy));
            store.put(Samples.files(2));
        }
        try (var store = open()) {
            assertEquals(Optional.of(Samples.files(2)), store.files());
        }
    }

    @Test
    void shouldBeReadableByOthersWhileItIsWrittenAndAfterwards() throws Exception {
        try (var store = open()) {
            store.put(Samples.files(1));
            StoredFiles read = StoredFiles.read(directory).orElseThrow();
            assertEquals(new Owner("test", 3), read.owner());
            assertEquals(Optional.of(Samples.files(1)), read.files());
            store.put(Samples.files(2));
            store.put(Samples.heartbeat(2, 5));
        }
        StoredFiles read = StoredFiles.read(directory).orElseThrow();
        assertEquals(Optional.of(Samples.files(2)), read.files());
        assertEquals(List.of(Samples.heartbeat(2, 5)), read.heartbeats());
        assertEquals(List.of(), read.problems());
    }

    @Test
    void shouldShowAReaderOnlyWholeFilesWhileTheyAreWritten() throws Exception {
        var stop = new AtomicBoolean();
        var writer = Executors.newSingleThreadExecutor();
        try (var store = open()) {
            store.put(Samples.files(1));
            var written = writer.submit((Callable<Long>) () -> writeUntil(stop, store));
            long newest = 0;
            for (int i = 0; i < 200; i++) {
                var read = StoredFiles.read(directory).orElseThrow().files().orElseThrow();
                long edits = read.version().edits();
                assertEquals(Samples.files(edits, read.rows().size()), read);
                assertTrue(edits >= newest, edits + " after " + newest);
                newest = edits;
            }
            stop.set(true);
            assertTrue(written.get() >= newest);
        } finally {
            stop.set(true);
            writer.shutdownNow();
        }
    }

    private static long writeUntil(AtomicBoolean stop, FilesStore store) {
        long edits = 1;
        while (!stop.get()) {
            edits++;
            store.put(Samples.files(edits, 1 + (int) (edits % Samples.MEMBERS)));
            store.put(Samples.files(++edits));
            store.put(Samples.heartbeat((int) (edits % Samples.MEMBERS), edits));
        }
        return edits;
    }

    @Test
    void shouldRefuseASecondAgent() throws Exception {
        try (var store = open()) {
            store.put(Samples.files(1));
            var refusal = assertThrows(StoreException.class, this::open);
            assertTrue(refusal.getMessage().contains("another agent"), refusal.getMessage());
        }
    }

    @Test
    void shouldKeepAForeignStoreAside() throws Exception {
        try (var other = FilesStore.open(directory, "test", 4, Samples.MEMBERS)) {
            other.put(Samples.files(7));
        }
        try (var store = open()) {
            assertEquals(Optional.empty(), store.files());
            assertTrue(store.problems().toString().contains("foreign"));
            assertTrue(Files.exists(aside()));
        }
    }

    @Test
    void shouldKeepAsideWhatIsNoStore() throws Exception {
        for (String content : List.of("", "x", "not a store\n".repeat(10_000))) {
            Files.writeString(file(), content);
            try (var store = open()) {
                assertEquals(Optional.empty(), store.files());
                assertEquals(1, store.problems().size(), store.problems().toString());
                assertEquals(content, Files.readString(aside()));
                store.put(Samples.files(1));
            }
            assertEquals(
                    Optional.of(Samples.files(1)),
                    StoredFiles.read(directory).orElseThrow().files());
        }
    }

    @Test
    void shouldGiveWholeFilesOrNoneWhateverIsDamaged() throws Exception {
        try (var store = open()) {
            store.put(Samples.files(1));
            store.put(Samples.files(2));
            store.put(Samples.heartbeat(1, 1));
        }
        byte[] good = Files.readAllBytes(file());
        var random = new Random(3);
        int empty = 0;
        for (int i = 0; i < 300; i++) {
            Files.write(file(), damaged(good, random));
            try (var store = open()) {
                var files = store.files();
                empty += files.isEmpty() ? 1 : 0;
                assertTrue(
                        files.isEmpty()
                                || files.get().equals(Samples.files(1))
                                || files.get().equals(Samples.files(2)));
            }
        }
        assertTrue(empty > 0 && empty < 300, empty + " of 300 were empty");
    }

    private static byte[] damaged(byte[] good, Random random) {
        byte[] bytes =
                switch (random.nextInt(4)) {
                    case 0 -> java.util.Arrays.copyOf(good, random.nextInt(good.length));
                    default -> good.clone();
                };
        // Most of the file is unused room; what is in use lies at its beginning.
        int reach = random.nextBoolean() ? bytes.length : Math.min(bytes.length, 16_384);
        int times = 1 + random.nextInt(200);
        for (int i = 0; i < times && reach > 0; i++) {
            bytes[random.nextInt(reach)] = (byte) random.nextInt();
        }
        return bytes;
    }

    @Test
    void shouldHoldALargeRing() throws Exception {
        try (var store = FilesStore.open(directory, "test", 3, 1000)) {
            for (int i = 1; i <= 5; i++) {
                store.put(Samples.files(i, 1000));
            }
            for (int member = 0; member <= 1000; member++) {
                store.put(Samples.heartbeat(member, member));
            }
            assertEquals(List.of(), store.problems());
        }
        StoredFiles read = StoredFiles.read(directory).orElseThrow();
        assertEquals(Optional.of(Samples.files(5, 1000)), read.files());
        assertEquals(1001, read.heartbeats().size());
    }

    @Test
    void shouldSayThatFilesDoNotFitAndKeepThem() throws Exception {
        try (var store = open()) {
            store.put(Samples.files(1));
            store.put(Samples.files(2, 2000));
            assertEquals(Optional.of(Samples.files(2, 2000)), store.files());
            assertTrue(store.problems().toString().contains("cannot be written"));
        }
        assertEquals(
                Optional.of(Samples.files(1)), StoredFiles.read(directory).orElseThrow().files());
    }

    @Test
    void shouldLeaveNothingBesideTheStore() throws Exception {
        Files.writeString(directory.resolve(StoredFiles.NAME + ".new"), "half a store");
        Files.writeString(directory.resolve(StoredFiles.NAME + ".new.room"), "0");
        open().close();
        assertEquals(List.of("files.chm", "files.lock"), names());
    }

    private List<String> names() throws IOException {
        try (var list = Files.list(directory)) {
            return list.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }
}
