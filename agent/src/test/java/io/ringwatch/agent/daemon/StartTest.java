package io.ringwatch.agent.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTest {
    @TempDir Path directory;

    @Test
    void shouldAllowOneAgentPerStateDirectory() throws Exception {
        Path file = directory.resolve("agent.lock");
        try (StateLock lock = StateLock.acquire(file)) {
            assertNotNull(lock);
            var refusal = assertThrows(AgentStartException.class, () -> StateLock.acquire(file));
            assertEquals(ExitCode.LOCKED, refusal.exitCode());
            assertTrue(refusal.getMessage().contains(directory.toString()));
        }
        StateLock.acquire(file).close();
    }

    @Test
    void shouldMeasureTheLoadOfTheInterfaceWithTheServiceAddress() {
        assertEquals("lo", LoadOptions.interfaceOf("127.0.0.1"));
        assertEquals("eth0", LoadOptions.interfaceOf("192.0.2.77"));
    }

    @Test
    void shouldMakeTheSameNumberOfTheSameBoot() throws IOException {
        assertEquals(BootId.of("a"), BootId.read(Optional.of("a\n")));
        assertNotEquals(BootId.of("a"), BootId.of("b"));
        assertEquals(BootId.read(Optional.empty()), BootId.read(Optional.empty()));
    }

    @Test
    void shouldForgetWhatAnEarlierBootLeftOnTheMemoryDisk() throws IOException {
        Path marker = directory.resolve("boot-id");
        Path flag = directory.resolve("flag");
        Path files = directory.resolve("files");
        List<Path> left = List.of(flag, files, directory.resolve("never-there"));
        BootId.cleanAfterBoot(marker, 1, left);
        Files.createFile(flag);
        Files.createFile(directory.resolve("not-ours"));
        Files.createDirectories(files.resolve("deep"));
        BootId.cleanAfterBoot(marker, 1, left);
        assertTrue(Files.exists(flag));
        BootId.cleanAfterBoot(marker, 2, left);
        assertFalse(Files.exists(flag));
        assertFalse(Files.exists(files));
        assertTrue(Files.exists(directory.resolve("not-ours")));
    }

    @Test
    void shouldCloseTheNewestFirstAndAllOfThem() {
        var closed = new ArrayList<String>();
        var parts = new CloseStack();
        parts.add(() -> closed.add("first"));
        parts.add(
                () -> {
                    throw new IOException("on purpose");
                });
        parts.add(() -> closed.add("last"));
        parts.close();
        parts.close();
        assertEquals(List.of("last", "first"), closed);
    }
}
