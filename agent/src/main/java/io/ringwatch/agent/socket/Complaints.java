package io.ringwatch.agent.socket;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts connections that were of no use, and logs each cause at most once a minute. Safe for use
 * by several threads.
 */
final class Complaints {
    private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);
    private static final long QUIET_NS = 60_000_000_000L;

    private final LongSupplier nanoTime;
    private final Map<Cause, Tally> tallies = new EnumMap<>(Cause.class);

    /** Why a connection was closed without an answer, or with a refusal. */
    enum Cause {
        /** It sent no whole request in time. */
        SILENT,
        /** It sent what is no request, or one beyond the limits. */
        GARBAGE,
        /** It was closed by the other side in the middle. */
        BROKEN,
        /** There were too many at once. */
        CROWDED,
        /** It did not read its answer in time. */
        UNREAD
    }

    Complaints(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        for (Cause cause : Cause.values()) {
            tallies.put(cause, new Tally());
        }
    }

    /**
     * Counts one.
     *
     * @return whether it was logged
     */
    synchronized boolean count(Cause cause, String detail) {
        Tally tally = tally(cause);
        tally.count++;
        tally.untold++;
        long now = nanoTime.getAsLong();
        if (tally.toldAtNs != 0 && now - tally.toldAtNs < QUIET_NS) {
            return false;
        }
        LOG.info(
                "local socket: {} connections closed as {}, last: {}", tally.untold, cause, detail);
        tally.toldAtNs = now;
        tally.untold = 0;
        return true;
    }

    /** Counts by the name of their metric. */
    synchronized void addTo(Map<String, Long> counters) {
        for (Cause cause : Cause.values()) {
            String word = cause.name().toLowerCase(Locale.ROOT);
            counters.put("socket.closed." + word + ".count", tally(cause).count);
        }
    }

    private Tally tally(Cause cause) {
        return tallies.getOrDefault(cause, new Tally());
    }

    private static final class Tally {
        private long count;
        private long untold;
        private long toldAtNs;
    }
}
