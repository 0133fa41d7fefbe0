package io.ringwatch.agent.store;

import io.ringwatch.agent.store.StoredFiles.Owner;
import io.ringwatch.codec.RecordCodec;
import io.ringwatch.files.Files;
import io.ringwatch.files.Heartbeat;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.map.ChronicleMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The management files and heartbeats of one member on the memory disk. It gives back whole files
 * or none; then the member fetches them from the others. What cannot be stored (the disk is full)
 * is kept in the process, told by {@link #problems()}, and stored as soon as there is room.
 *
 * <p>A start reads what the process before left behind and writes it into a new file, so neither
 * locks nor half-written entries of a killed process live on. May be used from any thread.
 */
public final class FilesStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FilesStore.class);
    private static final String LOCK_NAME = "files.lock";
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(5);

    /** Longest form of a row, generously, and of what surrounds them. */
    private static final int ROW_BYTES = 256;

    private static final int FILES_BYTES = 1024;

    private final Path directory;
    private final Path file;
    private final Owner owner;
    private final StoreMap.Size size;
    private final List<String> findings = new ArrayList<>();
    private final Map<Integer, Heartbeat> heartbeats = new TreeMap<>();
    private @Nullable Files files;
    private @Nullable FileChannel lock;
    private @Nullable ChronicleMap<Integer, byte[]> map;
    private @Nullable String trouble;
    private long troubleAtNs;
    private long sequence;
    private long filesPut;

    private FilesStore(Path directory, Owner owner, int members) {
        this.directory = directory;
        this.owner = owner;
        file = directory.resolve(StoredFiles.NAME);
        size = new StoreMap.Size(members + 1, FILES_BYTES + ROW_BYTES * members);
    }

    /**
     * Opens the store of a member, or begins one.
     *
     * @param directory on a memory disk; created if it is not there
     * @param ring name of the ring
     * @param member number of the member
     * @param members how many members the ring has
     * @throws StoreException if another process has it open
     */
    public static FilesStore open(Path directory, String ring, int member, int members)
            throws StoreException {
        var store = new FilesStore(directory, new Owner(ring, member), members);
        try {
            java.nio.file.Files.createDirectories(directory);
            store.takeLock();
            if (store.sweep()) {
                store.distrust();
            }
            store.readOld();
            store.rebuild();
        } catch (IOException e) {
            store.inTrouble("cannot be opened", e);
        }
        return store;
    }

    private void takeLock() throws IOException, StoreException {
        var channel =
                FileChannel.open(
                        directory.resolve(LOCK_NAME),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Somebody in this process: the same answer.
        }
        if (!locked) {
            channel.close();
            throw new StoreException(
                    "the store in " + directory + " is in use: does another agent run there?");
        }
        lock = channel;
    }

    /**
     * Removes what a killed process left half done.
     *
     * @return whether one ended while it read the store
     */
    private boolean sweep() throws IOException {
        boolean reading = false;
        try (DirectoryStream<Path> leftovers =
                java.nio.file.Files.newDirectoryStream(
                        directory,
                        "{" + StoredFiles.NAME + ".new*," + StoreMap.COPY_PREFIX + "*}")) {
            for (Path leftover : leftovers) {
                reading |= leftover.getFileName().toString().startsWith(StoreMap.COPY_PREFIX);
                java.nio.file.Files.deleteIfExists(leftover);
            }
        }
        return reading;
    }

    /**
     * An agent ended while it read the store, perhaps because of it: recovery follows lengths that
     * it finds, and where these are wrong the process can die. The next one does without; what is
     * missing comes from the vote record and from others.
     */
    private void distrust() throws IOException {
        if (java.nio.file.Files.exists(file)) {
            keepAside("was being read when an agent ended");
            java.nio.file.Files.deleteIfExists(file);
        }
    }

    private void readOld() throws IOException {
        if (!java.nio.file.Files.exists(file)) {
            return;
        }
        try {
            StoredFiles old = readWhereThereIsRoom();
            if (!old.owner().equals(owner)) {
                throw new DamagedException("is foreign: it belongs to " + old.owner());
            }
            files = old.files().orElse(null);
            old.heartbeats().forEach(heartbeat -> heartbeats.put(heartbeat.number(), heartbeat));
            if (!old.problems().isEmpty()) {
                keepAside("is not whole: " + old.problems());
            }
        } catch (DamagedException e) {
            keepAside(String.valueOf(e.getMessage()));
        }
    }

    private StoredFiles readWhereThereIsRoom() throws IOException {
        try {
            return StoredFiles.read(file, directory);
        } catch (DamagedException e) {
            throw e;
        } catch (IOException e) {
            return StoredFiles.read(file, Path.of(System.getProperty("java.io.tmpdir")));
        }
    }

    private void keepAside(String why) throws IOException {
        String finding = file + " " + why + "; kept as " + Aside.link(file);
        findings.add(finding);
        LOG.warn("{}; what is missing comes from the other members", finding);
    }

    /** A new file with all that is known, in place of the old one at once. */
    private void rebuild() throws IOException {
        closeMap();
        Path fresh = directory.resolve(StoredFiles.NAME + ".new");
        java.nio.file.Files.deleteIfExists(fresh);
        var created = StoreMap.create(fresh, size);
        map = created;
        write(StoredFiles.OWNER_KEY, owner.bytes());
        Files known = files;
        if (known != null) {
            writeFiles(known);
        }
        for (Heartbeat heartbeat : heartbeats.values()) {
            writeHeartbeat(heartbeat);
        }
        java.nio.file.Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        if (trouble != null) {
            LOG.info("the store {} works again", file);
        }
        trouble = null;
    }

    /** Stores the files: all of them, or the ones before stay. */
    public synchronized void put(Files newest) {
        files = newest;
        store(() -> writeFiles(newest));
    }

    /** Stores a heartbeat in place of the member's last one. */
    public synchronized void put(Heartbeat newest) {
        if (heartbeats.size() >= size.entries() && !heartbeats.containsKey(newest.number())) {
            throw new IllegalArgumentException(
                    "a heartbeat of " + newest.number() + " beside those of all members");
        }
        heartbeats.put(newest.number(), newest);
        store(() -> writeHeartbeat(newest));
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private void store(Writing writing) {
        try {
            if (map != null) {
                writing.run();
            } else if (System.nanoTime() - troubleAtNs >= RETRY_NS) {
                reopen();
            }
        } catch (IOException e) {
            inTrouble("cannot be written", e);
        }
    }

    private void reopen() throws IOException {
        try {
            if (lock == null) {
                takeLock();
            }
        } catch (StoreException e) {
            throw new IOException(e);
        }
        rebuild();
    }

    private void writeFiles(Files newest) throws IOException {
        write(StoredFiles.filesKey(filesPut), RecordCodec.encode(Files.class, newest));
        filesPut++;
    }

    private void writeHeartbeat(Heartbeat newest) throws IOException {
        write(newest.number(), RecordCodec.encode(Heartbeat.class, newest));
    }

    private void write(int key, byte[] payload) throws IOException {
        ChronicleMap<Integer, byte[]> current = map;
        if (current == null) {
            throw new IOException("it is not open");
        }
        try {
            byte[] bytes = new StoredValue(key, ++sequence, payload).bytes();
            current.put(key, bytes);
        } catch (IllegalStateException | IllegalArgumentException | InternalError e) {
            throw new IOException("entry " + key + ": " + e, e);
        }
    }

    private void inTrouble(String what, IOException e) {
        closeMap();
        boolean isNew = trouble == null;
        troubleAtNs = System.nanoTime();
        trouble =
                "the store "
                        + file
                        + " "
                        + what
                        + ": "
                        + e
                        + "; files are kept in the process only, so an agent that starts again"
                        + " fetches them from the others";
        if (isNew) {
            LOG.warn("{}", trouble);
        }
    }

    /** The newest files: stored by this process, or found whole when the store was opened. */
    public synchronized Optional<Files> files() {
        return Optional.ofNullable(files);
    }

    /** The newest heartbeats, ordered by member. */
    public synchronized List<Heartbeat> heartbeats() {
        return List.copyOf(heartbeats.values());
    }

    /** What was wrong with the file that was found, and what is wrong now, a line each. */
    public synchronized List<String> problems() {
        var problems = new ArrayList<>(findings);
        if (trouble != null) {
            problems.add(trouble);
        }
        return problems;
    }

    private void closeMap() {
        if (map != null) {
            map.close();
            map = null;
        }
    }

    /** Lets go of the file; what is in it stays. */
    @Override
    public synchronized void close() {
        closeMap();
        try {
            if (lock != null) {
                lock.close();
                lock = null;
            }
        } catch (IOException e) {
            LOG.warn("the lock of {}: {}", directory, e.toString());
        }
    }
}
