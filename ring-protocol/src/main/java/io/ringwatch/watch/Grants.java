package io.ringwatch.watch;

import io.ringwatch.member.SafetyRule;
import io.ringwatch.member.Turn;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Ring;
import io.ringwatch.sem.Voter;
import java.util.Arrays;
import java.util.TreeMap;

/** The yeses that this member gives to lease requests, and how long ago it gave them. */
public final class Grants {
    /** Longer ago than any lease. */
    public static final long NEVER_NS = Long.MIN_VALUE / 4;

    private final Voter voter;
    private final Turn turn;
    private final long leaseNs;

    /** By number; {@link Long#MIN_VALUE} for never. */
    private final long[] lastYesNs;

    /**
     * The newest question of each asker that has applied more than this member, and when it came.
     */
    private final TreeMap<Integer, Early> early = new TreeMap<>();

    private long startedNs = NEVER_NS;

    private record Early(Message.Renew ask, long atNs) {}

    public Grants(Ring ring, Voter voter, Turn turn) {
        this.leaseNs = ring.timing().leaseNs();
        lastYesNs = new long[ring.numberMax() + 1];
        Arrays.fill(lastYesNs, Long.MIN_VALUE);
        this.voter = voter;
        this.turn = turn;
    }

    /** Called in the first turn. */
    public void start() {
        startedNs = turn.obeys(SafetyRule.AGE_START) ? turn.now() : NEVER_NS;
    }

    /**
     * Says yes only if it votes, holds that same version, has accepted nothing for the next, and
     * finds the asker in the group. A question for a version that is on its way here is kept until
     * that is applied, as if it had come after it: a new holder asks at once, and is often ahead.
     */
    public void onRenew(int from, Message.Renew ask) {
        if (!ask.version().equals(voter.version()) && turn.obeys(SafetyRule.LEASE_SAME_VERSION)) {
            if (ask.version().compareTo(voter.version()) < 0) {
                turn.send(from, new Message.Refusal(voter.version()));
            } else {
                early.put(from, new Early(ask, turn.now()));
            }
            return;
        }
        boolean open = !voter.hasAccepted() || !turn.obeys(SafetyRule.LEASE_NOT_ACCEPTED);
        boolean known = voter.operation().isInGroup(from) || !turn.obeys(SafetyRule.LEASE_IN_GROUP);
        if (voter.votes() && open && known) {
            lastYesNs[from] = turn.now();
            turn.send(from, new Message.Grant(ask.seq(), ask.version()));
        }
    }

    /** A new version: answers those that were ahead of this member. */
    public void applied() {
        if (early.isEmpty()) {
            return;
        }
        var asked = new TreeMap<>(early);
        early.clear();
        asked.forEach(
                (from, question) -> {
                    boolean ahead = question.ask().version().compareTo(voter.version()) >= 0;
                    if (ahead && turn.now() - question.atNs() < leaseNs) {
                        onRenew(from, question.ask());
                    }
                });
    }

    /**
     * Time since the last yes to that server: at most the time since the last change of the council
     * was applied, since a yes of an earlier council is not remembered by all of this one, and
     * since this agent's start, since memory goes.
     */
    public long ageNs(int holder) {
        long councilNs = turn.obeys(SafetyRule.AGE_COUNCIL) ? voter.councilSinceNs() : NEVER_NS;
        long since = Math.max(startedNs, councilNs);
        return turn.now() - Math.max(lastYesNs(holder), since);
    }

    private long lastYesNs(int server) {
        return server >= 0 && server < lastYesNs.length ? lastYesNs[server] : Long.MIN_VALUE;
    }

    /**
     * The longest that a lease of that server can last after what was granted here, nanoseconds; 0
     * if it has run out, -1 if nothing was granted here.
     */
    public long leaseLeftNs(int asker, long leaseNs) {
        long yesNs = lastYesNs(asker);
        return yesNs == Long.MIN_VALUE ? -1 : Math.max(0, yesNs + leaseNs - turn.now());
    }
}
