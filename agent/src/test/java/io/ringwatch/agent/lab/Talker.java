package io.ringwatch.agent.lab;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;

/** A process whose lines are kept as they come, each with a time in front. */
public final class Talker implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Process process;
    private final Writer input;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    public Talker(List<String> command) {
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        input = process.outputWriter(StandardCharsets.UTF_8);
        var thread = new Thread(this::read, "lines");
        thread.setDaemon(true);
        thread.start();
    }

    private void read() {
        var reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        try (reader) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            // Killed.
            return;
        }
    }

    public void say(String line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<String> lines() {
        return lines;
    }

    public long count(String text) {
        return lines.stream().filter(line -> line.contains(text)).count();
    }

    /** Waits until so many lines have the text. */
    public void expect(int count, String text) {
        try {
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(LIMIT)
                    .until(() -> count(text) >= count || !process.isAlive());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("no '" + text + "' in " + lines, e);
        }
        assertTrue(count(text) >= count, () -> "no '" + text + "' in " + lines);
    }

    public void expect(String text) {
        expect(1, text);
    }

    /** The first number of the last line that has the text. */
    public long last(String text) {
        return lines.stream()
                .filter(line -> line.contains(text))
                .reduce((a, b) -> b)
                .map(line -> Long.parseLong(line.split(" ", 2)[0]))
                .orElseThrow();
    }

    public void signal(String name) {
        // The java process itself: ip netns exec has become it.
        Lab.good("kill", "-" + name, Long.toString(process.pid()));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            assertTrue(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), "does not end");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
