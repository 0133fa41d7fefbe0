package io.ringwatch.deploy.pack;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.deploy.pack.Machine.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The package installed by dpkg, used without any option, upgraded, removed and purged. */
final class InstallationIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Path DEB = Path.of(System.getProperty("ringwatch.deb"));

    /** Two servers on loopback; this one is the first, whose name is no host's. */
    private static final String RING =
            """
            ring: small
            driver-options: {addresses: loopback}
            defaults: {gateway: 127.0.0.254, type: CPU, isolation: drop}
            servers:
              - {number: 1, name: one, service-address: 127.1.0.1, management-address: 127.2.0.1,
                 mac: "02:00:00:00:00:01", vips: [127.3.0.1], procedure: /p, services: [sshd]}
              - {number: 2, name: two, service-address: 127.1.0.2, management-address: 127.2.0.2,
                 mac: "02:00:00:00:00:02", vips: [127.3.0.2], procedure: /p, services: [sshd]}
            """;

    @TempDir Path scratch;
    @TempDir Path directory;
    private Machine machine;

    @BeforeEach
    void machine() throws Exception {
        Machine.assume(scratch, DEB.getParent());
        machine = new Machine(directory, DEB.getParent());
    }

    private static String deb() {
        return "/mnt/" + DEB.getFileName();
    }

    private void good(String... command) throws Exception {
        Ran ran = machine.run(command);
        assertEquals(0, ran.code(), List.of(command) + ": " + ran.text());
    }

    private String told(int code, String... command) throws Exception {
        Ran ran = machine.run(command);
        assertEquals(code, ran.code(), List.of(command) + ": " + ran.text());
        return ran.text();
    }

    @Test
    void shouldLiveFromInstallationToPurge() throws Exception {
        String installed = told(0, "dpkg", "-i", deb());
        assertTrue(installed.contains("systemctl enable --now ringwatch"), installed);
        assertTrue(Files.exists(machine.written("/usr/share/ringwatch/lib")));
        try (var archives = Files.list(machine.written("/var/cache/ringwatch"))) {
            assertTrue(archives.anyMatch(p -> p.toString().endsWith(".jsa")), "no archive");
        }

        shouldRefuseTheExample();
        shouldRunWithoutOptions();
        shouldKeepWhatWasEdited();

        good("dpkg", "--remove", "ringwatch");
        assertFalse(Files.exists(machine.written("/usr/share/ringwatch/lib")));
        assertEquals(RING, Files.readString(machine.written("/etc/ringwatch/ring.yaml")));
        assertTrue(Files.exists(machine.written("/var/lib/ringwatch/agent.log")));

        good("dpkg", "--purge", "ringwatch");
        for (String path : List.of("/etc", "/var/lib", "/var/cache", "/usr/share")) {
            assertFalse(Files.isDirectory(machine.written(path + "/ringwatch")), path);
        }
        assertFalse(Files.exists(machine.inRun("ringwatch")));
        // The lab's own are this machine's, and nothing of the package.
        String left =
                told(
                        0,
                        "find",
                        "/etc",
                        "/usr",
                        "/var",
                        "/run",
                        "-name",
                        "*ringwatch*",
                        "-not",
                        "-path",
                        "*ringwatch-lab*");
        assertEquals("", left);
    }

    private void shouldRefuseTheExample() throws Exception {
        String text = told(2, "ringwatch", "agent");

        assertTrue(
                text.contains(
                        "/etc/ringwatch/ring.yaml:6: example: found true: this is the example"),
                text);
    }

    private void shouldRunWithoutOptions() throws Exception {
        Files.writeString(machine.written("/etc/ringwatch/ring.yaml"), RING);
        good("ringwatch", "config", "check", "/etc/ringwatch/ring.yaml");
        Path out = directory.resolve("agent.out");
        Process agent = machine.start(out, "env", "RINGWATCH_NAME=one", "ringwatch", "agent");
        try {
            await().atMost(LIMIT)
                    .until(
                            () ->
                                    !agent.isAlive()
                                            || Files.exists(machine.inRun("ringwatch/agent.sock")));
            assertTrue(agent.isAlive(), () -> read(out));
            String status = told(0, "ringwatch", "status");
            assertTrue(status.contains("one") && status.contains("two"), status);
            good("ringwatch", "start");
            assertTrue(Files.exists(machine.inRun("ringwatch/flag")), "no flag");
        } finally {
            agent.destroy();
        }
        assertTrue(agent.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), "does not end");
        assertEquals(143, agent.exitValue(), () -> read(out));
        String status = told(3, "ringwatch", "status");
        assertTrue(status.contains("no agent answers: /run/ringwatch/agent.sock"), status);
    }

    private void shouldKeepWhatWasEdited() throws Exception {
        String upgraded = told(0, "dpkg", "-i", "--force-confold", deb());

        assertFalse(upgraded.contains("not started"), upgraded);
        assertEquals(RING, Files.readString(machine.written("/etc/ringwatch/ring.yaml")));
        assertTrue(Files.exists(machine.written("/var/lib/ringwatch/agent.log")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
