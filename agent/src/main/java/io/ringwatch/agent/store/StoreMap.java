package io.ringwatch.agent.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.hash.ChronicleHashCorruption;
import net.openhft.chronicle.hash.ChronicleHashRecoveryFailedException;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import net.openhft.posix.PosixAPI;

/**
 * Creates and reads Chronicle Maps in files. Its locks live in the mapped file and outlive a killed
 * process, so a file that somebody else has written, or is writing, is never opened itself: it is
 * copied, and the copy recovered. And a page of a mapped file that finds no room on a full memory
 * disk kills the process, so room is taken before anything is mapped.
 */
final class StoreMap {
    /** Chronicle allows an entry 64 chunks; the rest is for what surrounds a value. */
    private static final int CHUNKS_PER_VALUE = 48;

    private static final int CHUNK_BYTES_MIN = 64;
    private static final int PAGE_BYTES = 4096;

    /** Where Chronicle keeps the length of its header (negative while it is not complete). */
    private static final int HEADER_SIZE_AT = 8;

    private static final int HEADER_AT = 12;
    private static final String HEADER_START = "!net.openhft.chronicle.map.VanillaChronicleMap";
    private static final int LOSSES_MAX = 8;
    static final String COPY_PREFIX = "ringwatch-copy-";
    static final String COPY_SUFFIX = ".chm";

    static {
        // Otherwise it starts a thread, prints to the log, and loads native code that is not used.
        System.setProperty("background.releaser", "false");
        System.setProperty("background.releaser.thread", "false");
        System.setProperty("chronicle.announcer.disable", "true");
        PosixAPI.useNoOpPosixApi();
    }

    private StoreMap() {}

    /**
     * How large a map is.
     *
     * @param entries number of small entries
     * @param largeBytes length of the longest value, of which there may be two
     */
    record Size(int entries, int largeBytes) {
        int chunkBytes() {
            int chunk = Math.max(CHUNK_BYTES_MIN, largeBytes / CHUNKS_PER_VALUE);
            return (chunk + 7) / 8 * 8;
        }

        /** Room for three large values (one is written before the other is freed) and the rest. */
        long chunks() {
            return 3L * (CHUNKS_PER_VALUE + 4) + 8L * entries;
        }
    }

    private static ChronicleMapBuilder<Integer, byte[]> builder() {
        return ChronicleMapBuilder.of(Integer.class, byte[].class)
                .name("ringwatch")
                .checksumEntries(true)
                .sparseFile(true)
                .skipCloseOnExitHook(true);
    }

    /**
     * A new map in this file, which must not exist; its room on the disk is taken.
     *
     * @throws IOException if there is none
     */
    static ChronicleMap<Integer, byte[]> create(Path file, Size size) throws IOException {
        long bytes = size.chunks() * size.chunkBytes();
        takeRoom(file, bytes + bytes / 2 + 64 * PAGE_BYTES);
        ChronicleMap<Integer, byte[]> map =
                builder()
                        .entries(size.entries() + 3L)
                        .averageValueSize(size.chunkBytes())
                        .actualChunkSize(size.chunkBytes())
                        .actualSegments(1)
                        .entriesPerSegment(size.entries() + 3L)
                        .actualChunksPerSegmentTier(size.chunks())
                        .createPersistedTo(file.toFile());
        try {
            rewrite(file);
        } catch (IOException e) {
            map.close();
            Files.deleteIfExists(file);
            throw e;
        }
        return map;
    }

    /** Fails if so many bytes cannot be had; leaves nothing behind. */
    private static void takeRoom(Path file, long bytes) throws IOException {
        Path trial = file.resolveSibling(file.getFileName() + ".room");
        try (var channel =
                FileChannel.open(
                        trial,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            var page = ByteBuffer.allocate(PAGE_BYTES);
            for (long at = 0; at < bytes; at += PAGE_BYTES) {
                channel.write(page.clear(), at);
            }
        } finally {
            Files.deleteIfExists(trial);
        }
    }

    /** Writes a file's bytes over themselves: from then on every page of it has its room. */
    private static void rewrite(Path file) throws IOException {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var page = ByteBuffer.allocate(PAGE_BYTES);
            for (long at = 0; at < channel.size(); at += PAGE_BYTES) {
                int read = channel.read(page.clear(), at);
                if (read > 0) {
                    channel.write(page.flip(), at);
                }
            }
        }
    }

    /** Reads from a map; what a damaged one may throw is turned into {@link DamagedException}. */
    @FunctionalInterface
    interface Reading<T> {
        /**
         * @param map what could be recovered
         * @param losses what could not, a line each
         */
        T of(ChronicleMap<Integer, byte[]> map, List<String> losses) throws IOException;
    }

    /**
     * Reads what can be recovered from a file, in a copy that is deleted again.
     *
     * @throws DamagedException if the file is no such map
     * @throws IOException if it cannot be read, or the copy finds no room
     */
    static <T> T readCopy(Path file, Path copyDirectory, Reading<T> reading) throws IOException {
        Path copy = Files.createTempFile(copyDirectory, COPY_PREFIX, COPY_SUFFIX);
        try {
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            requireHeader(copy);
            var losses = new ArrayList<String>();
            try (ChronicleMap<Integer, byte[]> map =
                    builder().recoverPersistedTo(copy.toFile(), false, noteLosses(losses))) {
                return reading.of(map, losses);
            }
        } catch (ChronicleHashRecoveryFailedException
                | IllegalStateException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | NullPointerException
                | ClassCastException
                | ArithmeticException
                | NegativeArraySizeException
                | BufferUnderflowException
                | InternalError e) {
            throw new DamagedException("cannot be recovered: " + e, e);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    /**
     * Chronicle waits a minute for a header that is not complete, in case somebody is writing it. A
     * store gets its name only after it was written, so this one never will be.
     */
    private static void requireHeader(Path file) throws IOException {
        byte[] start;
        try (var in = Files.newInputStream(file)) {
            start = in.readNBytes(HEADER_AT + HEADER_START.length());
        }
        boolean isStore = start.length == HEADER_AT + HEADER_START.length();
        if (isStore) {
            int sizeWord =
                    ByteBuffer.wrap(start).order(ByteOrder.nativeOrder()).getInt(HEADER_SIZE_AT);
            var text = new String(start, HEADER_AT, HEADER_START.length(), US_ASCII);
            isStore =
                    sizeWord > 0
                            && HEADER_AT + (long) sizeWord <= Files.size(file)
                            && text.equals(HEADER_START);
        }
        if (!isStore) {
            throw new DamagedException("is no store");
        }
    }

    /** A killed process leaves locks and free room uncertain; only lost entries are losses. */
    private static ChronicleHashCorruption.Listener noteLosses(List<String> losses) {
        return corruption -> {
            if (corruption.message().contains("hecksum") && losses.size() < LOSSES_MAX) {
                losses.add(corruption.message());
            }
        };
    }
}
