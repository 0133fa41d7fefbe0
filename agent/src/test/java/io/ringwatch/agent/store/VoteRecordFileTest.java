package io.ringwatch.agent.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.sem.VoteRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VoteRecordFileTest {
    @TempDir Path directory;
    private VoteRecordFile votes;
    private Path file;
    private Path aside;

    @BeforeEach
    void open() {
        votes = new VoteRecordFile(directory.resolve("state"), "test", 3);
        file = directory.resolve("state").resolve(VoteRecordFile.NAME);
        aside = file.resolveSibling(VoteRecordFile.NAME + ".corrupt");
    }

    @Test
    void shouldBeEmptyAtFirst() throws Exception {
        assertEquals(Optional.empty(), votes.read());
        assertEquals(List.of(), votes.diagnosis());
    }

    @Test
    void shouldReadWhatWasWrittenLast() throws Exception {
        votes.write(VoteRecord.fresh(17));
        assertEquals(Optional.of(VoteRecord.fresh(17)), votes.read());
        for (int i = 1; i <= 20; i++) {
            votes.write(Samples.vote(i));
        }
        var again = new VoteRecordFile(file.getParent(), "test", 3);
        assertEquals(Optional.of(Samples.vote(20)), again.read());
        assertEquals(List.of(), again.diagnosis());
    }

    @Test
    void shouldIgnoreARecordThatWasNotRenamed() throws Exception {
        votes.write(Samples.vote(1));
        Files.writeString(file.resolveSibling(VoteRecordFile.NAME + ".new"), "half");
        assertEquals(Optional.of(Samples.vote(1)), votes.read());
        votes.write(Samples.vote(2));
        assertEquals(Optional.of(Samples.vote(2)), votes.read());
    }

    @Test
    void shouldBelieveNothingOfADamagedRecord() throws Exception {
        votes.write(Samples.vote(1));
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < good.length; i++) {
            byte[] flipped = good.clone();
            flipped[i] ^= (byte) (1 << (i % 8));
            assertNotBelieved(flipped);
            assertNotBelieved(Arrays.copyOf(good, i));
        }
        assertNotBelieved(Arrays.copyOf(good, good.length + 1));
    }

    private void assertNotBelieved(byte[] bytes) throws Exception {
        Files.write(file, bytes);
        assertEquals(Optional.empty(), votes.read());
        assertEquals(1, votes.diagnosis().size());
        assertFalse(Files.exists(file));
        assertEquals(bytes.length, Files.size(aside));
    }

    @Test
    void shouldNotTakeTheRecordOfAnotherMemberOrRing() throws Exception {
        for (var other :
                List.of(
                        new VoteRecordFile(file.getParent(), "test", 4),
                        new VoteRecordFile(file.getParent(), "other", 3))) {
            other.write(Samples.vote(1));
            assertEquals(Optional.empty(), votes.read());
            String why = votes.diagnosis().toString();
            assertTrue(why.contains("belongs to member"), why);
            assertTrue(Files.exists(aside));
        }
    }

    @Test
    void shouldNotReadAnEndlessFile() throws Exception {
        Files.createDirectories(file.getParent());
        try (var huge = new java.io.RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(VoteRecordFile.BYTES_MAX + 1L);
        }
        assertEquals(Optional.empty(), votes.read());
        assertTrue(votes.diagnosis().toString().contains("more than any record"));
    }

    @Test
    void shouldSayThatItCannotWrite() throws Exception {
        Files.writeString(directory.resolve("state"), "a file where a directory should be");
        var refusal = assertThrows(StoreException.class, () -> votes.write(Samples.vote(1)));
        assertTrue(refusal.getMessage().contains("does not vote"), refusal.getMessage());
    }

    @Test
    void shouldNotTakeAnUnreadableRecordForNone() throws Exception {
        Files.createDirectories(file); // Reading a directory fails like a bad disk, also for root.
        assertThrows(StoreException.class, () -> votes.read());
    }
}
