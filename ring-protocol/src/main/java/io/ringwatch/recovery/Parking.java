package io.ringwatch.recovery;

import io.ringwatch.files.Place;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import io.ringwatch.member.SafetyRule;
import io.ringwatch.member.Situation;
import io.ringwatch.message.Message;
import io.ringwatch.sem.Quorum;

/**
 * The VIPs of a parked server, which it holds without a lease until it is to be let in again. Of
 * one that is in the group others take the end of its lease for proof; so it gives its VIPs up
 * before it says that it has its flag, and claims them under a lease.
 *
 * <pre>
 *   PARKED, holding --(flag, well, and somebody who can let it in is heard)--> PARKED, giving up
 *                                                                                  | down
 *   GROUP, claims under a lease &lt;--(let in)-- PARKED, says that it has its flag &lt;---+
 * </pre>
 */
public final class Parking {
    private final Situation situation;
    private final Releases releases;
    private final Quorum quorum;

    /** At this version it has given up, and may have been let in since. */
    private Version givenUpAt = Version.NONE;

    public Parking(Situation situation, Releases releases, Quorum quorum) {
        this.situation = situation;
        this.releases = releases;
        this.quorum = quorum;
    }

    /**
     * Looks whether it is time to give up.
     *
     * @param flag whether this server has its flag
     * @param condition what it says of itself
     */
    public void poll(boolean flag, int condition) {
        if (isParked() && flag && condition == Message.WELL && isAwaited()) {
            givenUpAt = situation.voter().version();
        }
    }

    /** This agent was restarted: its forerunner may have said that it has its flag. */
    public void start(boolean flag) {
        if (isParked() && flag) {
            givenUpAt = situation.voter().version();
        }
    }

    private boolean isParked() {
        Row row = situation.voter().outline().own();
        return row != null && row.place() == Place.PARKED;
    }

    /**
     * Whether its manager is heard and leads; or nobody is in the group and an edit can be decided.
     * Keepalives go to the council and to managers, so of its manager a parked server hears
     * heartbeats only.
     */
    private boolean isAwaited() {
        int manager = situation.operation().predecessorInGroup(situation.self());
        if (manager == Row.NOBODY) {
            return quorum.isHeard();
        }
        long heardAgoNs = situation.hearing().heardAgoNs(manager);
        return heardAgoNs >= 0
                && heardAgoNs < 2 * situation.timing().intervalNs()
                && situation.hearing().beacon(manager) == null;
    }

    /** Whether it may hold its VIPs without a lease. */
    boolean mayHold() {
        return !givenUpAt.equals(situation.voter().version())
                || !situation.turn().obeys(SafetyRule.PARKED_GIVES_UP);
    }

    /** Whether it may be let in: it is not parked, or holds nothing any more. */
    public boolean mayBeLetIn() {
        int self = situation.self();
        return !isParked()
                || !mayHold() && !releases.isHeld(self) && !releases.mayBeUp()
                || !situation.turn().obeys(SafetyRule.PARKED_GIVES_UP);
    }
}
