package io.ringwatch.agent.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs an executable and never waits for it, its children or its output longer than the limit. */
public final class ProcessRun {
    /**
     * Output kept; what comes after it is read and thrown away, so that the process is not held up.
     */
    public static final int OUTPUT_MAX_BYTES = 16 * 1024;

    /** Standard input accepted: it must fit into the pipe, since nobody waits for its reader. */
    public static final int INPUT_MAX_BYTES = 4096;

    /**
     * How often waiting output is fetched; the pipe holds 64 kB meanwhile. The exit is seen at
     * once.
     */
    private static final long DRAIN_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private ProcessRun() {}

    /**
     * Runs a command until it ends or the limit is reached; then it is killed with all its
     * descendants.
     *
     * @param command executable and arguments
     * @param environment added to the environment of this process
     * @param input its standard input, at most {@link #INPUT_MAX_BYTES}
     * @param limit longest time
     */
    public static ProcessEnd run(
            List<String> command, Map<String, String> environment, String input, Duration limit) {
        byte[] inputBytes = input.getBytes(StandardCharsets.UTF_8);
        if (inputBytes.length > INPUT_MAX_BYTES) {
            return ProcessEnd.notStarted("input of " + inputBytes.length + " bytes is too long");
        }
        long deadlineNs = System.nanoTime() + limit.toNanos();
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return ProcessEnd.notStarted(String.valueOf(e.getMessage()));
        }
        try {
            feed(process, inputBytes);
            return await(process, deadlineNs);
        } finally {
            kill(process);
        }
    }

    private static void feed(Process process, byte[] input) {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input);
        } catch (IOException e) {
            // It ended, or closed its input, without reading it: its exit code says what that
            // means.
            return;
        }
    }

    private static ProcessEnd await(Process process, long deadlineNs) {
        var output = new StringBuilder();
        try {
            while (true) {
                long leftNs = deadlineNs - System.nanoTime();
                if (leftNs <= 0) {
                    return ProcessEnd.late(output.toString());
                }
                boolean ended = process.waitFor(Math.min(leftNs, DRAIN_NS), TimeUnit.NANOSECONDS);
                drain(process.getInputStream(), output);
                if (ended) {
                    return ProcessEnd.exited(process.exitValue(), output.toString());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ProcessEnd.late(output.toString());
        } catch (IOException e) {
            return ProcessEnd.late(output + " (output lost: " + e.getMessage() + ")");
        }
    }

    /** Never blocks: a descendant that outlives the process may keep the pipe open for ever. */
    private static void drain(InputStream stream, StringBuilder output) throws IOException {
        byte[] buffer = new byte[4096];
        while (stream.available() > 0) {
            int count = stream.read(buffer, 0, Math.min(buffer.length, stream.available()));
            int room = OUTPUT_MAX_BYTES - output.length();
            if (count > 0 && room > 0) {
                output.append(new String(buffer, 0, Math.min(count, room), StandardCharsets.UTF_8));
            }
            if (count < 0) {
                return;
            }
        }
    }

    /**
     * Children first are listed, then the process is killed, then they: none can be born unseen in
     * between.
     */
    private static void kill(Process process) {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }
}
