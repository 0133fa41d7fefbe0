package io.ringwatch.simulator.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C at a real process. */
class InterruptedTest {
    private static final int LIMIT_S = 120;

    @TempDir Path scratch;

    @Test
    void shouldEndWithWhatIsKnownSoFar() throws Exception {
        Path out = scratch.resolve("out");
        Path err = scratch.resolve("err");
        Process process =
                new ProcessBuilder(
                                // A build in the background ignores Ctrl-C, and so would this.
                                "env",
                                "--default-signal=INT",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.ringwatch.agent.cli.Ringwatch",
                                "sim",
                                "try",
                                "examples/ring.yaml",
                                "--break",
                                "web1:quick",
                                "--runs",
                                "10000")
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(LIMIT_S))
                    .until(() -> Files.readString(err).contains("performances: "));
            new ProcessBuilder(List.of("kill", "-INT", String.valueOf(process.pid())))
                    .start()
                    .waitFor();

            assertTrue(process.waitFor(LIMIT_S, TimeUnit.SECONDS), "goes on");
        } finally {
            process.destroyForcibly();
        }
        assertEquals(130, process.exitValue());
        String said = Files.readString(out);
        assertTrue(said.contains("Interrupted: "), said);
        assertTrue(said.contains("clients of web1 get no answer"), said);
    }
}
