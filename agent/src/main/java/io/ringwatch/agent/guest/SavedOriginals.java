package io.ringwatch.agent.guest;

import io.ringwatch.agent.drivers.DriverException;
import io.ringwatch.agent.guest.HypervisorException.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Originals as files: the memory of each, and beside it what it is. */
final class SavedOriginals {
    static final String ENDING = ".save";

    private static final String USED = ".used";
    private static final String MARK = ".mark";

    private SavedOriginals() {}

    /** Writes beside a saved original what it is; without that it is none. */
    static void describe(Path saved, Mark mark) throws HypervisorException {
        try {
            Files.writeString(beside(saved, MARK), mark.element());
        } catch (IOException e) {
            throw new HypervisorException(Cause.REFUSED, saved + " cannot be described: " + e, e);
        }
    }

    static Optional<Mark> describedAs(Path saved) {
        try {
            return Mark.read(Files.readString(beside(saved, MARK)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** All that are saved in a directory, whole or not. */
    static List<Path> in(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.toString().endsWith(ENDING)).sorted().toList();
        } catch (IOException e) {
            // The directory is made when the first one is saved.
            return List.of();
        }
    }

    /** Takes an original for use, once: afterwards there is none any more. */
    static Path use(Path saved) throws DriverException {
        try {
            Files.deleteIfExists(beside(saved, MARK));
            return Files.move(saved, beside(saved, USED), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new DriverException("the saved original is not there: " + e, e);
        }
    }

    static void remove(Path saved) {
        try {
            Files.deleteIfExists(beside(saved, MARK));
            Files.deleteIfExists(saved);
        } catch (IOException e) {
            // Without its description it is no original; the next one overwrites it.
            return;
        }
    }

    private static Path beside(Path saved, String ending) {
        String name = String.valueOf(saved.getFileName());
        int dot = name.lastIndexOf('.');
        return saved.resolveSibling(name.substring(0, dot < 0 ? name.length() : dot) + ending);
    }
}
