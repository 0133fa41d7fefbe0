package io.ringwatch.agent.systemlog;

import io.ringwatch.member.Event;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The newest events, numbered without gaps from 1, so that a reader can go on where it stopped and
 * sees what it missed. Safe for use by several threads.
 */
public final class EventLog {
    /**
     * Events kept; about half a megabyte, and a whole recovery of three servers needs some hundred.
     */
    public static final int CAPACITY = 1000;

    private final int capacity;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private long lastSeq;

    /** A log of the newest {@value #CAPACITY} events. */
    public EventLog() {
        this(CAPACITY);
    }

    EventLog(int capacity) {
        this.capacity = capacity;
    }

    /** Adds an event and wakes those who wait for it. */
    public synchronized void add(long wallMs, Event event) {
        if (entries.size() == capacity) {
            entries.removeFirst();
        }
        lastSeq++;
        entries.addLast(new Entry(lastSeq, wallMs, event));
        notifyAll();
    }

    /** Number of the newest event, 0 before the first. */
    public synchronized long lastSeq() {
        return lastSeq;
    }

    /**
     * The events after the given number that are still kept, oldest first.
     *
     * @param seq number of the last event already known, 0 for none
     * @param max at most so many, the oldest of them
     */
    public synchronized List<Entry> since(long seq, int max) {
        var found = new ArrayList<Entry>();
        for (Entry entry : entries) {
            if (entry.seq() > seq && found.size() < max) {
                found.add(entry);
            }
        }
        return found;
    }

    /**
     * Like {@link #since}, but waits until there is at least one.
     *
     * @param limit longest wait
     * @return empty if none came
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public synchronized List<Entry> await(long seq, int max, Duration limit)
            throws InterruptedException {
        long deadlineNs = System.nanoTime() + limit.toNanos();
        while (lastSeq <= seq) {
            long leftMs = (deadlineNs - System.nanoTime()) / 1_000_000L;
            if (leftMs <= 0) {
                return List.of();
            }
            wait(leftMs);
        }
        return since(seq, max);
    }

    /**
     * A numbered event.
     *
     * @param seq its number, from 1
     * @param wallMs UNIX time, milliseconds
     * @param event what happened
     */
    public record Entry(long seq, long wallMs, Event event) {}
}
