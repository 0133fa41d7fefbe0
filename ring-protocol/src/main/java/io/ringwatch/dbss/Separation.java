package io.ringwatch.dbss;

import io.ringwatch.files.Change;
import io.ringwatch.files.Files;
import io.ringwatch.files.Place;
import io.ringwatch.files.Reason;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import java.util.ArrayList;
import java.util.List;

/** The changes that take a server out of the group: one edit, whole or not at all. */
public final class Separation {
    private Separation() {}

    /**
     * Moves the row to the separation file, vacates all VIPs that the server holds (its own and
     * those of virtual servers that it hosts), and has {@code leader} adopt the recoveries that it
     * led.
     *
     * @param next the version that the edit will make
     */
    public static List<Change> changes(
            Files files, int server, Reason reason, int leader, Version next, long wallMs) {
        var changes = new ArrayList<Change>();
        for (Row row : files.rows()) {
            Row after = row;
            if (row.number() == server && !row.place().isSeparated()) {
                after = row.vacated(next, wallMs).separated(Place.REVIVING, reason, leader, wallMs);
            } else if (row.number() != server) {
                after = withdrawn(row, server, leader, next, wallMs);
            }
            if (!after.equals(row)) {
                changes.add(new Change(row, after));
            }
        }
        return changes;
    }

    /** Another server's row after this one is gone as host and as leader. */
    public static Row withdrawn(Row row, int gone, int leader, Version next, long wallMs) {
        Row after = row.holder() == gone ? row.vacated(next, wallMs) : row;
        return after.leader() == gone ? after.ledBy(leader) : after;
    }
}
