package io.ringwatch.sem;

import io.ringwatch.files.Change;
import io.ringwatch.files.Edit;
import io.ringwatch.files.Place;
import io.ringwatch.files.Reason;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import io.ringwatch.member.SafetyRule;
import io.ringwatch.member.Turn;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Ring;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gets this member's edits decided: single-decree Paxos for the version after the one applied.
 *
 * <pre>
 *   IDLE --(changes planned, or an acceptance left undecided)--> PREPARING --(quorum of promises)--> ACCEPTING
 *    ^                                                              |                                  |
 *    +----(nack, time out: back off by seat)------------------------+----------------------------------+
 *    +----(the version was decided, by this editor or another one: plan again)--------------------------+
 * </pre>
 *
 * <p>Level-triggered: the plans are asked anew whenever it is idle, so an edit that lost is planned
 * again on the new version, and one that became moot is not.
 */
public final class Editor {
    private final Ring ring;
    private final Voter voter;
    private final Turn turn;
    private final Supplier<List<Change>> plans;
    private final Expiries expiries = new Expiries();
    private final Set<Integer> yes = new HashSet<>();
    private final Map<Integer, Set<Integer>> objectors = new HashMap<>();
    private State state = State.IDLE;
    private Version target = Version.NONE;
    private Ballot ballot = Ballot.NONE;
    private List<Integer> suspects = List.of();
    private List<Change> planned = List.of();
    private Ballot highestAccepted = Ballot.NONE;
    private @Nullable Edit adopted;
    private @Nullable Edit proposed;
    private long deadlineNs;
    private long startAtNs;
    private int failures;

    /** Whether the changes wanted were asked for last time, and were none. */
    private boolean nothingWanted;

    private enum State {
        IDLE,
        PREPARING,
        ACCEPTING
    }

    /**
     * @param plans the changes wanted now, on the files held now; at most one per member counts
     */
    public Editor(Ring ring, Voter voter, Turn turn, Supplier<List<Change>> plans) {
        this.ring = ring;
        this.voter = voter;
        this.turn = turn;
        this.plans = plans;
    }

    /**
     * One attempt may take so long: well under a lease, since an undecided acceptance stops the
     * leases.
     */
    private long attemptNs() {
        return Math.min(ring.timing().leaseNs() / 5, 400_000_000L);
    }

    /** Seats part editors in time; more than eight would only wait longer. */
    private int seat() {
        List<Integer> group = voter.operation().groupInRingOrder();
        return Math.max(0, group.indexOf(turn.self())) % 8;
    }

    /** Begins, times out and finishes attempts. */
    public void poll() {
        if (state != State.IDLE && !target.equals(voter.version().next())) {
            idle(0);
            failures = 0;
        }
        if (state != State.IDLE && turn.due(deadlineNs)) {
            failures++;
            idle(backoffNs());
        }
        // a witness plans nothing, but finishes what it has accepted: until then it grants no lease
        if (state == State.IDLE && (voter.mayEdit() || (voter.votes() && voter.hasAccepted()))) {
            begin();
        }
    }

    private long backoffNs() {
        long step = ring.timing().leaseNs() / 60;
        return step * (1 + seat()) * Math.min(4, failures);
    }

    private void idle(long pauseNs) {
        state = State.IDLE;
        startAtNs = turn.now() + pauseNs;
    }

    /** Whether there is nothing to be edited, and nothing left undecided. */
    public boolean isAtRest() {
        return state == State.IDLE && !voter.hasAccepted() && (nothingWanted || !voter.mayEdit());
    }

    private void begin() {
        nothingWanted = false;
        if (!turn.due(startAtNs)) {
            return;
        }
        List<Change> changes = voter.hasAccepted() ? List.of() : plan();
        nothingWanted = changes.isEmpty();
        if (changes.isEmpty() && !mustFinish()) {
            return;
        }
        // another editor is at work: its edit will change the version anyway
        long quiet = ring.timing().leaseNs() / 30;
        if (voter.promisedAtNs() != Long.MIN_VALUE && !turn.due(voter.promisedAtNs() + quiet)) {
            return;
        }
        state = State.PREPARING;
        target = voter.version().next();
        ballot = voter.nextBallot();
        suspects = suspectsOf(changes);
        planned = planned.isEmpty() ? changes : planned;
        deadlineNs = turn.now() + attemptNs();
        turn.wakeBy(deadlineNs);
        yes.clear();
        objectors.clear();
        highestAccepted = Ballot.NONE;
        adopted = null;
        proposed = null;
        for (int member : voter.council().members()) {
            turn.sendStored(member, new Message.Prepare(target, ballot, suspects));
        }
    }

    /** An acceptance left undecided is finished after a while that depends on the seat. */
    private boolean mustFinish() {
        long lease = ring.timing().leaseNs();
        return voter.hasAccepted()
                && turn.due(voter.acceptedAtNs() + lease / 10 + seat() * (lease / 40));
    }

