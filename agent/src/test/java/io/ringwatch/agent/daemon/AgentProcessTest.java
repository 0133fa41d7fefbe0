package io.ringwatch.agent.daemon;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process, with its signals and exit codes. */
class AgentProcessTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int SIGTERM_EXIT = 128 + 15;

    @TempDir Path directory;
    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void killWhatIsLeft() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void shouldCloseEverythingOnSigterm() throws Exception {
        Process process = start();
        await().atMost(LIMIT).until(() -> Files.exists(directory.resolve("open")));
        Process second = start();
        assertEquals(ExitCode.LOCKED.number(), exitOf(second));
        process.destroy();
        assertEquals(SIGTERM_EXIT, exitOf(process));
        assertTrue(Files.exists(directory.resolve("closed")));
        String log = Files.readString(directory.resolve("state/agent.log"));
        assertTrue(log.contains("agent of server1 started"), log);
        assertTrue(log.contains("agent stops"), log);
        assertFalse(log.contains("does not close"), log);
    }

    @Test
    void shouldEndAtOnceWithItsOwnExitCodeWhenAThreadFails() throws Exception {
        Process process = start("fail");
        assertEquals(ExitCode.INVARIANT.number(), exitOf(process));
        assertFalse(Files.exists(directory.resolve("closed")));
        String log = Files.readString(directory.resolve("state/agent.log"));
        assertTrue(log.contains("exit code 70: broken failed"), log);
        assertTrue(log.contains("broken on purpose"), log);
    }

    private static int exitOf(Process process) throws InterruptedException {
        assertTrue(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), "still runs");
        return process.exitValue();
    }

    private Process start(String... more) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // What the store's library needs of the JVM, as this test was given it.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-"))
                .forEach(command::add);
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AgentMain.class.getName(),
                        directory.toString(),
                        String.valueOf(freePort())));
        command.addAll(List.of(more));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.appendTo(directory.resolve("output").toFile()))
                        .start();
        processes.add(process);
        return process;
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getByName("127.0.1.1"))) {
            return free.getLocalPort();
        }
    }
}
