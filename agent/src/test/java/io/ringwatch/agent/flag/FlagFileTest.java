package io.ringwatch.agent.flag;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlagFileTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir Path directory;
    private final List<Boolean> told = new CopyOnWriteArrayList<>();

    @Test
    void shouldTellOfCreationAndDeletionByAnybody() throws IOException {
        Path file = directory.resolve("flag");
        try (var flag = new FlagFile(file, false, told::add)) {
            Files.createFile(file);
            awaitTold(true);
            assertTrue(flag.present());
            Files.delete(file);
            awaitTold(true, false);
            flag.set(true);
            awaitTold(true, false, true);
            flag.set(true);
            flag.set(false);
            awaitTold(true, false, true, false);
            assertFalse(flag.present());
        }
    }

    @Test
    void shouldTellWhatHasChangedSinceItsOwnerLooked() throws IOException {
        Path file = Files.createFile(directory.resolve("flag"));
        try (var flag = new FlagFile(file, false, told::add)) {
            awaitTold(true);
            assertTrue(flag.present());
        }
    }

    @Test
    void shouldSurviveTheLossOfItsDirectory() throws IOException {
        Path run = Files.createDirectory(directory.resolve("run"));
        Path file = Files.createFile(run.resolve("flag"));
        try (var flag = new FlagFile(file, true, told::add)) {
            Files.delete(file);
            Files.delete(run);
            awaitTold(false);
            flag.set(true);
            awaitTold(false, true);
            Files.delete(file);
            awaitTold(false, true, false);
        }
    }

    private void awaitTold(Boolean... expected) {
        await().atMost(LIMIT).until(() -> told.equals(List.of(expected)));
    }
}
