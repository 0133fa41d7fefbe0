package io.ringwatch.sim.check;

import io.ringwatch.files.Files;
import io.ringwatch.files.Row;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import io.ringwatch.ring.Timing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@link Rule#WANTED_GUESTS}: no virtual server runs without a problem row, in the newest files or
 * in those that its host holds, but for a bounded time. One is made ready while its server is
 * examined again and separated, and is returned a while after the last word of it.
 */
final class Strays {
    /** A virtual server that nobody asks for any more is returned after this, by the design. */
    private static final long UNWANTED_NS = 30_000_000_000L;

    private final Sight sight;
    private final Ring ring;
    private final long boundNs;
    private final Map<Place, Long> straySinceNs = new HashMap<>();

    private record Place(int host, int server) {}

    Strays(Sight sight) {
        this.sight = sight;
        ring = sight.ring();
        Timing timing = ring.timing();
        boundNs =
                UNWANTED_NS
                        + timing.guestLimitNs()
                        + timing.serviceRestartLimitNs()
                        + 2 * timing.intervalNs()
                        + 4 * timing.leaseNs();
    }

    /** Looks at all virtual servers. */
    void look(Files newest, long nowNs) {
        for (Server host : ring.servers()) {
            List<Integer> guests = sight.guestsRunningOn(host.number());
            if (guests.isEmpty() && straySinceNs.isEmpty()) {
                continue;
            }
            for (Server server : ring.servers()) {
                var place = new Place(host.number(), server.number());
                if (guests.contains(server.number()) && isStray(place, newest)) {
                    check(place, nowNs);
                } else {
                    straySinceNs.remove(place);
                }
            }
        }
    }

    private boolean isStray(Place place, Files newest) {
        return sight.runs(place.host())
                && !isProblem(newest, place)
                && !isProblem(sight.filesHeld(place.host()), place);
    }

    private static boolean isProblem(Files files, Place place) {
        return files.row(place.server())
                .filter(row -> row.place().isSeparated() || isServed(row, place.host()))
                .isPresent();
    }

    private static boolean isServed(Row row, int host) {
        return row.isVirtual() && row.holder() == host;
    }

    private void check(Place place, long nowNs) {
        long sinceNs = straySinceNs.computeIfAbsent(place, p -> nowNs);
        if (nowNs - sinceNs > boundNs) {
            throw new Violation(
                    Rule.WANTED_GUESTS,
                    "the virtual server of %s runs on %s for %d s without a problem row"
                            .formatted(
                                    ring.nameOf(place.server()),
                                    ring.nameOf(place.host()),
                                    (nowNs - sinceNs) / 1_000_000_000L));
        }
    }
}
