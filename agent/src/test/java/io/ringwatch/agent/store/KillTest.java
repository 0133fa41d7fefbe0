package io.ringwatch.agent.store;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.sem.VoteRecord;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills writers at any point of a write: 1,000 of the vote record and 200 of the files, {@link
 * KilledWriters#WRITERS} with every process. {@code -Dkills=N} for another number of both. Files
 * are killed less often, since to read what one in some ten thousand kills leaves can end the
 * process that reads: an agent gets over that, as {@code FilesStoreTest} shows, and this test does
 * not.
 */
@Tag("kill")
class KillTest {
    private static final int VOTE_KILLS = Integer.getInteger("kills", 1000);
    private static final int FILES_KILLS = Integer.getInteger("kills", 200);
    private static final int KILL_WITHIN_MS = 200;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir Path directory;
    private final Random random = new Random(42);

    @FunctionalInterface
    private interface Check {
        /** Fails unless this store holds something whole that is no older than what was noted. */
        void holds(Path store, long noted) throws Exception;
    }

    @Test
    void shouldNeverLoseAVoteThatWasWritten() throws Exception {
        int found =
                kill(
                        "votes",
                        VOTE_KILLS,
                        (store, noted) -> {
                            var file = new VoteRecordFile(store, "test", 3);
                            VoteRecord vote = file.read().orElseThrow();
                            assertEquals(Samples.vote(vote.round()), vote);
                            assertTrue(vote.round() >= noted, vote.round() + " of " + noted);
                        });
        assertEquals(VOTE_KILLS, found);
    }

    @Test
    void shouldNeverLoseFilesThatWereStored() throws Exception {
        int found =
                kill(
                        "files",
                        FILES_KILLS,
                        (store, noted) -> {
                            StoredFiles read = StoredFiles.read(store).orElseThrow();
                            var files = read.files().orElseThrow();
                            long number = files.version().edits();
                            int members = KilledWriters.members(number);
                            assertEquals(Samples.files(number, members), files);
                            assertTrue(number >= noted, number + " of " + noted);
                        });
        assertEquals(FILES_KILLS, found);
    }

    private int kill(String kind, int many, Check check) throws Exception {
        ByteBuffer notes = KilledWriters.notes(directory);
        int kills = 0;
        while (kills < many) {
            notes.putLong(KilledWriters.WRITERS * Long.BYTES, 0);
            Process process = start(kind);
            try {
                await().atMost(LIMIT)
                        .pollInterval(Duration.ofMillis(2))
                        .until(() -> !process.isAlive() || allAtWork(notes));
                boolean ended =
                        process.waitFor(random.nextInt(KILL_WITHIN_MS), TimeUnit.MILLISECONDS);
                assertFalse(ended, () -> "the writers ended by themselves: " + errors());
            } finally {
                process.destroyForcibly().waitFor();
            }
            for (int i = 0; i < KilledWriters.WRITERS && kills < many; i++) {
                check.holds(directory.resolve(Integer.toString(i)), notes.getLong(i * Long.BYTES));
                kills++;
            }
        }
        return kills;
    }

    private static boolean allAtWork(ByteBuffer notes) {
        return notes.getLong(KilledWriters.WRITERS * Long.BYTES) == KilledWriters.WRITERS;
    }

    private Process start(String kind) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-"))
                .forEach(command::add);
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.addAll(List.of(KilledWriters.class.getName(), kind, directory.toString()));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errorsFile())
                .start();
    }

    private File errorsFile() {
        return directory.resolve("errors").toFile();
    }

    private String errors() {
        try {
            return Files.readString(errorsFile().toPath());
        } catch (IOException e) {
            return e.toString();
        }
    }
}
