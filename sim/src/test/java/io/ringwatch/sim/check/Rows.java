package io.ringwatch.sim.check;

import io.ringwatch.files.Change;
import io.ringwatch.files.Edit;
import io.ringwatch.files.Files;
import io.ringwatch.files.Incarnation;
import io.ringwatch.files.Place;
import io.ringwatch.files.Proof;
import io.ringwatch.files.Reason;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Files and edits as short as tests want them. */
final class Rows {
    static final Incarnation FIRST = new Incarnation(1, 1);

    private Rows() {}

    static Version version(long edits) {
        return new Version(FIRST, edits);
    }

    /** The first files of a ring of so many servers: all at home. */
    static Files formed(int servers) {
        return new Files(
                version(1), IntStream.rangeClosed(1, servers).mapToObj(Rows::atHome).toList());
    }

    static Row atHome(int server) {
        return new Row(
                server,
                7,
                7,
                Place.GROUP,
                server,
                Row.NOBODY,
                Version.NONE,
                Reason.NONE,
                0,
                Proof.RELEASED,
                Row.NOBODY,
                0);
    }

    static Row separated(int server, Version vacated) {
        return atHome(server).vacated(vacated, 0).separated(Place.REVIVING, Reason.NETWORK, 1, 0);
    }

    /** The edit that puts these rows in the place of those that the files have. */
    static Edit edit(Files files, Row... after) {
        return new Edit(
                1,
                Stream.of(after)
                        .map(row -> new Change(files.row(row.number()).orElse(null), row))
                        .toList());
    }
}
