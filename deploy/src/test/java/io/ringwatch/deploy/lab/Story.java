package io.ringwatch.deploy.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What several agents told since a moment, in the order of their clocks, which are one. */
record Story(List<Happened> events) {
    /** What an answer of {@code ringwatch events --json} holds. */
    record Answer(List<Happened> events) {}

    static Story of(List<Answer> answers, long sinceMs) {
        return new Story(
                answers.stream()
                        .flatMap(a -> a.events().stream())
                        .filter(e -> e.wallMs() >= sinceMs)
                        .sorted(Comparator.comparingLong(Happened::wallMs))
                        .toList());
    }

    Stream<Happened> all(String kind, String about) {
        return events.stream().filter(e -> e.is(kind, about));
    }

    boolean has(String kind, String about) {
        return all(kind, about).findAny().isPresent();
    }

    /** Fails if this was not told. */
    Story tells(String kind, String about) {
        assertTrue(has(kind, about), () -> "not told: " + kind + " of " + about + this);
        return this;
    }

    /** Fails if it was not told with one of these values. */
    Story tells(String kind, String about, String key, Set<String> values) {
        assertTrue(
                all(kind, about).anyMatch(e -> values.contains(e.data().get(key))),
                () -> "not told: " + kind + " of " + about + " with " + key + " " + values + this);
        return this;
    }

    /** Whether it was told with a text that matches. */
    boolean hasSaid(String kind, String about, String pattern) {
        return all(kind, about).anyMatch(e -> e.text().matches("(?s).*(" + pattern + ").*"));
    }

    /** Fails if it was not told with a text that matches. */
    Story says(String kind, String about, String pattern) {
        assertTrue(
                hasSaid(kind, about, pattern),
                () -> "not said: " + kind + " of " + about + " '" + pattern + "'" + this);
        return this;
    }

    @Override
    public String toString() {
        var text = new StringBuilder("; what was told:\n");
        for (Happened e : events) {
            text.append(
                    "%tT.%<tL  %-18s  %-6s  %s\n"
                            .formatted(e.wallMs(), e.kind(), e.server(), e.text()));
        }
        return text.toString();
    }
}
