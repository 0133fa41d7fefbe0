package io.ringwatch.agent.systemlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemLogTest {
    /** 2022-03-01 13:43:12.269 UTC. */
    private static final long WALL_MS = 1_646_142_192_269L;

    @TempDir Path directory;

    @Test
    void shouldWriteLinesAsInThePaper() throws IOException {
        Path file = directory.resolve("system.log");
        try (var log = new SystemLog(file, ZoneOffset.UTC)) {
            log.line(WALL_MS, "Network_is_problem");
            log.line(WALL_MS + 2_100, "__Restart_check_(IPR)");
            log.line(WALL_MS + 86_400_000L, "IPR_is_normal");
        }
        assertEquals(
                """
                # 2022-03-01
                13:43:12.26 Network_is_problem
                13:43:14.36 __Restart_check_(IPR)
                # 2022-03-02
                13:43:12.26 IPR_is_normal
                """,
                Files.readString(file));
    }

    @Test
    void shouldStayWithinItsBounds() throws IOException {
        Path file = directory.resolve("system.log");
        try (var log = new SystemLog(file, ZoneOffset.UTC, 1000)) {
            for (int i = 0; i < 500; i++) {
                log.line(WALL_MS, "line " + i);
            }
        }
        assertTrue(Files.size(file) <= 1000);
        assertTrue(Files.size(directory.resolve("system.log.1")) <= 1000);
        assertTrue(Files.readString(file).endsWith("line 499\n"));
        try (var names = Files.list(directory)) {
            assertEquals(2, names.count());
        }
    }

    @Test
    void shouldGoOnAfterARestart() throws IOException {
        Path file = directory.resolve("system.log");
        for (int i = 0; i < 2; i++) {
            try (var log = new SystemLog(file, ZoneOffset.UTC)) {
                log.line(WALL_MS, "start");
            }
        }
        assertEquals(2, Files.readString(file).lines().filter(l -> l.endsWith("start")).count());
    }

    @Test
    void shouldCountWhatADiskDoesNotTake() {
        try (var log = new SystemLog(directory.resolve("missing/system.log"), ZoneOffset.UTC)) {
            log.line(WALL_MS, "one");
            log.line(WALL_MS, "two");
            assertEquals(2, log.lost());
        }
    }
}
