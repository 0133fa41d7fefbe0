package io.ringwatch.agent.explain;

import io.ringwatch.member.Event;
import io.ringwatch.member.Moment;
import java.util.List;
import java.util.Optional;

/**
 * One thing that happened.
 *
 * @param server to which member
 * @param at when
 * @param seq number of the input at which it happened
 * @param event number of its event, 0 if none was told
 * @param kind kind of its event
 * @param sign whether something happens to that server; else it is told only if something does
 * @param text what happened
 * @param why what led to it and what is known about it, a line each
 */
public record Note(
        int server,
        Moment at,
        long seq,
        long event,
        Optional<Event.Kind> kind,
        boolean sign,
        String text,
        List<String> why) {
    public Note {
        why = List.copyOf(why);
    }

    /** Whether an event of that kind was told. */
    public boolean is(Event.Kind wanted) {
        return kind.isPresent() && kind.get() == wanted;
    }
}
