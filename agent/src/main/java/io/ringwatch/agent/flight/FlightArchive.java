package io.ringwatch.agent.flight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All that a directory, or one segment, has of flight records, the oldest first. */
public final class FlightArchive {
    private final List<Path> segments;

    private FlightArchive(List<Path> segments) {
        this.segments = segments;
    }

    /** Takes what is read. */
    public interface Visitor {
        /**
         * A segment begins: the next one of the start before, or the first one of another start.
         */
        void begin(FlightEntry.Start start);

        void step(FlightEntry.Step step);

        /** A segment cannot be read, or not to its end. */
        void damaged(String what);
    }

    /**
     * @param place a directory with segments, or one segment
     * @throws IOException if it cannot be read
     */
    public static FlightArchive of(Path place) throws IOException {
        if (!Files.exists(place)) {
            throw new NoSuchFileException(place.toString());
        }
        if (!Files.isDirectory(place)) {
            return new FlightArchive(List.of(place));
        }
        var found = new ArrayList<Named>();
        try (Stream<Path> files = Files.list(place)) {
            for (Path file : (Iterable<Path>) files.filter(Segment::isSegment)::iterator) {
                found.add(new Named(Segment.id(file), file));
            }
        }
        found.sort(
                Comparator.comparingLong((Named one) -> one.id().startedWallMs())
                        .thenComparingInt(one -> one.id().segment()));
        return new FlightArchive(found.stream().map(Named::file).toList());
    }

    private record Named(Segment.Id id, Path file) {}

    /**
     * Reads all of it. In a directory, a segment of another version or that was rotated away
     * meanwhile is told and left out.
     *
     * @throws IOException if the one segment that was asked for cannot be read
     */
    public void read(Visitor visitor) throws IOException {
        for (Path segment : segments) {
            try {
                read(segment, visitor);
            } catch (IOException e) {
                if (segments.size() == 1) {
                    throw e;
                }
                visitor.damaged(String.valueOf(e.getMessage()));
            }
        }
    }

    private static void read(Path segment, Visitor visitor) throws IOException {
        try (var reader = new FlightReader(segment)) {
            visitor.begin(reader.start());
            for (Optional<FlightEntry> e = reader.next(); e.isPresent(); e = reader.next()) {
                visitor.step(step(e.get()));
            }
            if (!reader.end().isEmpty()) {
                visitor.damaged(reader.end());
            }
        }
    }

    /** An entry as the step that it stands for. */
    static FlightEntry.Step step(FlightEntry entry) {
        if (entry instanceof FlightEntry.Step step) {
            return step;
        }
        if (entry instanceof FlightEntry.IdleTimer timer) {
            return timer.step();
        }
        throw new IllegalArgumentException("no step: " + entry);
    }
}
