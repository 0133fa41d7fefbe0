package io.ringwatch.sem;

import io.ringwatch.files.Incarnation;

/**
 * A ballot for the next version.
 *
 * @param incarnation incarnation of the version
 * @param round counted by its editor, stored before it is sent
 * @param editor number of the editor
 */
public record Ballot(Incarnation incarnation, long round, int editor)
        implements Comparable<Ballot> {
    /** Lower than every ballot. */
    public static final Ballot NONE = new Ballot(Incarnation.NONE, 0, 0);

    @Override
    public int compareTo(Ballot other) {
        int byIncarnation = incarnation.compareTo(other.incarnation);
        if (byIncarnation != 0) {
            return byIncarnation;
        }
        int byRound = Long.compare(round, other.round);
        return byRound != 0 ? byRound : Integer.compare(editor, other.editor);
    }
}
