package io.ringwatch.files;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The management files of one version: one row per member, ordered by number.
 *
 * @param version the version
 * @param rows the rows
 */
public record Files(Version version, List<Row> rows) {
    /** Before the ring was first formed. */
    public static final Files NONE = new Files(Version.NONE, List.of());

    public Files {
        rows = isOrdered(rows) ? List.copyOf(rows) : ordered(rows);
    }

    private static boolean isOrdered(List<Row> rows) {
        for (int i = 1; i < rows.size(); i++) {
            if (rows.get(i - 1).number() > rows.get(i).number()) {
                return false;
            }
        }
        return true;
    }

    private static List<Row> ordered(List<Row> rows) {
        return rows.stream().sorted(Comparator.comparingInt(Row::number)).toList();
    }

    /** Whether the row of a member has that identity: with another one it has lost its disk. */
    public boolean isKnown(int number, long identity) {
        return row(number).filter(row -> row.identity() == identity).isPresent();
    }

    /** The row of a member. */
    public Optional<Row> row(int number) {
        int low = 0;
        int high = rows.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Row row = rows.get(middle);
            if (row.number() == number) {
                return Optional.of(row);
            }
            if (row.number() < number) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Optional.empty();
    }

    /** Whether every change finds the row that it expects. */
    public boolean accepts(Edit edit) {
        for (Change change : edit.changes()) {
            if (!java.util.Objects.equals(row(change.number()).orElse(null), change.before())) {
                return false;
            }
        }
        return true;
    }

    /**
     * These files after an edit, at the given version.
     *
     * @throws IllegalArgumentException if the edit expects other rows
     */
    public Files apply(Edit edit, Version next) {
        if (!accepts(edit)) {
            throw new IllegalArgumentException("stale edit " + edit + " on " + this);
        }
        var result = new ArrayList<>(rows);
        for (Change change : edit.changes()) {
            result.removeIf(r -> r.number() == change.number());
            Row after = change.after();
            if (after != null) {
                result.add(after);
            }
        }
        return new Files(next, result);
    }

    /** A digest that equal files share; to notice divergence, not against an adversary. */
    public int digest() {
        int hash = version.digest();
        for (Row row : rows) {
            hash = 31 * hash + row.digest();
        }
        return hash;
    }
}
