package io.ringwatch.demo.client;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The client access log of the paper's fig. 14: one line per attempt, in the order of their
 * beginnings, {@code HH:MM:SS.cc OK} or {@code XX}. Safe for use by several threads.
 */
public final class AccessLog implements Closeable {
    /** Accesses kept in memory: an hour. */
    static final int KEPT_MAX = 36_000;

    /** Lines in the file: a day. */
    private static final long LINES_MAX = 864_000;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SS").withZone(ZoneId.systemDefault());

    private final BufferedWriter file;
    private final TreeMap<Long, Access> early = new TreeMap<>();
    private final ArrayDeque<Access> kept = new ArrayDeque<>();
    private long next;
    private boolean closed;

    /** Writes to a file. */
    public AccessLog(Path path) throws IOException {
        file = Files.newBufferedWriter(path, StandardCharsets.UTF_8);
    }

    /** Adds the attempt of this number; they count from 0 without gaps. */
    synchronized void add(long number, Access access) {
        early.put(number, access);
        while (early.containsKey(next)) {
            Access done = early.remove(next);
            next++;
            kept.addLast(done);
            if (kept.size() > KEPT_MAX) {
                kept.removeFirst();
            }
            write(done);
        }
    }

    private void write(Access access) {
        if (closed || next > LINES_MAX) {
            return;
        }
        try {
            file.write(TIME.format(Instant.ofEpochMilli(access.startWallMs())));
            file.write(access.good() ? " OK\n" : " XX " + access.detail() + "\n");
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the client access log cannot be written", e);
        }
    }

    /** The attempts that began at that time or later, in order. */
    public synchronized List<Access> since(long startNs) {
        var found = new ArrayList<Access>();
        for (Access access : kept) {
            if (access.startNs() >= startNs) {
                found.add(access);
            }
        }
        return found;
    }

    /** Whether the last attempts, so many, all were good. */
    public synchronized boolean isGood(int lately) {
        if (kept.size() < lately) {
            return false;
        }
        int count = 0;
        var newestFirst = kept.descendingIterator();
        while (count < lately) {
            if (!newestFirst.next().good()) {
                return false;
            }
            count++;
        }
        return true;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        file.close();
    }
}
