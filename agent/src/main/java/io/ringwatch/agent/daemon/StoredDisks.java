package io.ringwatch.agent.daemon;

import io.ringwatch.codec.RecordCodec;
import io.ringwatch.files.Heartbeat;
import io.ringwatch.sem.VoteRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whole files, each replaced by a rename: a reader sees the old one or the new one. */
final class StoredDisks implements Disks {
    private static final Logger LOG = LoggerFactory.getLogger(StoredDisks.class);

    private final AgentOptions options;

    private StoredDisks(AgentOptions options) {
        this.options = options;
    }

    static Disks open(AgentOptions options) throws IOException {
        Files.createDirectories(options.files());
        return new StoredDisks(options);
    }

    @Override
    public Optional<VoteRecord> vote() {
        return read(options.voteRecord(), VoteRecord.class);
    }

    @Override
    public Optional<io.ringwatch.files.Files> files() {
        return read(options.files().resolve("rows"), io.ringwatch.files.Files.class);
    }

    @Override
    public void write(VoteRecord vote) throws IOException {
        replace(options.voteRecord(), RecordCodec.encode(VoteRecord.class, vote), true);
    }

    @Override
    public void store(io.ringwatch.files.Files files) throws IOException {
        replace(
                options.files().resolve("rows"),
                RecordCodec.encode(io.ringwatch.files.Files.class, files),
                false);
    }

    @Override
    public void store(Heartbeat heartbeat) throws IOException {
        replace(
                options.files().resolve("heartbeat-" + heartbeat.number()),
                RecordCodec.encode(Heartbeat.class, heartbeat),
                false);
    }

    @Override
    public void close() {
        LOG.debug("nothing is open between two writes");
    }

    private static <T> Optional<T> read(Path file, Class<T> type) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            byte[] payload = Arrays.copyOf(bytes, Math.max(0, bytes.length - Integer.BYTES));
            if (payload.length == 0
                    || ByteBuffer.wrap(bytes).getInt(payload.length) != crc(payload)) {
                LOG.warn("{} is damaged and not used", file);
                return Optional.empty();
            }
            return Optional.of(RecordCodec.decode(type, payload));
        } catch (IOException | IllegalArgumentException e) {
            LOG.info("{} is not there or not readable: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    private static void replace(Path file, byte[] payload, boolean force) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        ByteBuffer bytes = ByteBuffer.allocate(payload.length + Integer.BYTES);
        bytes.put(payload).putInt(crc(payload)).flip();
        try (FileChannel channel =
                FileChannel.open(
                        next,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(force);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        Path parent = file.getParent();
        if (force && parent != null) {
            try (FileChannel directory = FileChannel.open(parent, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    private static int crc(byte[] payload) {
        var crc = new CRC32();
        crc.update(payload);
        return (int) crc.getValue();
    }
}
