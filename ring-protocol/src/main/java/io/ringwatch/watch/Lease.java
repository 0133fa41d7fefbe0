package io.ringwatch.watch;

import io.ringwatch.files.Council;
import io.ringwatch.files.Files;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import io.ringwatch.member.Event;
import io.ringwatch.member.SafetyRule;
import io.ringwatch.member.Turn;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Isolation;
import io.ringwatch.ring.Ring;
import io.ringwatch.sem.Voter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The lease under which this server holds VIPs: a quorum of the council has said yes to it lately,
 * for the version it holds. Counted from the moment of asking.
 */
public final class Lease {
    /** Questions remembered: answers to older ones are too late to be of use. */
    private static final int ASKED_MAX = 64;

    private final Ring ring;
    private final Voter voter;
    private final Turn turn;

    /** When each of the last questions was asked, at its number modulo {@link #ASKED_MAX}. */
    private final long[] askedNs = new long[ASKED_MAX];

    /** The latest yes of each voter, as the moment of asking, in the order of the council. */
    private long[] yesNs = {};

    /** Whom to ask at this version, {@code null} until it is worked out. */
    private int @Nullable [] toAsk;

    private final Map<Integer, Version> heldSince = new HashMap<>();
    private long seq;
    private long renewAtNs = Long.MIN_VALUE;
    private long untilNs = Long.MIN_VALUE;
    private Version wonAt = Version.NONE;
    private boolean told;
    private int lastCondition = -1;
    private long changes;

    public Lease(Ring ring, Voter voter, Turn turn) {
        this.ring = ring;
        this.voter = voter;
        this.turn = turn;
    }

    /** Called in the first turn: what it holds by the files needs a new lease of this version. */
    public void start() {
        applied(Files.NONE, voter.files());
    }

    /**
     * A new version: yeses of two versions never add up. A VIP that the edit left with this holder
     * runs on under the old lease; one that is new, or of which that is not known, needs a lease of
     * this version. It is known if one edit lies between the two, whether that came as an edit or
     * in whole files.
     */
    public void applied(Files before, Files after) {
        boolean stepwise = after.version().equals(before.version().next());
        long[] earlier = yesNs;
        yesNs = new long[voter.council().size()];
        Arrays.fill(yesNs, Long.MIN_VALUE);
        if (!turn.obeys(SafetyRule.LEASE_YES_NOT_ADDED)) {
            System.arraycopy(earlier, 0, yesNs, 0, Math.min(earlier.length, yesNs.length));
        }
        toAsk = null;
        for (Row row : after.rows()) {
            if (row.holder() != turn.self()) {
                heldSince.remove(row.number());
                continue;
            }
            boolean kept =
                    stepwise
                            && before.row(row.number())
                                    .map(Row::holder)
                                    .filter(h -> h == turn.self())
                                    .isPresent();
            if (!kept || !heldSince.containsKey(row.number())) {
                heldSince.put(row.number(), after.version());
            }
        }
    }

    /**
     * Whether this server asks for leases: it is in the group under this boot and this identity.
     */
    public boolean isAdmitted() {
        return voter.isAdmitted();
    }

    /** Asks the council and the manager, if it is time or if the condition has changed. */
    public void poll(int condition, boolean active) {
        if (untilNs != Long.MIN_VALUE && told && turn.due(untilNs)) {
            told = false;
            turn.tell(
                    Event.Kind.LEASE_LOST,
                    turn.self(),
                    "the lease of version " + wonAt + " has run out");
        }
        if (!active || !isAdmitted()) {
            return;
        }
        boolean changed = ring.timing().fastWatch() && condition != lastCondition;
        if (!changed && !turn.due(renewAtNs)) {
            return;
        }
        lastCondition = condition;
        renewAtNs = nextRenewal();
        turn.wakeBy(renewAtNs);
        seq++;
        askedNs[index(seq)] = turn.now();
        var ask = new Message.Renew(seq, voter.version(), condition);
        for (int member : asked()) {
            turn.send(member, ask);
        }
    }

    /** Asks at once: a new version needs a new lease. */
    public void askNow() {
        renewAtNs = Long.MIN_VALUE;
    }

