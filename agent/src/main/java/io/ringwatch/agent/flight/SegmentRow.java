package io.ringwatch.agent.flight;

import io.ringwatch.member.Boot;
import io.ringwatch.ring.Ring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The segments of one start, and the room that those of earlier starts may take. */
final class SegmentRow implements AutoCloseable {
    static final long SEGMENT_MAX_BYTES = 8L * 1024 * 1024;
    static final long EARLIER_MAX_BYTES = 32L * 1024 * 1024;

    /** Small files of a crash loop, too, are bounded. */
    static final int EARLIER_MAX_FILES = 100;

    private final Path directory;
    private final FlightEntry.Start start;
    private final long segmentMaxBytes;
    private int number;
    private Segment current;

    SegmentRow(Path directory, long startedWallMs, Ring ring, int self, Boot boot)
            throws IOException {
        this(
                directory,
                new FlightEntry.Start(Segment.FORMAT, 0, startedWallMs, ring, self, boot),
                SEGMENT_MAX_BYTES);
    }

    SegmentRow(Path directory, FlightEntry.Start start, long segmentMaxBytes) throws IOException {
        this.directory = directory;
        this.start = start;
        this.segmentMaxBytes = segmentMaxBytes;
        forgetEarlier();
        current = open(0);
    }

    void write(FlightEntry entry) throws IOException {
        if (current.bytes() >= segmentMaxBytes) {
            current.close();
            number++;
            current = open(number);
            if (number - 2 > 0) {
                Files.deleteIfExists(file(number - 2));
            }
        }
        current.write(entry);
    }

    void flush() throws IOException {
        current.flush();
    }

    @Override
    public void close() throws IOException {
        current.close();
    }

    private Segment open(int segment) throws IOException {
        Files.deleteIfExists(file(segment));
        var opened = new Segment(file(segment));
        opened.write(
                new FlightEntry.Start(
                        start.format(),
                        segment,
                        start.startedWallMs(),
                        start.ring(),
                        start.self(),
                        start.boot()));
        opened.flush();
        return opened;
    }

    private Path file(int segment) {
        return directory.resolve(Segment.name(start.startedWallMs(), segment));
    }

    /** Deletes the oldest segments of earlier starts until the rest is within its bounds. */
    private void forgetEarlier() throws IOException {
        List<Path> earlier = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(Segment::isSegment).forEach(earlier::add);
        }
        earlier.sort(Comparator.comparingLong(SegmentRow::modifiedMs).reversed());
        long bytes = 0;
        int files = 0;
        for (Path file : earlier) {
            bytes += Files.size(file);
            files++;
            if (bytes > EARLIER_MAX_BYTES || files > EARLIER_MAX_FILES) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static long modifiedMs(Path file) {
        return file.toFile().lastModified();
    }
}
