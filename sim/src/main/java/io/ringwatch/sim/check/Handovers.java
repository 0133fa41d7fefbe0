package io.ringwatch.sim.check;

import io.ringwatch.files.Files;
import io.ringwatch.files.Proof;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@link Rule#TRUE_PROOF}: a VIP goes from holder to holder by way of a vacated row, and is
 * assigned again only on a proof that is true: the kernel of the last holder does not answer for
 * it, and who is said by a fence to be off has been so since.
 */
final class Handovers {
    private final Tenures tenures;
    private final Map<Version, Long> firstNs = new HashMap<>();

    /** The last moment at which it was off, {@link Long#MAX_VALUE} while it is. */
    private final Map<Integer, Long> lastOffNs = new HashMap<>();

    private final boolean liars;

    /**
     * @param liars whether fences and people may lie in this world
     */
    Handovers(Tenures tenures, boolean liars) {
        this.tenures = tenures;
        this.liars = liars;
    }

    /** A machine has no power from now on. */
    void off(int machine) {
        lastOffNs.put(machine, Long.MAX_VALUE);
    }

    /** A machine has power again. */
    void on(int machine, long nowNs) {
        lastOffNs.put(machine, nowNs);
    }

    /** Somebody takes these for decided for the first time; they follow from those. */
    void first(Optional<Files> before, Files files, long nowNs) {
        firstNs.put(files.version(), nowNs);
        if (before.isEmpty()) {
            return;
        }
        for (Row row : files.rows()) {
            before.get()
                    .row(row.number())
                    .filter(was -> !was.equals(row))
                    .ifPresent(was -> check(was, row, files.version()));
        }
    }

    private void check(Row was, Row row, Version version) {
        if (was.holder() == row.holder()) {
            if (was.isVacated() && was.lastHolder() != row.lastHolder()) {
                throw broken(was, row, version, "its last holder was forgotten");
            }
            return;
        }
        if (was.holder() != Row.NOBODY && row.holder() != Row.NOBODY) {
            throw broken(was, row, version, "it was not vacated before");
        }
        if (row.holder() != Row.NOBODY && was.isVacated()) {
            proof(was, row, version);
        }
        if (was.holder() != Row.NOBODY && row.lastHolder() != was.holder()) {
            throw broken(was, row, version, "its last holder was forgotten");
        }
    }

    private void proof(Row was, Row row, Version version) {
        int last = was.lastHolder();
        if (row.proof() == Proof.NONE) {
            throw broken(was, row, version, "there is no proof");
        }
        if (liars) {
            return;
        }
        if (tenures.holds(was.number(), last)) {
            throw broken(
                    was, row, version, row.proof() + " is not true: the last holder holds them");
        }
        long vacatedNs = firstNs.getOrDefault(was.vacatedAt(), 0L);
        // a person's word counts until its server is heard again, also for one that was off before
        // the row was vacated and boots by now: what its kernel holds is judged above
        boolean saysOff = row.proof() == Proof.FENCED;
        if (saysOff && lastOffNs.getOrDefault(last, -1L) < vacatedNs) {
            throw broken(was, row, version, row.proof() + " is not true: it was not off");
        }
    }

    private static Violation broken(Row was, Row row, Version version, String why) {
        return new Violation(
                Rule.TRUE_PROOF,
                "version %s gives the VIPs of %d from %s to %s: %s"
                        .formatted(version, row.number(), was, row, why));
    }
}