    private List<Change> plan() {
        if (!turn.obeys(SafetyRule.EXPECTED_ROWS) && !planned.isEmpty()) {
            return planned.stream()
                    .map(c -> c.on(voter.files()))
                    .flatMap(Optional::stream)
                    .toList();
        }
        List<Change> wanted = plans.get();
        if (wanted.isEmpty()) {
            return wanted;
        }
        var changes = new ArrayList<Change>();
        var members = new HashSet<Integer>();
        for (Change change : wanted) {
            if (!java.util.Objects.equals(change.before(), change.after())
                    && members.add(change.number())) {
                changes.add(change);
            }
        }
        return changes;
    }

    private static List<Integer> suspectsOf(List<Change> changes) {
        return changes.stream().filter(Editor::separatesForNetwork).map(Change::number).toList();
    }

    private static boolean separatesForNetwork(Change change) {
        Row before = change.before();
        Row after = change.after();
        return before != null
                && after != null
                && before.place() == Place.GROUP
                && after.place() == Place.REVIVING
                && after.reason() == Reason.NETWORK;
    }

    public void onPromise(int from, Message.Promise promise) {
        if (state != State.PREPARING
                || voter.isBlocked()
                || !promise.ballot().equals(ballot)
                || !promise.version().equals(target)) {
            return;
        }
        boolean higher =
                promise.acceptedBallot().compareTo(highestAccepted) > 0
                        || !turn.obeys(SafetyRule.HIGHEST_ACCEPTED);
        if (promise.accepted() != null && higher) {
            highestAccepted = promise.acceptedBallot();
            adopted = promise.accepted();
        }
        yes.add(from);
        if (isQuorum()) {
            propose();
        }
    }

    private boolean isQuorum() {
        return voter.council().isQuorum(yes) || !turn.obeys(SafetyRule.QUORUM);
    }

    private void propose() {
        boolean finishes = turn.obeys(SafetyRule.ADOPTION) || plan().isEmpty();
        Edit edit = adopted != null && finishes ? adopted : fresh();
        if (edit == null) {
            idle(0);
            return;
        }
        proposed = edit;
        state = State.ACCEPTING;
        deadlineNs = turn.now() + attemptNs();
        turn.wakeBy(deadlineNs);
        yes.clear();
        expiries.begin(target, edit);
        for (int member : voter.council().members()) {
            turn.send(member, new Message.Accept(target, ballot, edit));
        }
    }

    private @Nullable Edit fresh() {
        // a suspect that was not in the question has had no second opinion
        List<Change> changes =
                plan().stream()
                        .filter(c -> !separatesForNetwork(c) || suspects.contains(c.number()))
                        .toList();
        return changes.isEmpty() ? null : new Edit(turn.self(), changes);
    }

    public void onAccepted(int from, Message.Accepted accepted) {
        if (state != State.ACCEPTING
                || voter.isBlocked()
                || !accepted.ballot().equals(ballot)
                || !accepted.version().equals(target)) {
            return;
        }
        if (!yes.add(from)) {
            return;
        }
        boolean drift = turn.obeys(SafetyRule.CLOCK_RATE);
        long proofNs = drift ? ring.timing().leaseProofNs() : ring.timing().leaseNs();
        expiries.accepted(accepted.ages(), turn.now(), proofNs);
        Edit edit = proposed;
        if (edit == null || !isQuorum()) {
            return;
        }
        idle(0);
        failures = 0;
        expiries.committed();
        planned = List.of();
        voter.apply(edit);
        for (int member : ring.members()) {
            if (member != turn.self()) {
                turn.send(member, new Message.Commit(target, edit));
            }
        }
    }

    public void onNack(Message.Nack nack) {
        voter.sawRound(nack.promised().round());
        if (state != State.IDLE
                && nack.version().equals(target)
                && nack.promised().compareTo(ballot) > 0) {
            failures++;
            idle(backoffNs());
        }
    }

    public void onObjection(int from, Message.Objection objection) {
        if (state == State.PREPARING && objection.ballot().equals(ballot)) {
            objectors.computeIfAbsent(objection.suspect(), s -> new HashSet<>()).add(from);
        }
    }

    /**
     * Whether so many hold this server for well that those who are left, without it, are no quorum:
     * the attempt that would separate it cannot succeed.
     */
    public boolean isRefused(int suspect) {
        Set<Integer> against = objectors.getOrDefault(suspect, Set.of());
        if (state != State.PREPARING || against.isEmpty()) {
            return false;
        }
        var left = new HashSet<>(voter.council().members());
        left.removeAll(against);
        left.remove(suspect);
        return !voter.council().isQuorum(left);
    }

    /**
     * When the lease of the last holder has surely run out, if this member knows from the ages of
     * its own commit.
     */
    public OptionalLong expiryNs(int server, Version vacated) {
        return expiries.of(server, vacated);
    }

    /** Whether attempts keep failing: there is no quorum, or there are too many editors. */
    public boolean isStuck() {
        return failures >= 3;
    }
}
