package io.ringwatch.files;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One Add, Del or Mod of the paper's Diff.dat (fig. 5). It carries the row that it expects to find,
 * so that a stale edit fails instead of corrupting.
 *
 * @param before the row expected, {@code null} for Add
 * @param after the row to put there, {@code null} for Del
 */
public record Change(@Nullable Row before, @Nullable Row after) {
    public Change {
        if (before == null && after == null) {
            throw new IllegalArgumentException("a change needs a row before or after");
        }
        if (before != null && after != null && before.number() != after.number()) {
            throw new IllegalArgumentException(
                    "a Mod changes one member: " + before + " -> " + after);
        }
    }

    /** The same on files that may have another row by now; empty if it changes nothing there. */
    public Optional<Change> on(Files files) {
        Row present = files.row(number()).orElse(null);
        return java.util.Objects.equals(present, after)
                ? Optional.empty()
                : Optional.of(new Change(present, after));
    }

    /** The member whose row changes. */
    public int number() {
        Row row = after != null ? after : before;
        return java.util.Objects.requireNonNull(row).number();
    }
}
