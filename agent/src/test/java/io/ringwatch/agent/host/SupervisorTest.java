package io.ringwatch.agent.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.config.HostOptions;
import io.ringwatch.agent.drivers.DriverException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a systemctl that writes down how it was called. */
final class SupervisorTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir Path directory;

    private Supervisor supervisor(boolean systemd, List<String> service, List<String> server)
            throws IOException {
        String systemctl =
                script(
                        "systemctl",
                        """
                        case $1 in
                            show) case $4 in apache2*|vsftpd*|broken*) echo loaded ;;
                                      *) echo not-found ;; esac ;;
                            restart|stop) [ "$2" != broken.service ] || { echo Job failed; exit 1; } ;;
                        esac
                        """);
        var options =
                new HostOptions(
                        HostOptions.AddressKind.KERNEL,
                        Duration.ofMillis(200),
                        service,
                        service.isEmpty() ? List.of() : List.of(service.get(0), "end"),
                        server,
                        Optional.empty());
        return new Supervisor(options, systemd ? directory : directory.resolve("none"), systemctl);
    }

    private String script(String name, String text) throws IOException {
        Path script = directory.resolve(name);
        Files.writeString(
                script,
                "#!/bin/sh\necho \"%s $*\" >>%s/calls\n%s".formatted(name, directory, text));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script.toString();
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(directory.resolve("calls")).stream()
                .filter(line -> !line.contains(" show "))
                .toList();
    }

    @Test
    void shouldRestartTheUnitOfADaemon() throws Exception {
        Supervisor supervisor = supervisor(true, List.of(), List.of());
        supervisor.restart("vsftpd", LIMIT);
        supervisor.restart("httpd", LIMIT);
        assertEquals(
                List.of("systemctl restart vsftpd.service", "systemctl restart apache2.service"),
                calls());
    }

    @Test
    void shouldSayWhyADaemonDoesNotRestart() throws Exception {
        Supervisor supervisor = supervisor(true, List.of(), List.of());
        var failed = assertThrows(DriverException.class, () -> supervisor.restart("broken", LIMIT));
        assertTrue(failed.getMessage().endsWith("ends with 1: Job failed"), failed.getMessage());
        var unknown = assertThrows(DriverException.class, () -> supervisor.restart("sshd", LIMIT));
        assertEquals("systemd knows no unit sshd or ssh", unknown.getMessage());
        Supervisor none = supervisor(false, List.of(), List.of());
        var nobody = assertThrows(DriverException.class, () -> none.restart("vsftpd", LIMIT));
        assertTrue(nobody.getMessage().startsWith("no systemd here"), nobody.getMessage());
    }

    @Test
    void shouldUseTheCommandsOfTheRingFile() throws Exception {
        Supervisor supervisor =
                supervisor(
                        true,
                        List.of(script("service", ""), "again"),
                        List.of(script("reboot", ""), "-f"));
        supervisor.restart("vsftpd", LIMIT);
        supervisor.restartMachine("beyond repair");
        assertEquals(List.of("service again vsftpd", "reboot -f beyond repair"), calls());
    }

    @Test
    void shouldStopADaemon() throws Exception {
        supervisor(true, List.of(), List.of()).stop("httpd", LIMIT);
        supervisor(true, List.of(script("service", ""), "again"), List.of()).stop("httpd", LIMIT);
        assertEquals(List.of("systemctl stop apache2.service", "service end httpd"), calls());
        Supervisor none = supervisor(false, List.of(), List.of());
        var nobody = assertThrows(DriverException.class, () -> none.stop("vsftpd", LIMIT));
        assertEquals(
                "no systemd here, and no driver-options.service-stop in the ring file",
                nobody.getMessage());
    }

    @Test
    void shouldRestartTheMachine() throws Exception {
        supervisor(true, List.of(), List.of()).restartMachine("beyond repair");
        assertEquals(List.of("systemctl --no-block reboot"), calls());
        Supervisor none = supervisor(false, List.of(), List.of());
        assertThrows(DriverException.class, () -> none.restartMachine("beyond repair"));
    }

    @Test
    void shouldNotWaitForADaemonThatHangs() throws Exception {
        Supervisor supervisor = supervisor(true, List.of(script("slow", "sleep 100\n")), List.of());
        var late =
                assertThrows(
                        DriverException.class,
                        () -> supervisor.restart("vsftpd", Duration.ofMillis(300)));
        assertTrue(late.getMessage().contains("did not end within"), late.getMessage());
    }
}
