package io.ringwatch.demo.world;

import io.ringwatch.demo.plan.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Leaves nothing behind: every process that is started is written down with its start time, and in
 * the end those that are still the same processes are killed, stopped ones too. Then the
 * directories are deleted.
 */
public final class Reaper {
    /** While a file of this name is in the home, that is not deleted. */
    public static final String KEEP = "keep";

    private static final long END_LIMIT_MS = 1_000;

    private final World world;

    /** The reaper of a world. */
    public Reaper(World world) {
        this.world = world;
    }

    /** Writes a process down. */
    public static void note(World world, ProcessHandle process) throws IOException {
        String line = process.pid() + " " + startOf(process) + "\n";
        Files.write(
                world.processList(),
                line.getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** Kills all that were written down except this process, and deletes the directories. */
    public void end() {
        killAll();
        delete(world.memory());
        if (!Files.exists(world.home().resolve(KEEP))) {
            delete(world.home());
        }
    }

    private void killAll() {
        List<String> lines;
        try {
            lines = Files.readAllLines(world.processList(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // Somebody else was faster, or nothing was ever started.
            return;
        }
        var ours = new ArrayList<ProcessHandle>();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            if (words.length == 2) {
                find(Long.parseLong(words[0]), words[1]).ifPresent(ours::add);
            }
        }
        // Those that start others stand first.
        ours.forEach(ProcessHandle::destroyForcibly);
        ours.forEach(Reaper::awaitEnd);
    }

    private static Optional<ProcessHandle> find(long pid, String start) {
        // A number can be in use again by a process that is not ours.
        return ProcessHandle.of(pid)
                .filter(process -> pid != ProcessHandle.current().pid())
                .filter(process -> startOf(process).equals(start));
    }

    /** Its files can only be deleted for good when it writes no more. */
    private static void awaitEnd(ProcessHandle process) {
        try {
            process.onExit().get(END_LIMIT_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            System.err.println("process " + process.pid() + " does not end: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String startOf(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(Instant::toEpochMilli)
                .map(String::valueOf)
                .orElse("-");
    }

    /** Deletes a directory with all that is in it, as far as it can. */
    static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            // A process that dies right now may still write: the system's tidying takes the rest.
            System.err.println("not deleted: " + directory + ": " + e.getMessage());
        }
    }
}
