package io.ringwatch.survival;

import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Timing;

/**
 * Who fences first when a ring falls apart. A side with a quorum has whom it separates for silence
 * fenced; a member without one has the others fenced after a delay (sem.LastResort). That delay
 * must be longer than what a side with a quorum needs, or those who go on are fenced by those who
 * do not.
 *
 * <p>All times are nanoseconds since the ring fell apart, for members whose agents run on time and
 * a council that decides at its first attempt.
 *
 * @param noticedNs silence is noticed by then (watch.Hearing, dbss.Dbss)
 * @param orderedNs a side with a quorum has ordered the first fence by then
 * @param lastNs it has ordered the last one by then: neighbours of one that failed may be found one
 *     after another
 * @param lossNs a member knows that it hears no quorum, not earlier
 * @param minorityNs a member without a quorum orders a fence, not earlier
 */
public record FenceRace(long noticedNs, long orderedNs, long lastNs, long lossNs, long minorityNs) {
    /** The pause between examinations that find a target good (dbss.Dbss). */
    private static final long PAUSE_MAX_NS = 1_000_000_000L;

    /** The longest that either of the two questions of an edit takes (sem.Editor). */
    private static final long ATTEMPT_MAX_NS = 400_000_000L;

    /** The same in a short lease is this part of it. */
    private static final int LEASE_PARTS = 5;

    /** The race between two sides of one server each in a ring with these timings. */
    public static FenceRace of(Timing timing) {
        return of(timing, 0);
    }

    /** The race in this ring, of which it is known what it survives. */
    public static FenceRace of(Ring ring, Survival survival) {
        boolean allHeard = survival.council().servers().size() == ring.servers().size();
        boolean atOnce = allHeard && ring.timing().fastWatch();
        return of(ring.timing(), atOnce ? 0 : Math.max(0, survival.neighbours() - 1));
    }

    /**
     * @param steps how often management is extended by one server, each when the one before has not
     *     answered an examination (dbss.Connections)
     */
    private static FenceRace of(Timing timing, int steps) {
        long silenceNs = timing.silenceNs();
        long noticedNs =
                timing.fastWatch()
                        ? Math.max(silenceNs, Math.min(timing.internalNs(), PAUSE_MAX_NS))
                        : timing.intervalNs();
        long orderedNs = noticedNs + examinedNs(timing) + editedNs(timing);
        // the last message came up to a renewal before
        long lossNs = silenceNs - timing.renewalNs();
        return new FenceRace(
                noticedNs,
                orderedNs,
                orderedNs + steps * timing.networkLimitNs(),
                lossNs,
                lossNs + 2 * timing.leaseProofNs() + timing.fenceLimitNs());
    }

    /**
     * Two examinations of a network that does not answer, and the wait for others that failed
     * together (dbss.Connections), nanoseconds.
     */
    public static long examinedNs(Timing timing) {
        return 2 * timing.networkLimitNs() + timing.networkLimitNs() / 4;
    }

    /** The longest that promises and acceptances of one attempt at an edit take, nanoseconds. */
    public static long editedNs(Timing timing) {
        return 2 * Math.min(timing.leaseNs() / LEASE_PARTS, ATTEMPT_MAX_NS);
    }

    /**
     * How long a fence may take so that it is certainly done before the other side's begins; 0 or
     * less if that is not certain at all.
     */
    public long roomNs() {
        return minorityNs - lastNs;
    }
}
