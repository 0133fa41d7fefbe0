package io.ringwatch.agent.explain;

import io.ringwatch.member.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What happened to one server from the first sign until it was over.
 *
 * <pre>
 *   open --(serves again, or good again, or separation refused, or given up)--> over
 *     |                                                                          |
 *     +--(two minutes of nothing, then a first sign)--> another one <--(10 s, or a first sign)
 * </pre>
 */
public final class Episode {
    private static final long QUIET_NS = 120_000_000_000L;
    private static final long AFTERMATH_NS = 10_000_000_000L;

    private static final Set<Event.Kind> FIRST_SIGNS =
            EnumSet.of(
                    Event.Kind.DETECTED,
                    Event.Kind.SECOND_OPINION,
                    Event.Kind.CONFLICT,
                    Event.Kind.OPERATOR);
    private static final Set<Event.Kind> ENDS =
            EnumSet.of(Event.Kind.SERVER_RECOVERED, Event.Kind.ENDED);

    private final int server;
    private final List<Note> notes = new ArrayList<>();
    private boolean over;

    Episode(int server) {
        this.server = server;
    }

    /** Which server. */
    public int server() {
        return server;
    }

    /** What happened, in order; at least one. */
    public List<Note> notes() {
        return Collections.unmodifiableList(notes);
    }

    boolean takes(Note note) {
        long quietNs = note.at().monoNs() - last().at().monoNs();
        boolean first = note.kind().map(FIRST_SIGNS::contains).orElse(note.sign());
        return over ? !first && quietNs < AFTERMATH_NS : !first || quietNs < QUIET_NS;
    }

    void add(Note note, boolean ends) {
        notes.add(note);
        over |= ends || note.kind().map(ENDS::contains).orElse(false);
    }

    Note first() {
        return notes.get(0);
    }

    Note last() {
        return notes.get(notes.size() - 1);
    }

    /** The last note of an event of that kind. */
    public Optional<Note> last(Event.Kind kind) {
        for (int i = notes.size() - 1; i >= 0; i--) {
            if (notes.get(i).is(kind)) {
                return Optional.of(notes.get(i));
            }
        }
        return Optional.empty();
    }
}
