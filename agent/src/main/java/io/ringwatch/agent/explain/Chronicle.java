package io.ringwatch.agent.explain;

import io.ringwatch.agent.flight.FlightArchive;
import io.ringwatch.agent.flight.FlightEntry;
import io.ringwatch.member.Event;
import io.ringwatch.member.Moment;
import io.ringwatch.ring.Ring;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one start of an agent saw, in episodes of each server. */
public final class Chronicle {
    /** What this agent found about itself or the ring, and decided by. */
    private static final Set<Event.Kind> OF_ITSELF =
            EnumSet.of(
                    Event.Kind.STALLED,
                    Event.Kind.CLOCK,
                    Event.Kind.LEASE_LOST,
                    Event.Kind.LEASE_WON,
                    Event.Kind.QUORUM_LOST,
                    Event.Kind.QUORUM_WON,
                    Event.Kind.INCARNATION);

    private final FlightEntry.Start start;
    private final Chronicler chronicler;
    private final List<Episode> episodes = new ArrayList<>();
    private final TreeMap<Integer, Episode> newest = new TreeMap<>();
    private final List<Note> ownState = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private @Nullable Moment begin;
    private @Nullable Moment end;
    private long lastSeq;
    private long lastEvent;

    private Chronicle(FlightEntry.Start start) {
        this.start = start;
        chronicler = new Chronicler(start);
    }

    /**
     * Inputs that are not in the record.
     *
     * @param from number of the first of them
     * @param to number of the last of them
     */
    public record Gap(long from, long to) {}

    /** What was read: a chronicle per start, the oldest first, and what could not be read. */
    public record Read(List<Chronicle> starts, List<String> damaged) {
        public Read {
            starts = List.copyOf(starts);
            damaged = List.copyOf(damaged);
        }
    }

    /**
     * Reads a record.
     *
     * @throws IOException if it cannot be read
     */
    public static Read of(FlightArchive archive) throws IOException {
        var starts = new ArrayList<Chronicle>();
        var damaged = new ArrayList<String>();
        archive.read(
                new FlightArchive.Visitor() {
                    @Override
                    public void begin(FlightEntry.Start start) {
                        if (starts.isEmpty() || !last().isOf(start)) {
                            starts.add(new Chronicle(start));
                        }
                    }

                    @Override
                    public void step(FlightEntry.Step step) {
                        last().add(step);
                    }

                    @Override
                    public void damaged(String what) {
                        damaged.add(what);
                    }

                    private Chronicle last() {
                        return starts.get(starts.size() - 1);
                    }
                });
        return new Read(starts, damaged);
    }

    private boolean isOf(FlightEntry.Start other) {
        return start.startedWallMs() == other.startedWallMs() && start.self() == other.self();
    }

    private void add(FlightEntry.Step step) {
        if (step.seq() > lastSeq + 1) {
            gaps.add(new Gap(lastSeq + 1, step.seq() - 1));
        }
        lastSeq = step.seq();
        begin = begin == null ? step.at() : begin;
        end = step.at();
        for (Note note : chronicler.notes(step)) {
            lastEvent = Math.max(lastEvent, note.event());
            boolean own =
                    note.server() == self() && note.kind().map(OF_ITSELF::contains).orElse(false);
            if (own) {
                ownState.add(note);
            }
            enter(note);
        }
    }

    private void enter(Note note) {
        Episode open = newest.get(note.server());
        if (open == null || !open.takes(note)) {
            if (!note.sign()) {
                return;
            }
            open = new Episode(note.server());
            newest.put(note.server(), open);
            episodes.add(open);
        }
        open.add(note, isRefuted(note));
    }

    private static boolean isRefuted(Note note) {
        return note.is(Event.Kind.REEXAMINED) && note.text().endsWith("good")
                || note.text().startsWith("Separation_is_refused");
    }

    public Ring ring() {
        return start.ring();
    }

    /** Number of the member whose record it is. */
    public int self() {
        return start.self();
    }

    /** When its agent was started, UNIX time in milliseconds. */
    public long startedWallMs() {
        return start.startedWallMs();
    }

    /** When the first and the last input were taken; empty if there is none. */
    public Optional<List<Moment>> span() {
        return begin == null || end == null ? Optional.empty() : Optional.of(List.of(begin, end));
    }

    /** All episodes, in the order of their beginnings. */
    public List<Episode> episodes() {
        return List.copyOf(episodes);
    }

    /** The last episode of that member. */
    public Optional<Episode> lastOf(int member) {
        return Optional.ofNullable(newest.get(member));
    }

    /** The episode with that event. */
    public Optional<Episode> withEvent(long event) {
        return episodes.stream()
                .filter(e -> e.notes().stream().anyMatch(note -> note.event() == event))
                .findFirst();
    }

    /** Number of the last event, 0 if there is none. */
    public long lastEvent() {
        return lastEvent;
    }

    public List<Gap> gaps() {
        return List.copyOf(gaps);
    }

    /** The notes of an episode, and what this agent found about itself meanwhile, in order. */
    public List<Note> withOwnState(Episode episode) {
        var all = new ArrayList<>(episode.notes());
        if (episode.server() != self()) {
            long from = episode.first().seq();
            long to = episode.last().seq();
            ownState.stream().filter(n -> n.seq() >= from && n.seq() <= to).forEach(all::add);
            all.sort(Comparator.comparingLong(Note::seq));
        }
        return all;
    }
}
