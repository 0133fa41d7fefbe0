package io.ringwatch.deploy.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code deploy/lab/lab}, for one lab, as a process. */
final class LabTool {
    /** What the tool ended with, and what it said. */
    record Ran(int code, String text) {}

    private static final Path TOOL = Path.of("lab/lab").toAbsolutePath();
    private static final int LIMIT_SECONDS = 60;

    private final String name;

    LabTool(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Runs a command that must be done; what it said. */
    String good(String... words) throws IOException, InterruptedException {
        return good(LIMIT_SECONDS, words);
    }

    String good(int limitSeconds, String... words) throws IOException, InterruptedException {
        Ran ran = run(limitSeconds, words);
        assertEquals(0, ran.code(), () -> "lab " + String.join(" ", words) + ": " + ran.text());
        return ran.text();
    }

    Ran run(String... words) throws IOException, InterruptedException {
        return run(LIMIT_SECONDS, words);
    }

    Ran run(int limitSeconds, String... words) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of(TOOL.toString(), "--lab", name));
        line.addAll(List.of(words));
        return process(limitSeconds, line);
    }

    /** Runs any command. One that takes longer than the limit is ended, with the code -1. */
    static Ran process(int limitSeconds, List<String> line)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("lab", ".out");
        try {
            Process process =
                    new ProcessBuilder(line)
                            .redirectErrorStream(true)
                            .redirectInput(Path.of("/dev/null").toFile())
                            .redirectOutput(out.toFile())
                            .start();
            if (process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
                return new Ran(process.exitValue(), Files.readString(out));
            }
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            return new Ran(
                    -1, Files.readString(out) + "\nnot done within " + limitSeconds + " seconds");
        } finally {
            Files.delete(out);
        }
    }
}
