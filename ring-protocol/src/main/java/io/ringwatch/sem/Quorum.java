package io.ringwatch.sem;

import io.ringwatch.files.Council;
import io.ringwatch.files.Incarnation;
import io.ringwatch.files.Place;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import io.ringwatch.member.Event;
import io.ringwatch.member.Turn;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Ring;
import io.ringwatch.watch.Hearing;
import io.ringwatch.watch.Lease;
import org.jspecify.annotations.Nullable;

/** Whether a quorum of the council is heard, and since when it is not. */
public final class Quorum {
    private final Ring ring;
    private final Voter voter;
    private final Hearing hearing;
    private final Lease lease;
    private final Turn turn;
    private long missingSinceNs = Long.MIN_VALUE;
    private Incarnation missingIn = Incarnation.NONE;
    private boolean toldLoss;
    private @Nullable Council heardCouncil;
    private boolean heardSelf;
    private int heardVotesLost;
    private long heardUntilNs = Long.MIN_VALUE;

    public Quorum(Ring ring, Voter voter, Hearing hearing, Lease lease, Turn turn) {
        this.ring = ring;
        this.voter = voter;
        this.hearing = hearing;
        this.lease = lease;
        this.turn = turn;
    }

    /**
     * Whether a quorum of the council is heard and votes. Keepalives go to the council, so whoever
     * is not in it hears its quorum by its lease only.
     */
    public boolean isHeard() {
        return isCouncilHeard() && !voter.isBlocked();
    }

    /**
     * Asked several times in every turn, so the answer yes is kept for as long as nothing can
     * change it: until the first of those that were heard would count as silent.
     */
    private boolean isCouncilHeard() {
        Council council = voter.council();
        if (!council.has(turn.self()) && lease.isValid()) {
            return true;
        }
        boolean same =
                council.equals(heardCouncil)
                        && voter.votes() == heardSelf
                        && hearing.votesLost() == heardVotesLost;
        if (same && turn.now() < heardUntilNs) {
            return true;
        }
        heardCouncil = council;
        heardSelf = voter.votes();
        heardVotesLost = hearing.votesLost();
        heardUntilNs = Long.MAX_VALUE;
        int places = 0;
        for (int place = 0; place < council.size(); place++) {
            places |= isVoting(council.numberAt(place)) ? 1 << place : 0;
        }
        if (places == 0 || !council.isQuorum(places)) {
            heardUntilNs = Long.MIN_VALUE;
            return false;
        }
        return true;
    }

    /**
     * Until when {@link #isHeard} will go on to say yes if no more is heard; {@link Long#MIN_VALUE}
     * if it said no.
     */
    public long heardUntilNs() {
        boolean byLease = !voter.council().has(turn.self()) && lease.isValid();
        return byLease ? lease.untilNs() : heardUntilNs;
    }

    private boolean isVoting(int member) {
        if (member == turn.self()) {
            return heardSelf;
        }
        long untilNs = hearing.votingUntilNs(member);
        if (turn.now() >= untilNs || isStranger(member)) {
            return false;
        }
        heardUntilNs = Math.min(heardUntilNs, untilNs);
        return true;
    }

    /** It lost its disk: its word is not a vote before an edit has put its identity in its row. */
    private boolean isStranger(int member) {
        Message.Beacon beacon = hearing.beacon(member);
        return beacon != null && !voter.files().isKnown(member, beacon.identity());
    }

    /** Whether this member belongs to those who may decide, and hears no quorum. */
    boolean isMissing() {
        return missingSinceNs != Long.MIN_VALUE;
    }

    /** Since when, on the monotonic clock. */
    long missingSinceNs() {
        return missingSinceNs;
    }

    void poll() {
        boolean concerned = isConcerned();
        boolean heard = concerned && isHeard();
        if (heard) {
            voter.hearsQuorum();
        }
        if (!concerned || heard) {
            if (toldLoss) {
                toldLoss = false;
                turn.tell(
                        Event.Kind.QUORUM_WON,
                        turn.self(),
                        "a quorum of the council is heard again");
            }
            missingSinceNs = Long.MIN_VALUE;
            return;
        }
        Incarnation incarnation = voter.version().incarnation();
        if (missingSinceNs == Long.MIN_VALUE || !incarnation.equals(missingIn)) {
            // one that has just begun is given time to be heard of
            missingSinceNs = turn.now();
            missingIn = incarnation;
        }
        if (!toldLoss && turn.due(missingSinceNs + ring.timing().leaseNs())) {
            toldLoss = true;
            turn.tell(Event.Kind.QUORUM_LOST, turn.self(), "no quorum of the council is heard");
        }
    }

    /** A separated member does not hear what would tell it. */
    private boolean isConcerned() {
        return isElector(turn.self()) && !voter.version().equals(Version.NONE);
    }

    /** Whether that member is in the group, or parked while nobody is. */
    boolean isElector(int member) {
        Place wanted = voter.operation().groupInRingOrder().isEmpty() ? Place.PARKED : Place.GROUP;
        Row row =
                member == turn.self()
                        ? voter.outline().own()
                        : voter.files().row(member).orElse(null);
        return row != null && row.place() == wanted;
    }
}
