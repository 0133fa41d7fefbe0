package io.ringwatch.agent.process;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRunTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void shouldTellExitCodeAndOutputOfBothStreams() {
        ProcessEnd end = sh("echo out; echo err >&2; exit 3", LONG);
        assertEquals(ProcessEnd.How.EXITED, end.how());
        assertEquals(3, end.exitCode());
        assertEquals("out\nerr\n", end.output());
        assertEquals("out", end.firstLine());
    }

    @Test
    void shouldNameTheErrorOfAPythonProgram() {
        String output =
                "warning: old\nTraceback (most recent call last):\n  File \"x\"\nKeyError: 'plug'\n\n";
        assertEquals("KeyError: 'plug'", ProcessEnd.exited(1, output).tellingLine());
        assertEquals("no route", ProcessEnd.exited(1, "\nno route\nhelp\n").tellingLine());
        assertEquals("", ProcessEnd.exited(1, "").tellingLine());
        String lone = "Traceback (most recent call last):";
        assertEquals(lone, ProcessEnd.exited(1, lone + "\n").tellingLine());
    }

    @Test
    void shouldFeedInputAndEnvironment() {
        ProcessEnd end =
                ProcessRun.run(
                        List.of("sh", "-c", "read line; echo $line-$VIP"),
                        Map.of("VIP", "127.1.0.1"),
                        "action=off\n",
                        LONG);
        assertTrue(end.ok());
        assertEquals("action=off-127.1.0.1", end.firstLine());
    }

    @Test
    void shouldKillAtLimitWithDescendants(@TempDir Path directory) throws Exception {
        Path pidFile = directory.resolve("pid");
        ProcessEnd end = sh("sleep 300 & echo $! >" + pidFile + "; wait", Duration.ofMillis(1500));
        assertEquals(ProcessEnd.How.LATE, end.how());
        long pid = Long.parseLong(Files.readString(pidFile).strip());
        await().atMost(LONG).until(() -> !isRunning(pid));
    }

    @Test
    void shouldNotWaitForDescendantThatKeepsTheOutputOpen() {
        ProcessEnd end = sh("sleep 5 & echo done", Duration.ofSeconds(4));
        assertTrue(end.ok());
        assertEquals("done", end.firstLine());
    }

    @Test
    void shouldKeepReadingBeyondItsOutputLimit() {
        ProcessEnd end = sh("head -c 300000 /dev/zero | tr '\\0' x", LONG);
        assertTrue(end.ok());
        assertEquals(ProcessRun.OUTPUT_MAX_BYTES, end.output().length());
    }

    @Test
    void shouldSayThatThereIsNoSuchExecutable() {
        ProcessEnd end = ProcessRun.run(List.of("/no/such/thing"), Map.of(), "", LONG);
        assertEquals(ProcessEnd.How.NOT_STARTED, end.how());
        assertFalse(end.ok());
    }

    @Test
    void shouldRefuseInputThatDoesNotFitIntoThePipe() {
        String input = "x".repeat(ProcessRun.INPUT_MAX_BYTES + 1);
        assertEquals(
                ProcessEnd.How.NOT_STARTED,
                ProcessRun.run(List.of("cat"), Map.of(), input, LONG).how());
    }

    private static ProcessEnd sh(String script, Duration limit) {
        return ProcessRun.run(List.of("sh", "-c", script), Map.of(), "", limit);
    }

    /** A killed process whose parent does not wait for it stays as a zombie. */
    private static boolean isRunning(long pid) throws Exception {
        Optional<ProcessHandle> handle = ProcessHandle.of(pid);
        Path status = Path.of("/proc/" + pid + "/status");
        return handle.isPresent()
                && handle.get().isAlive()
                && Files.exists(status)
                && !Files.readString(status).contains("State:\tZ");
    }
}
