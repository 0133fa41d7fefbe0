package io.ringwatch.agent.systemlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class TechnicalLogTest {
    @TempDir Path directory;

    @AfterEach
    void backToStandardError() {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        new TechnicalLog().configure(context);
    }

    @Test
    void shouldWriteToItsFileFromInfoUpwards() throws IOException {
        Path file = directory.resolve("agent.log");
        TechnicalLog.toFile(file);
        Logger log = LoggerFactory.getLogger(TechnicalLogTest.class);
        log.debug("unseen");
        log.info("agent started");
        log.warn("peer is silent");
        var lines = Files.readAllLines(file);
        assertEquals(2, lines.size());
        assertTrue(lines.get(0).contains(" INFO  [main] i.r.a.s.TechnicalLogTest agent started"));
    }

    @Test
    void shouldBoundItsFiles() throws IOException {
        TechnicalLog.toFile(directory.resolve("agent.log"));
        Logger log = LoggerFactory.getLogger(TechnicalLogTest.class);
        String line = "x".repeat(10_000);
        for (int i = 0; i < 2_000; i++) {
            log.info(line);
        }
        try (var files = Files.list(directory)) {
            assertTrue(files.count() <= 3);
        }
    }
}
