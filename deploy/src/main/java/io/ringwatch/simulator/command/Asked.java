package io.ringwatch.simulator.command;

import io.ringwatch.sim.plan.Lengths;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What stands on a command line, checked; errors are collected, to be told all at once. */
final class Asked {
    private Asked() {}

    /** The profile of that name; empty if none is asked for. */
    static Optional<Timings> profile(@Nullable String word, List<String> errors) {
        if (word == null) {
            return Optional.empty();
        }
        Optional<Timings> timing = Timings.of(word);
        if (timing.isEmpty()) {
            errors.add(
                    "--profile: no '%s'; there are %s"
                            .formatted(word, String.join(", ", Timings.words())));
        }
        return timing;
    }

    /** A length of time, nanoseconds, more than 0. */
    static long lengthNs(String option, String text, List<String> errors) {
        try {
            long ns = Lengths.ns(text);
            if (ns > 0) {
                return ns;
            }
        } catch (IllegalArgumentException e) {
            errors.add(option + ": " + e.getMessage());
            return 1;
        }
        errors.add(option + ": more than nothing, not " + text);
        return 1;
    }

    /** A file that can be written, now that nothing has been played for it yet. */
    static void writable(String option, Path file, List<String> errors) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            errors.add("%s: %s is a directory".formatted(option, file));
        } else if (folder == null || !Files.isDirectory(folder)) {
            errors.add("%s: there is no directory %s".formatted(option, folder));
        } else if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            errors.add("%s: not allowed to write %s".formatted(option, file));
        }
    }

    /** A number of this range. */
    static void within(String option, long value, long min, long max, List<String> errors) {
        if (value < min || value > max) {
            errors.add("%s: from %,d to %,d, not %,d".formatted(option, min, max, value));
        }
    }
}
