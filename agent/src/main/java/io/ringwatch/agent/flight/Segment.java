package io.ringwatch.agent.flight;

import io.ringwatch.codec.RecordCodec;
import io.ringwatch.member.Effect;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A file of entries, being written: magic bytes, then per entry its length (four bytes), its bytes
 * in the form of {@link RecordCodec}, and their CRC-32 (four bytes).
 */
final class Segment implements AutoCloseable {
    /** Raised when entries written before cannot be read any more. */
    static final int FORMAT = 5;

    static final byte[] MAGIC = "RWFLIGHT".getBytes(StandardCharsets.US_ASCII);

    private static final Pattern NAME = Pattern.compile("flight-(\\d+)-(\\d+)\\.rwf");

    private final OutputStream out;
    private long bytes = MAGIC.length;

    /** Begins a file; fails if it is there. */
    Segment(Path file) throws IOException {
        out = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW));
        out.write(MAGIC);
    }

    void write(FlightEntry entry) throws IOException {
        byte[] payload = RecordCodec.encode(FlightEntry.class, entry);
        byte[] frame =
                ByteBuffer.allocate(payload.length + 8)
                        .putInt(payload.length)
                        .put(payload)
                        .putInt(crc(payload))
                        .array();
        out.write(frame);
        bytes += frame.length;
    }

    void flush() throws IOException {
        out.flush();
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    static int crc(byte[] payload) {
        var crc = new CRC32();
        crc.update(payload);
        return (int) crc.getValue();
    }

    /** CRC-32 of the bytes of all these effects. */
    static int crc(List<Effect> effects) {
        var crc = new CRC32();
        effects.forEach(effect -> crc.update(RecordCodec.encode(Effect.class, effect)));
        return (int) crc.getValue();
    }

    static String name(long startedWallMs, int segment) {
        return String.format(Locale.ROOT, "flight-%d-%06d.rwf", startedWallMs, segment);
    }

    /** Start and number of the segment with this file name; fails if it is none. */
    static Id id(Path file) throws IOException {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        if (!name.matches()) {
            throw new IOException(file + " is not named like a flight record");
        }
        return new Id(Long.parseLong(name.group(1)), Integer.parseInt(name.group(2)));
    }

    static boolean isSegment(Path file) {
        return NAME.matcher(String.valueOf(file.getFileName())).matches();
    }

    record Id(long startedWallMs, int segment) {}
}
