package io.ringwatch.agent.flight;

import io.ringwatch.codec.RecordCodec;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Reads the entries of one segment in order. */
public final class FlightReader implements AutoCloseable {
    private final Path file;
    private final DataInputStream in;
    private final FlightEntry.Start start;
    private String end = "";

    /**
     * Opens a segment and reads its beginning.
     *
     * @throws IOException if it cannot be read, or is no flight record of this version
     */
    public FlightReader(Path file) throws IOException {
        this.file = file;
        in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
        try {
            if (!Arrays.equals(in.readNBytes(Segment.MAGIC.length), Segment.MAGIC)) {
                throw new IOException(file + " is no flight record");
            }
            Optional<FlightEntry> first = next();
            if (first.isEmpty()
                    || !(first.get() instanceof FlightEntry.Start read)
                    || read.format() != Segment.FORMAT) {
                throw new IOException(
                        file
                                + " is no flight record of format "
                                + Segment.FORMAT
                                + ", which this version reads "
                                + end);
            }
            start = read;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** With what the member began. */
    public FlightEntry.Start start() {
        return start;
    }

    /** The next entry; empty at the end, which {@link #end} describes if it came too early. */
    public Optional<FlightEntry> next() throws IOException {
        if (!end.isEmpty()) {
            return Optional.empty();
        }
        try {
            int length = in.readInt();
            if (length <= 0 || length > RecordCodec.TOTAL_MAX) {
                return damaged("a length of " + length);
            }
            byte[] payload = in.readNBytes(length);
            if (payload.length < length || in.readInt() != Segment.crc(payload)) {
                return damaged("an entry that is torn or changed");
            }
            return Optional.of(RecordCodec.decode(FlightEntry.class, payload));
        } catch (EOFException e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return damaged("an entry of another version: " + e.getMessage());
        }
    }

    /** Why the segment ended before its end, empty if it did not. */
    public String end() {
        return end;
    }

    private Optional<FlightEntry> damaged(String what) {
        end = file.getFileName() + " ends with " + what;
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
