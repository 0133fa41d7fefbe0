package io.ringwatch.files;

import org.jspecify.annotations.Nullable;

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

    /** The same in every process, other than a hash code need be. */
    int digest() {
        return 31
                        * (31 * Long.hashCode(incarnation.number())
                                + Integer.hashCode(incarnation.starter()))
                + Long.hashCode(edits);
    }

    @Override
    public int compareTo(Version other) {
        int byIncarnation = incarnation.compareTo(other.incarnation);
        return byIncarnation != 0 ? byIncarnation : Long.compare(edits, other.edits);
    }

    /** As of every record; compared in every turn, and mostly the very same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Version version
                        && edits == version.edits
                        && incarnation.equals(version.incarnation);
    }

    @Override
    public int hashCode() {
        return 31 * incarnation.hashCode() + Long.hashCode(edits);
    }

    @Override
    public String toString() {
        return incarnation + "." + edits;
    }
}
