package io.ringwatch.agent.explain;

import io.ringwatch.files.Change;
import io.ringwatch.files.Row;
import io.ringwatch.ring.Ring;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a change does to a row, as far as it decides something. */
final class RowWords {
    private RowWords() {}

    static String of(Ring ring, Change change) {
        Row before = change.before();
        Row after = change.after();
        if (before == null || after == null) {
            return before == null ? "its row is new" : "its row is deleted";
        }
        var words = new ArrayList<String>();
        add(words, "place", before.place(), after.place());
        add(words, "VIPs of", holder(ring, before.holder()), holder(ring, after.holder()));
        add(words, "reason", before.reason(), after.reason());
        add(words, "proof", before.proof(), after.proof());
        add(words, "led by", holder(ring, before.leader()), holder(ring, after.leader()));
        if (before.bootId() != after.bootId()) {
            words.add("let in under a new boot");
        }
        if (before.maintainedUntilMs() != after.maintainedUntilMs()) {
            words.add(after.maintainedUntilMs() == 0 ? "maintenance ends" : "maintenance begins");
        }
        return words.isEmpty() ? "" : "row: " + String.join(", ", words);
    }

    private static String holder(Ring ring, int member) {
        return member == Row.NOBODY ? "nobody" : ring.nameOf(member);
    }

    private static void add(List<String> words, String what, Object before, Object after) {
        if (!Objects.equals(before, after)) {
            words.add(what + " " + before + " -> " + after);
        }
    }
}
