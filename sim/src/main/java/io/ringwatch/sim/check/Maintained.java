package io.ringwatch.sim.check;

import io.ringwatch.files.Row;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The servers on which people work, or have worked since this began to look: by what the living
 * know. Nobody need serve for these, and they need do nothing for others while they are silent.
 */
public final class Maintained {
    /** So much later a clock that is to be set right may end it. */
    private static final long SLACK_MS = 5_000;

    private final Sight sight;
    private final Set<Integer> servers = new TreeSet<>();
    private boolean ongoing;

    public Maintained(Sight sight) {
        this.sight = sight;
    }

    /** Looks again; the answer is all since the beginning. */
    public Set<Integer> look() {
        ongoing = false;
        Alive.newest(sight).stream()
                .flatMap(files -> files.rows().stream())
                .filter(row -> isMaintained(sight, row))
                .forEach(
                        row -> {
                            ongoing = true;
                            servers.add(row.number());
                        });
        return Set.copyOf(servers);
    }

    /** Whether that was so of any when it looked last. */
    public boolean isOngoing() {
        return ongoing;
    }

    /** Whether people work on this server now, by what the living know. */
    public static boolean covers(Sight sight, int server) {
        Optional<Row> row = Alive.newest(sight).flatMap(files -> files.row(server));
        return row.filter(r -> isMaintained(sight, r)).isPresent();
    }

    private static boolean isMaintained(Sight sight, Row row) {
        return row.isMaintained(sight.wallMs() - SLACK_MS);
    }
}
