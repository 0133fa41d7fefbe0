package io.ringwatch.sem;

import io.ringwatch.files.Edit;
import io.ringwatch.files.Version;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/** The last edits, for those who lag; who lags more gets a snapshot. */
final class EditTail {
    static final int EDITS_MAX = 64;

    private final ArrayDeque<Edit> edits = new ArrayDeque<>();

    void add(Edit edit) {
        edits.addLast(edit);
        if (edits.size() > EDITS_MAX) {
            edits.removeFirst();
        }
    }

    void clear() {
        edits.clear();
    }

    /** The edits that lead from one version to the other, if they are still known. */
    Optional<List<Edit>> between(Version have, Version held) {
        if (have.equals(held)) {
            return Optional.of(List.of());
        }
        long missing = held.edits() - have.edits();
        if (!have.incarnation().equals(held.incarnation())
                || missing < 0
                || missing > edits.size()) {
            return Optional.empty();
        }
        List<Edit> all = List.copyOf(edits);
        return Optional.of(all.subList((int) (all.size() - missing), all.size()));
    }
}
