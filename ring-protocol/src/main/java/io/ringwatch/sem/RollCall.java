package io.ringwatch.sem;

import io.ringwatch.files.Version;
import io.ringwatch.member.Turn;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Ring;
import io.ringwatch.watch.Deaths;
import io.ringwatch.watch.Hearing;
import io.ringwatch.watch.Lease;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Whoever hears no quorum asks all who is there: keepalives go to the council and the manager only,
 * so in a ring larger than the council most members never hear each other, and silence alone says
 * nothing. One that answers that it hears a quorum proves that the ring goes on: then nobody may be
 * fenced for silence, and no incarnation is needed.
 */
public final class RollCall {
    private final Ring ring;
    private final Voter voter;
    private final Hearing hearing;
    private final Quorum quorum;
    private final Lease lease;
    private final Turn turn;
    private final Map<Integer, Boolean> quorums = new HashMap<>();
    private long askAtNs = Long.MIN_VALUE;

    public RollCall(
            Ring ring, Voter voter, Hearing hearing, Quorum quorum, Lease lease, Turn turn) {
        this.ring = ring;
        this.voter = voter;
        this.hearing = hearing;
        this.quorum = quorum;
        this.lease = lease;
        this.turn = turn;
    }

    /** The quorum that is missing when the roll is called. */
    Quorum quorum() {
        return quorum;
    }

    /** No quorum is heard: asks, once in a renewal period. */
    void poll() {
        if (!turn.due(askAtNs)) {
            return;
        }
        askAtNs = turn.now() + ring.timing().renewalNs();
        turn.wakeBy(askAtNs);
        for (int member : ring.members()) {
            if (member != turn.self()) {
                turn.send(member, new Message.RollCall());
            }
        }
    }

    /** Somebody who hears no quorum asks. Whoever is not in the group sends beacons anyway. */
    public void onAsked(int from) {
        if (lease.isAdmitted()) {
            turn.send(from, new Message.Present(voter.version(), quorum.isHeard()));
        }
    }

    public void onPresent(int from, Message.Present answer) {
        hearing.onPresent(from);
        quorums.put(from, answer.quorum());
    }

    /** All others that are not heard. */
    Set<Integer> silent() {
        var silent = new HashSet<Integer>();
        for (int member : ring.members()) {
            if (member != turn.self() && !hearing.isFresh(member)) {
                silent.add(member);
            }
        }
        return silent;
    }

    /**
     * Whether a ring is to be formed here: nobody has files, all others have their flags or are
     * confirmed off, and this is the lowest of the servers left.
     */
    boolean isToForm(Deaths deaths) {
        for (int member : ring.members()) {
            if (member == turn.self() || deaths.isConfirmed(member)) {
                continue;
            }
            Message.Beacon beacon = hearing.beacon(member);
            boolean ready =
                    beacon != null
                            && beacon.version().equals(Version.NONE)
                            && (beacon.flag() || member == Ring.WITNESS);
            if (!ready || member != Ring.WITNESS && member < turn.self()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether nobody of those who may decide, and are heard, has a lower number. Whoever has the
     * flag does not wait for one without it, which may have been stopped for good.
     */
    boolean isLowest(boolean flag) {
        for (int member : ring.members()) {
            if (quorum.isElector(member) && member < turn.self() && hearing.isFresh(member)) {
                Message.Beacon beacon = hearing.beacon(member);
                if (!flag || beacon == null || beacon.flag()) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Whether somebody who is heard said last that it hears a quorum. Whoever beacons is not in the
     * group any more and answers no roll call: what it said before does not count.
     */
    boolean isQuorumKnown() {
        return quorums.entrySet().stream()
                .anyMatch(
                        entry ->
                                entry.getValue()
                                        && hearing.isFresh(entry.getKey())
                                        && hearing.beacon(entry.getKey()) == null);
    }
}
