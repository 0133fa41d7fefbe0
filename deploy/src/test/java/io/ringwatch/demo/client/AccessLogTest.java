package io.ringwatch.demo.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {
    @TempDir Path directory;

    private static Access access(long startNs, boolean good) {
        return new Access(startNs, startNs, startNs + 1, good, good ? "" : "refused");
    }

    @Test
    void shouldKeepTheOrderOfTheBeginnings() throws IOException {
        Path file = directory.resolve("client.log");
        try (var log = new AccessLog(file)) {
            log.add(1, access(100, true));
            assertEquals(List.of(), log.since(0), "the one before it is still under way");

            log.add(0, access(0, false));

            assertEquals(List.of(access(0, false), access(100, true)), log.since(0));
            assertEquals(List.of(access(100, true)), log.since(1));
        }
        List<String> lines = Files.readAllLines(file);
        assertEquals(2, lines.size());
        assertTrue(lines.get(0).matches("\\d\\d:\\d\\d:\\d\\d\\.\\d\\d XX refused"), lines.get(0));
        assertTrue(lines.get(1).matches("\\d\\d:\\d\\d:\\d\\d\\.\\d\\d OK"), lines.get(1));
    }

    @Test
    void shouldCallOnlyAnUnbrokenRowGood() throws IOException {
        try (var log = new AccessLog(directory.resolve("client.log"))) {
            log.add(0, access(0, false));
            log.add(1, access(1, true));
            assertFalse(log.isGood(2));
            log.add(2, access(2, true));
            assertTrue(log.isGood(2));
            assertFalse(log.isGood(4), "so many there were not");
        }
    }
}
