package io.ringwatch.agent.store;

import io.ringwatch.codec.RecordCodec;
import io.ringwatch.sem.VoteRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The vote record on a real disk. A record is written beside the old one, forced, and renamed over
 * it, so at every moment there is one whole record; hence a damaged one is no trace of a kill but
 * of a bad disk, and then nothing of it is believed: a voter must not forget its promises, and one
 * without a record draws a new identity instead.
 *
 * <p>The file: magic and format (8 bytes), CRC-32C of the rest (4 bytes), then the name of the
 * ring, the member's number, the length of the encoded record and the record. One thread at a time.
 */
public final class VoteRecordFile {
    /** Of the whole file; a ring of 1,000 servers needs a tenth of it. */
    static final int BYTES_MAX = 4 * 1024 * 1024;

    static final String NAME = "vote-record";
    private static final byte[] MAGIC = {'R', 'W', 'v', 'o', 't', 'e', 0, 3};
    private static final int HEAD_BYTES = MAGIC.length + Integer.BYTES;

    private final Path directory;
    private final Path file;
    private final String ring;
    private final int member;
    private final List<String> diagnosis = new ArrayList<>();

    /**
     * Reads and writes nothing yet.
     *
     * @param directory where the record lives, on a disk that survives a loss of power
     * @param ring name of the ring
     * @param member number of the member whose record it is
     */
    public VoteRecordFile(Path directory, String ring, int member) {
        this.directory = directory;
        this.file = directory.resolve(NAME);
        this.ring = ring;
        this.member = member;
    }

    /**
     * The record written last. Empty if there is none, or none that can be believed: {@link
     * #diagnosis()} then says why, and the file is kept aside as {@code vote-record.corrupt}.
     *
     * @throws StoreException if the disk cannot be read; the record may still be good, so this is
     *     no reason to begin without one
     */
    public Optional<VoteRecord> read() throws StoreException {
        diagnosis.clear();
        byte[] bytes;
        try {
            if (Files.exists(file) && Files.size(file) > BYTES_MAX) {
                keepAside("has " + Files.size(file) + " bytes, more than any record");
                return Optional.empty();
            }
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StoreException("cannot read the vote record " + file + ": " + e, e);
        }
        try {
            return Optional.of(decoded(bytes));
        } catch (IOException | IllegalArgumentException e) {
            keepAside(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** What was wrong with the file when it was read last, a line each. */
    public List<String> diagnosis() {
        return List.copyOf(diagnosis);
    }

    /**
     * Forces a record to the disk. When this returns the record will be read; when it throws, the
     * one before or this one will.
     *
     * @throws StoreException if it is not certain that the record is on the disk
     */
    public void write(VoteRecord record) throws StoreException {
        Path temporary = directory.resolve(NAME + ".new");
        try {
            byte[] bytes = encoded(record);
            Files.createDirectories(directory);
            try (var channel =
                    FileChannel.open(
                            temporary,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING)) {
                var buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            forceDirectory();
        } catch (IOException e) {
            throw new StoreException(
                    "cannot write the vote record "
                            + file
                            + ": "
                            + e
                            + "; this member does not vote until it can",
                    e);
        }
    }

    private void forceDirectory() throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private byte[] encoded(VoteRecord record) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.write(MAGIC);
        out.writeInt(0);
        out.writeUTF(ring);
        out.writeInt(member);
        byte[] body = RecordCodec.encode(VoteRecord.class, record);
        out.writeInt(body.length);
        out.write(body);
        byte[] whole = bytes.toByteArray();
        if (whole.length > BYTES_MAX) {
            throw new IOException("the record has " + whole.length + " bytes");
        }
        ByteBuffer.wrap(whole).putInt(MAGIC.length, crc(whole));
        return whole;
    }

    private VoteRecord decoded(byte[] bytes) throws IOException {
        if (bytes.length < HEAD_BYTES
                || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new IOException("is no vote record of this format");
        }
        if (ByteBuffer.wrap(bytes).getInt(MAGIC.length) != crc(bytes)) {
            throw new IOException("is damaged: its checksum is wrong");
        }
        var in =
                new DataInputStream(
                        new ByteArrayInputStream(bytes, HEAD_BYTES, bytes.length - HEAD_BYTES));
        String itsRing = in.readUTF();
        int itsMember = in.readInt();
        if (!itsRing.equals(ring) || itsMember != member) {
            throw new IOException(
                    "belongs to member "
                            + itsMember
                            + " of ring '"
                            + itsRing
                            + "', this is member "
                            + member
                            + " of '"
                            + ring
                            + "'");
        }
        if (in.readInt() != in.available()) {
            throw new IOException("has another length than it says");
        }
        return RecordCodec.decode(VoteRecord.class, in.readAllBytes());
    }

    private static int crc(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, HEAD_BYTES, bytes.length - HEAD_BYTES);
        return (int) crc.getValue();
    }

    private void keepAside(String why) throws StoreException {
        try {
            diagnosis.add(file + " " + why + "; kept as " + Aside.move(file));
        } catch (IOException e) {
            throw new StoreException(
                    file + " " + why + ", and cannot be moved aside: " + e + "; move it away", e);
        }
    }
}
