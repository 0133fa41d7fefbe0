package io.ringwatch.agent.store;

import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;

import io.ringwatch.codec.RecordCodec;
import io.ringwatch.files.Files;
import io.ringwatch.files.Heartbeat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a store on the memory disk holds, read without touching it: also by another process, whether
 * its agent runs or is dead.
 *
 * @param owner whose store it is
 * @param files the newest whole files
 * @param heartbeats the newest heartbeats, ordered by member
 * @param problems what of the store was not whole, a line each
 */
public record StoredFiles(
        Owner owner, Optional<Files> files, List<Heartbeat> heartbeats, List<String> problems) {
    static final String NAME = "files.chm";

    /** Negative: other keys are numbers of members. */
    static final int OWNER_KEY = -1;

    /** The files are written to these in turn, so the older ones outlive a torn write. */
    static int filesKey(long filesPut) {
        return filesPut % 2 == 0 ? -2 : -3;
    }

    /** Reading while the owner writes can meet half of an entry; the next copy is whole. */
    private static final int ATTEMPTS = 3;

    public StoredFiles {
        heartbeats = List.copyOf(heartbeats);
        problems = List.copyOf(problems);
    }

    /**
     * @param ring name of the ring
     * @param member number of the member
     */
    public record Owner(String ring, int member) {
        byte[] bytes() {
            return (member + " " + ring).getBytes(StandardCharsets.UTF_8);
        }

        static Owner of(byte[] bytes) throws IOException {
            String[] words = new String(bytes, StandardCharsets.UTF_8).split(" ", 2);
            try {
                return new Owner(words[words.length - 1], Integer.parseInt(words[0]));
            } catch (NumberFormatException e) {
                throw new DamagedException("does not say whose it is", e);
            }
        }
    }

    /**
     * Reads the store in this directory, for people; empty if there is none.
     *
     * @throws StoreException if there is one, but nothing of it can be read
     */
    public static Optional<StoredFiles> read(Path directory) throws StoreException {
        Path file = directory.resolve(NAME);
        if (!java.nio.file.Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Path copies = Path.of(System.getProperty("java.io.tmpdir"));
            StoredFiles stored = read(file, copies);
            for (int i = 1; i < ATTEMPTS && !stored.problems().isEmpty(); i++) {
                stored = read(file, copies);
            }
            return Optional.of(stored);
        } catch (IOException e) {
            throw new StoreException("the store " + file + " " + e.getMessage(), e);
        }
    }

    static StoredFiles read(Path file, Path copyDirectory) throws IOException {
        return StoreMap.readCopy(file, copyDirectory, StoredFiles::of);
    }

    private static StoredFiles of(Map<Integer, byte[]> map, List<String> losses)
            throws IOException {
        var problems = new ArrayList<String>(losses);
        var values = new ArrayList<StoredValue>();
        map.forEach(
                (key, bytes) ->
                        StoredValue.of(key, bytes)
                                .ifPresentOrElse(
                                        values::add,
                                        () -> problems.add("entry " + key + " is damaged")));
        // The newest first, then heartbeats by member.
        values.sort(comparingLong(value -> -value.sequence()));
        Owner owner = null;
        var files = new ArrayList<Files>();
        var heartbeats = new ArrayList<Heartbeat>();
        for (StoredValue value : values) {
            if (value.key() == OWNER_KEY) {
                owner = Owner.of(value.payload());
            } else if (value.key() < 0) {
                decoded(Files.class, value, problems).ifPresent(files::add);
            } else {
                decoded(Heartbeat.class, value, problems).ifPresent(heartbeats::add);
            }
        }
        if (owner == null) {
            throw new DamagedException("does not say whose it is");
        }
        heartbeats.sort(comparingInt(Heartbeat::number));
        return new StoredFiles(owner, files.stream().findFirst(), heartbeats, problems);
    }

    private static <T> Optional<T> decoded(
            Class<T> type, StoredValue value, List<String> problems) {
        try {
            return Optional.of(RecordCodec.decode(type, value.payload()));
        } catch (IllegalArgumentException e) {
            problems.add("entry " + value.key() + " is of another format: " + e.getMessage());
            return Optional.empty();
        }
    }
}