    private long nextRenewal() {
        long next = renewAtNs + ring.timing().renewalNs();
        boolean late = renewAtNs == Long.MIN_VALUE || next <= turn.now();
        return late ? turn.now() + ring.timing().renewalNs() : next;
    }

    private static int index(long question) {
        return (int) (question % ASKED_MAX);
    }

    private int[] asked() {
        int[] known = toAsk;
        if (known == null) {
            var members = new TreeSet<>(voter.council().members());
            if (voter.outline().manager() != Row.NOBODY) {
                members.add(voter.outline().manager());
            }
            known = members.stream().mapToInt(Integer::intValue).toArray();
            toAsk = known;
        }
        return known;
    }

    public void onGrant(int from, Message.Grant grant) {
        boolean known = grant.seq() <= seq && grant.seq() > Math.max(0, seq - ASKED_MAX);
        int place = voter.council().placeOf(from);
        boolean late =
                !grant.version().equals(voter.version())
                        && turn.obeys(SafetyRule.LEASE_LATE_DROPPED);
        if (!known || place < 0 || late || !isAdmitted()) {
            return;
        }
        boolean sinceAsked = turn.obeys(SafetyRule.COUNTED_FROM_ASKING);
        yesNs[place] =
                Math.max(yesNs[place], sinceAsked ? askedNs[index(grant.seq())] : turn.now());
        long won = newestQuorumNs();
        if (won == Long.MIN_VALUE) {
            return;
        }
        long until = won + ring.timing().leaseNs();
        if (until > untilNs || !wonAt.equals(voter.version())) {
            changes++;
            untilNs = Math.max(until, untilNs);
            wonAt = voter.version();
            if (!told && isValid()) {
                told = true;
                turn.tell(
                        Event.Kind.LEASE_WON,
                        turn.self(),
                        "a quorum said yes for version " + wonAt);
            }
        }
    }

    /** The latest moment such that a quorum said yes to questions not older than it. */
    private long newestQuorumNs() {
        Council council = voter.council();
        boolean needsQuorum = turn.obeys(SafetyRule.LEASE_QUORUM);
        long newest = Long.MIN_VALUE;
        for (long timeNs : yesNs) {
            if (timeNs > newest && (!needsQuorum || council.isQuorum(places(timeNs)))) {
                newest = timeNs;
            }
        }
        return newest;
    }

    private int places(long sinceNs) {
        int places = 0;
        for (int place = 0; place < yesNs.length; place++) {
            places |= yesNs[place] >= sinceNs ? 1 << place : 0;
        }
        return places;
    }

    public boolean isValid() {
        return untilNs != Long.MIN_VALUE && turn.now() < untilNs;
    }

    /** How often an answer has changed it. */
    public long changes() {
        return changes;
    }

    /** Whether it was won for this version. */
    public boolean isOf(Version version) {
        return wonAt.equals(version);
    }

    /** When it runs out; in the past without one. */
    public long untilNs() {
        return untilNs;
    }

    /**
     * Until when the VIPs of that server may be held here by the lease; {@link Long#MIN_VALUE} if
     * not at all.
     *
     * @param gatewayOk whether the own gateway answers, for {@link Isolation#KEEP}
     * @param held whether they are held now: {@code keep} never takes one up
     */
    public long mayHoldUntilNs(int server, boolean gatewayOk, boolean held) {
        Version since = heldSince.get(server);
        if (since == null || !isAdmitted()) {
            return Long.MIN_VALUE;
        }
        boolean ofThis =
                wonAt.compareTo(since) >= 0
                        || !turn.obeys(SafetyRule.CLAIM_UNDER_ASSIGNING_VERSION);
        if (isValid() && ofThis) {
            return untilNs;
        }
        boolean keeps = ring.server(turn.self()).isolation() == Isolation.KEEP;
        boolean keptOnly = held || !turn.obeys(SafetyRule.KEEP_NEVER_TAKES_UP);
        return keeps && server == turn.self() && keptOnly && gatewayOk
                ? turn.now() + ring.timing().leaseNs()
                : Long.MIN_VALUE;
    }
}
