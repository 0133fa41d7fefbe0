package io.ringwatch.agent.explain;

import io.ringwatch.member.Event;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Explanations for a terminal. */
public final class ExplanationText {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final String MARGIN = " ".repeat("HH:mm:ss.SSS  ".length());

    private final Chronicle chronicle;
    private final ZoneId zone;
    private final StringBuilder text = new StringBuilder();

    private ExplanationText(Chronicle chronicle, ZoneId zone) {
        this.chronicle = chronicle;
        this.zone = zone;
    }

    /** All episodes of a record, a line each. */
    public static String list(Chronicle chronicle, ZoneId zone) {
        return new ExplanationText(chronicle, zone).episodes();
    }

    /**
     * One episode.
     *
     * @param event number of the event after which it ends, {@link Long#MAX_VALUE} for the whole
     */
    public static String of(Chronicle chronicle, Episode episode, long event, ZoneId zone) {
        return new ExplanationText(chronicle, zone).whole(episode, event);
    }

    private String episodes() {
        line("# record of " + name(chronicle.self()) + ", " + span());
        for (Episode episode : chronicle.episodes()) {
            line(
                    time(episode.first())
                            + "  "
                            + String.format(Locale.ROOT, "%-10s  ", name(episode.server()))
                            + summary(episode));
        }
        if (chronicle.episodes().isEmpty()) {
            line("nothing happened");
        }
        return text.toString();
    }

    private String span() {
        return chronicle
                .span()
                .map(
                        span ->
                                day(span.get(0).wallMs())
                                        + " "
                                        + time(span.get(0).wallMs())
                                        + " to "
                                        + day(span.get(1).wallMs())
                                        + " "
                                        + time(span.get(1).wallMs()))
                .orElse("no inputs");
    }

    /** First sign, recovery of the function, end. */
    private String summary(Episode episode) {
        var words = new StringBuilder(episode.first().text());
        episode.last(Event.Kind.SEPARATED).ifPresent(n -> words.append("; separated"));
        episode.last(Event.Kind.PROVEN).ifPresent(n -> words.append("; ").append(n.text()));
        episode.last(Event.Kind.FUNCTION_RECOVERED)
                .ifPresent(n -> words.append("; ").append(n.text()).append(after(episode, n)));
        Optional<Note> back = episode.last(Event.Kind.SERVER_RECOVERED);
        back.ifPresent(n -> words.append("; ").append(n.text()).append(after(episode, n)));
        if (back.isEmpty() && episode.notes().size() > 1) {
            words.append("; ").append(episode.last().text());
        }
        return words.toString();
    }

    private static String after(Episode episode, Note note) {
        return " after " + Words.seconds(note.at().monoNs() - episode.first().at().monoNs());
    }

    private String whole(Episode episode, long upTo) {
        line(
                "# "
                        + name(episode.server())
                        + ", "
                        + day(episode.first().at().wallMs())
                        + ", as the agent of "
                        + name(chronicle.self())
                        + " saw it");
        long seq = episode.first().seq();
        for (Note note : chronicle.withOwnState(episode)) {
            gaps(seq, note.seq());
            seq = note.seq();
            tell(note, note.server() == episode.server() ? "" : name(note.server()) + ": ");
            if (note.event() == upTo) {
                return text.toString();
            }
        }
        hint(episode);
        return text.toString();
    }

    private void gaps(long from, long to) {
        for (Chronicle.Gap gap : chronicle.gaps()) {
            if (gap.from() > from && gap.to() < to) {
                line("# inputs " + gap.from() + " to " + gap.to() + " are not in the record");
            }
        }
    }

    private void tell(Note note, String who) {
        String kind = note.kind().map(k -> k + ": ").orElse("");
        String event = note.event() == 0 ? "" : "  [event " + note.event() + "]";
        line(time(note) + "  " + who + kind + note.text() + event);
        note.why().forEach(why -> line(MARGIN + "  " + why));
    }

    /** Whoever led knows why it was decided; the others have only seen it happen. */
    private void hint(Episode episode) {
        boolean led =
                episode.notes().stream()
                        .anyMatch(n -> n.is(Event.Kind.DETECTED) || n.is(Event.Kind.HOST_CHOSEN));
        Optional<Note> edit = episode.last(Event.Kind.EDIT);
        if (!led && edit.isPresent()) {
            String editor = edit.get().text().replaceAll("'s edit .*", "");
            line(
                    "# led by "
                            + editor
                            + ": ringwatch explain "
                            + name(episode.server())
                            + " says more there");
        }
    }

    private String name(int member) {
        return chronicle.ring().nameOf(member);
    }

    private String time(Note note) {
        return time(note.at().wallMs());
    }

    private String time(long wallMs) {
        return TIME.format(Instant.ofEpochMilli(wallMs).atZone(zone));
    }

    private String day(long wallMs) {
        return DAY.format(Instant.ofEpochMilli(wallMs).atZone(zone));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
