package io.ringwatch.files;

import io.ringwatch.ring.Ring;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one member asks of the files in every turn, worked out once per version: a turn must not go
 * through all rows, since turns are a thousand times as many as versions and rows as many as
 * servers.
 *
 * @param own the member's own row, {@code null} if it has none
 * @param manager who manages it, {@link Row#NOBODY} if nobody does
 * @param target whom it manages, {@link Row#NOBODY} if nobody
 * @param held rows of the servers whose VIPs it holds, by number
 * @param troubled rows that are separated or served by a virtual server, by number
 * @param leads whether it leads the recovery of one of these
 * @param digest {@link Files#digest()}
 */
public record Outline(
        @Nullable Row own,
        int manager,
        int target,
        List<Row> held,
        List<Row> troubled,
        boolean leads,
        int digest) {
    /** Of these files, for this member. */
    public static Outline of(Files files, Operation operation, int self) {
        var held = new ArrayList<Row>();
        var troubled = new ArrayList<Row>();
        boolean leads = false;
        for (Row row : files.rows()) {
            if (row.holder() == self && row.place() != Place.WITNESS) {
                held.add(row);
            }
            if (row.place().isSeparated() || row.isVirtual() && row.number() != Ring.WITNESS) {
                troubled.add(row);
                leads |= row.place().isSeparated() && row.leader() == self;
            }
        }
        return new Outline(
                files.row(self).orElse(null),
                operation.managerOf(self),
                operation.targetOf(self),
                List.copyOf(held),
                List.copyOf(troubled),
                leads,
                files.digest());
    }
}
