package io.ringwatch.agent.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandProbeTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir Path directory;

    @Test
    void shouldTakeTheExitCodesOfMonitoringPlugins() throws IOException {
        assertEquals(Finding.GOOD, examine("exit 0", LONG));
        assertTrue(examine("echo slow; exit 1", LONG).good());
        Finding critical = examine("echo CRITICAL: down; exit 2", LONG);
        assertFalse(critical.good());
        assertTrue(
                critical.text().endsWith("says critical for 127.1.0.1: CRITICAL: down"),
                critical.text());
    }

    @Test
    void shouldNotBlameTheServiceForAPluginThatCannotTell() throws IOException {
        Finding unknown = examine("echo what?; exit 3", LONG);
        assertTrue(unknown.good());
        assertTrue(unknown.text().endsWith("it cannot tell, 3 for 127.1.0.1: what?"));
        assertTrue(new CommandProbe("/no/such/plugin").examine("127.1.0.1", LONG).good());
    }

    @Test
    void shouldNameTheAddressInArgumentsAndEnvironment() throws IOException {
        Path plugin = script("[ \"$1$VIP$ADDRESS\" = 127.1.0.1127.1.0.1127.1.0.1 ] || exit 2");
        assertEquals(Finding.GOOD, new CommandProbe(plugin + " $VIP").examine("127.1.0.1", LONG));
    }

    @Test
    void shouldCallAPluginThatHangsBad() throws IOException {
        Finding finding = examine("sleep 300", Duration.ofMillis(300));
        assertFalse(finding.good());
        assertTrue(finding.text().contains("did not end within 0.3 s"), finding.text());
    }

    private Finding examine(String body, Duration limit) throws IOException {
        return new CommandProbe(script(body).toString()).examine("127.1.0.1", limit);
    }

    private Path script(String body) throws IOException {
        Path file = Files.createTempFile(directory, "plugin", ".sh");
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }
}
