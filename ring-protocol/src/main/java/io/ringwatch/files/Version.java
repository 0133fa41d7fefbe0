package io.ringwatch.files;

/**
 * The version of the management files: every committed edit makes the next one.
 *
 * @param incarnation the incarnation in which it was decided
 * @param edits edits since the incarnation began, the first one is 1
 */
public record Version(Incarnation incarnation, long edits) implements Comparable<Version> {
    /** No files at all. */
    public static final Version NONE = new Version(Incarnation.NONE, 0);

    public Version next() {
        return new Version(incarnation, edits + 1);
    }

    @Override
    public int compareTo(Version other) {
        int byIncarnation = incarnation.compareTo(other.incarnation);
        return byIncarnation != 0 ? byIncarnation : Long.compare(edits, other.edits);
    }

    @Override
    public String toString() {
        return incarnation + "." + edits;
    }
}
