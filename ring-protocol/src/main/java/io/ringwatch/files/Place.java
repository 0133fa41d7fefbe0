package io.ringwatch.files;

/** Where a server's row stands. */
public enum Place {
    /** In the group file: it manages, is managed, and counts. */
    GROUP,
    /** In the separation file, and its recovery is being tried. */
    REVIVING,
    /**
     * In the separation file; recovery was given up (ENDED): an operator repairs it and says {@code
     * recover}.
     */
    DOWN,
    /**
     * Out of the group since its own flag was taken away; it keeps its VIPs for good and nobody may
     * take them.
     */
    PARKED,
    /** The witness: it votes and serves nothing. */
    WITNESS;

    /** Whether the row is printed in the separation file. */
    public boolean isSeparated() {
        return this == REVIVING || this == DOWN;
    }
}
