package io.ringwatch.sim.check;

import io.ringwatch.files.Files;
import io.ringwatch.files.Place;
import io.ringwatch.files.Reason;
import io.ringwatch.files.Row;
import java.util.EnumSet;
import java.util.Set;

/**
 * {@link Rule#LEFT_ALONE}: while people work on a server, nothing that is wrong with it separates
 * it. A restart may, since it must be let in again; an operator may; and a new incarnation does not
 * wait for it.
 */
final class LeftAlone {
    private static final Set<Reason> FAULTS =
            EnumSet.of(Reason.NETWORK, Reason.SERVICE, Reason.GATEWAY);

    /** So much earlier a clock that nobody has set right yet may end it. */
    private static final long SLACK_MS = 20_000;

    private final Sight sight;

    LeftAlone(Sight sight) {
        this.sight = sight;
    }

    /** These files were decided, and follow from those. */
    void decided(Files before, Files after) {
        for (Row row : after.rows()) {
            if (row.place().isSeparated() && FAULTS.contains(row.reason())) {
                before.row(row.number())
                        .filter(was -> was.place() == Place.GROUP)
                        .filter(was -> was.isMaintained(sight.wallMs() + SLACK_MS))
                        .ifPresent(was -> broken(was, row));
            }
        }
    }

    private void broken(Row was, Row row) {
        throw new Violation(
                Rule.LEFT_ALONE,
                "people work on %s for %d s more, but it was separated: %s"
                        .formatted(
                                sight.ring().nameOf(row.number()),
                                (was.maintainedUntilMs() - sight.wallMs()) / 1_000,
                                row));
    }
}
