package io.ringwatch.watch;

import io.ringwatch.files.Council;
import io.ringwatch.files.Files;
import io.ringwatch.files.Place;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import io.ringwatch.member.Event;
import io.ringwatch.member.SafetyRule;
import io.ringwatch.member.Turn;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Isolation;
import io.ringwatch.ring.Ring;
import io.ringwatch.sem.Voter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final Map<Long, Long> askedNs =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
                    return size() > ASKED_MAX;
                }
            };
    private final Map<Integer, Long> yesNs = new HashMap<>();
    private final Map<Integer, Version> heldSince = new HashMap<>();
    private long seq;
    private long renewAtNs = Long.MIN_VALUE;
    private long untilNs = Long.MIN_VALUE;
    private Version wonAt = Version.NONE;
    private boolean told;
    private int lastCondition = -1;

    public Lease(Ring ring, Voter voter, Turn turn) {
        this.ring = ring;
        this.voter = voter;
        this.turn = turn;
    }

    /** Called in the first turn: what it holds by the files needs a new lease of this version. */
    public void start() {
        applied(Files.NONE, voter.files(), false);
    }

    /**
     * A new version: yeses of two versions never add up. A VIP that the edit left with this holder
     * runs on under the old lease; one that is new, or of which that is not known, needs a lease of
     * this version.
     */
    public void applied(Files before, Files after, boolean stepwise) {
        if (turn.obeys(SafetyRule.LEASE_YES_NOT_ADDED)) {
            yesNs.clear();
        }
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
        @Nullable Row row = voter.ownRow().orElse(null);
        return row != null
                && row.place() == Place.GROUP
                && row.identity() == voter.identity()
                && (row.bootId() == voter.bootId() || !turn.obeys(SafetyRule.NO_VIP_AFTER_BOOT));
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
        askedNs.put(++seq, turn.now());
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

    private Set<Integer> asked() {
        var members = new HashSet<>(voter.council().members());
        int manager = voter.operation().managerOf(turn.self());
        if (manager != Row.NOBODY) {
            members.add(manager);
        }
        return new java.util.TreeSet<>(members);
    }

    public void onGrant(int from, Message.Grant grant) {
        Long asked = askedNs.get(grant.seq());
        boolean late =
                !grant.version().equals(voter.version())
                        && turn.obeys(SafetyRule.LEASE_LATE_DROPPED);
        if (asked == null || late || !isAdmitted()) {
            return;
        }
        boolean sinceAsked = turn.obeys(SafetyRule.COUNTED_FROM_ASKING);
        yesNs.merge(from, sinceAsked ? asked : turn.now(), Math::max);
        long won = newestQuorumNs();
        if (won == Long.MIN_VALUE) {
            return;
        }
        long until = won + ring.timing().leaseNs();
        if (until > untilNs || !wonAt.equals(voter.version())) {
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
        List<Long> times =
                yesNs.values().stream().sorted(java.util.Comparator.reverseOrder()).toList();
        for (long time : times) {
            var yes = new HashSet<Integer>();
            yesNs.forEach(
                    (member, at) -> {
                        if (at >= time) {
                            yes.add(member);
                        }
                    });
            if (council.isQuorum(yes) || !turn.obeys(SafetyRule.LEASE_QUORUM)) {
                return time;
            }
        }
        return Long.MIN_VALUE;
    }

    public boolean isValid() {
        return untilNs != Long.MIN_VALUE && turn.now() < untilNs;
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
