package io.ringwatch.sim.check;

import io.ringwatch.files.Files;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@link Rule#ONE_CONTENT}: of each version there is one content, whoever holds it. Remembers every
 * version that anybody took for decided.
 */
final class Contents {
    private final Map<Version, Files> byVersion = new HashMap<>();
    private Files newest = Files.NONE;

    /**
     * Somebody takes these files for decided.
     *
     * @return whether nobody did so before
     */
    boolean add(int member, Files files) {
        Files known = byVersion.putIfAbsent(files.version(), files);
        if (known == null) {
            if (files.version().compareTo(newest.version()) > 0) {
                newest = files;
            }
            return true;
        }
        List<Row> rows = known.rows();
        if (rows != files.rows() && !rows.equals(files.rows())) {
            throw new Violation(
                    Rule.ONE_CONTENT,
                    "version %s is two things: %d has %s, somebody before it had %s"
                            .formatted(files.version(), member, files.rows(), rows));
        }
        return false;
    }

    /** The files of that version, if anybody took them for decided. */
    Optional<Files> of(Version version) {
        return Optional.ofNullable(byVersion.get(version));
    }

    /** The files that an edit made these of; empty for the first ones of an incarnation. */
    Optional<Files> before(Files files) {
        Version version = files.version();
        return version.edits() < 2
                ? Optional.empty()
                : of(new Version(version.incarnation(), version.edits() - 1));
    }

    /** The files of the highest version, and before them those decided after that one. */
    List<Files> since(Version last) {
        var since = new ArrayDeque<Files>();
        Optional<Files> files = Optional.of(newest);
        while (files.isPresent()) {
            since.addFirst(files.get());
            files = before(files.get()).filter(f -> f.version().compareTo(last) > 0);
        }
        return List.copyOf(since);
    }

    /** The files of the highest version. */
    Files newest() {
        return newest;
    }

    /** Nothing is left of the ring. */
    void forget() {
        byVersion.clear();
        newest = Files.NONE;
    }

    int size() {
        return byVersion.size();
    }
}
