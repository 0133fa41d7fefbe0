package io.ringwatch.agent.store;

import io.ringwatch.files.Files;
import io.ringwatch.sem.VoteRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The process that is killed: many writers, each of them writing its own store as fast as it can,
 * and noting after each write how far it came where that outlives the process. With far more
 * writers than processors, a kill meets each of them at a point of its own.
 */
final class KilledWriters {
    static final int WRITERS = 50;
    static final String NOTES = "notes";
    static final int NOTES_BYTES = (WRITERS + 1) * Long.BYTES;
    private static final int LOST = 3;

    private final Path directory;
    private final ByteBuffer notes;
    private final AtomicInteger ready = new AtomicInteger();

    private KilledWriters(Path directory) throws IOException {
        this.directory = directory;
        notes = notes(directory);
    }

    /** What writer i noted stands at i; how many writers are at work stands behind them. */
    static ByteBuffer notes(Path directory) throws IOException {
        try (var channel =
                FileChannel.open(
                        directory.resolve(NOTES),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, NOTES_BYTES);
        }
    }

    private interface Writer {
        /** Number of what was found. */
        long found() throws StoreException;

        void write(long number) throws StoreException;
    }

    /** Arguments: {@code files} or {@code votes}, and a directory. */
    public static void main(String[] arguments) throws IOException {
        var writers = new KilledWriters(Path.of(arguments[1]));
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            new Thread(() -> writers.run(writer, arguments[0])).start();
        }
    }

    private void run(int index, String kind) {
        try {
            Path own = directory.resolve(Integer.toString(index));
            Writer writer = kind.equals("files") ? new FilesWriter(own) : new VotesWriter(own);
            long number = writer.found();
            long noted = notes.getLong(index * Long.BYTES);
            if (number < noted) {
                throw new StoreException(own + " holds " + number + ", noted was " + noted);
            }
            boolean counted = false;
            while (true) {
                writer.write(++number);
                notes.putLong(index * Long.BYTES, number);
                if (!counted) {
                    counted = true;
                    notes.putLong(WRITERS * Long.BYTES, ready.incrementAndGet());
                }
            }
        } catch (StoreException e) {
            System.err.println(e.getMessage());
            Runtime.getRuntime().halt(LOST);
        }
    }

    private static final class FilesWriter implements Writer {
        private final FilesStore store;

        FilesWriter(Path directory) throws StoreException {
            store = FilesStore.open(directory, "test", 3, Samples.MEMBERS);
        }

        @Override
        public long found() {
            return store.files().map(Files::version).map(v -> v.edits()).orElse(0L);
        }

        @Override
        public void write(long number) throws StoreException {
            store.put(Samples.files(number, members(number)));
            store.put(Samples.heartbeat((int) (number % Samples.MEMBERS), number));
            if (store.problems().stream().anyMatch(text -> text.contains("cannot"))) {
                throw new StoreException(store.problems().toString());
            }
        }
    }

    /** Values of every length, so that entries move within the store. */
    static int members(long number) {
        return 1 + (int) (number % Samples.MEMBERS);
    }

    private static final class VotesWriter implements Writer {
        private final VoteRecordFile file;

        VotesWriter(Path directory) {
            file = new VoteRecordFile(directory, "test", 3);
        }

        @Override
        public long found() throws StoreException {
            return file.read().map(VoteRecord::round).orElse(0L);
        }

        @Override
        public void write(long number) throws StoreException {
            file.write(Samples.vote(number));
        }
    }
}
