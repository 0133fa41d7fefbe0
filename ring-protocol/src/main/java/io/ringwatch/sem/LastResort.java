package io.ringwatch.sem;

import io.ringwatch.files.Files;
import io.ringwatch.files.Incarnation;
import io.ringwatch.files.Version;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Event;
import io.ringwatch.member.SafetyRule;
import io.ringwatch.member.Turn;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Ring;
import io.ringwatch.watch.Deaths;
import io.ringwatch.watch.Hearing;
import io.ringwatch.watch.SelfMonitoring;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Begins an incarnation: the first one when a ring is formed, a new one when more than a quorum can
 * bear is gone at once. Every member of the ring file takes part or is confirmed off (design,
 * section 5).
 *
 * <pre>
 *   WATCHING --(no quorum, all others heard or off; or no files anywhere)--> ASKING --(all promised)--> CHECKING
 *      ^                                                                        |                           |
 *      +--(called off: refused, too late, one found on)-------------------------+---------------------------+
 *      +--(begun: every participant accepted the first files)---- ACCEPTING <---(all others off again)------+
 * </pre>
 */
public final class LastResort {
    private static final long GIVE_UP_NS = 5_000_000_000L;

    private final Ring ring;
    private final Voter voter;
    private final Incarnations incarnations;
    private final Quorum quorum;
    private final Hearing hearing;
    private final Deaths deaths;
    private final SelfMonitoring selfMonitoring;
    private final RollCall rollCall;
    private final Turn turn;
    private final TreeMap<Integer, Message.Founding> promises = new TreeMap<>();
    private final Set<Integer> accepted = new HashSet<>();
    private State state = State.WATCHING;
    private boolean flagged;
    private Incarnation incarnation = Incarnation.NONE;
    private Set<Integer> dead = Set.of();
    private Files first = Files.NONE;
    private long deadlineNs;
    private long resendAtNs;
    private long promisedAllNs;
    private long pauseUntilNs = Long.MIN_VALUE;
    private long askBecameAtNs = Long.MIN_VALUE;

    private enum State {
        WATCHING,
        ASKING,
        CHECKING,
        ACCEPTING
    }

    public LastResort(
            Ring ring,
            Voter voter,
            Hearing hearing,
            Deaths deaths,
            SelfMonitoring selfMonitoring,
            RollCall rollCall,
            Turn turn) {
        this.ring = ring;
        this.voter = voter;
        this.incarnations = voter.incarnations();
        this.quorum = rollCall.quorum();
        this.hearing = hearing;
        this.deaths = deaths;
        this.selfMonitoring = selfMonitoring;
        this.rollCall = rollCall;
        this.turn = turn;
    }

    /**
     * Called in the first turn: what this member itself began and did not finish before it ended is
     * called off.
     */
    public void start() {
        for (Incarnation open : voter.open()) {
            if (open.starter() == turn.self()) {
                incarnation = open;
                callOff("its starter was restarted");
            }
        }
    }

    public boolean isAtWork() {
        return state != State.WATCHING;
    }

    /**
     * @param mayBegin whether this member has the flag, or lost it only with its memory disk
     * @param flag whether it has the flag
     */
    public void poll(boolean mayBegin, boolean flag) {
        flagged = flag;
        quorum.poll();
        askWhatBecame();
        switch (state) {
            case WATCHING -> watch(mayBegin);
            case ASKING, ACCEPTING -> {
                if (turn.due(deadlineNs)) {
                    callOff("not everybody answered");
                } else if (turn.due(resendAtNs)) {
                    ask();
                }
            }
            case CHECKING -> check();
        }
    }

    /**
     * A promise blocks: whether the incarnation has begun or was called off is asked until it is
     * known.
     */
    private void askWhatBecame() {
        if (voter.isBlocked() && !isAtWork() && turn.due(askBecameAtNs)) {
            askBecameAtNs = turn.now() + ring.timing().renewalNs();
            turn.wakeBy(askBecameAtNs);
            voter.open().forEach(open -> answerFounding(open.starter(), open));
        }
    }

    private void watch(boolean mayBegin) {
        if (!turn.due(pauseUntilNs) || turn.self() == Ring.WITNESS || !mayBegin) {
            return;
        }
        if (voter.version().equals(Version.NONE)) {
            watchFormation();
        } else {
            watchLoss();
        }
    }

    private void watchFormation() {
        turn.wakeBy(turn.now() + ring.timing().renewalNs());
        if (rollCall.isToForm(deaths)) {
            begin(rollCall.silent());
        }
    }

    /**
     * The others are heard or off, and this is the lowest of the servers left: it is its turn to
     * begin.
     */
    private void watchLoss() {
        if (!quorum.isMissing()) {
            return;
        }
        rollCall.poll();
        // longer than a quorate side needs to fence this one, which examines itself first; who was
        // cut off from everything listens anew
        long sinceNs = Math.max(quorum.missingSinceNs(), selfMonitoring.gatewayBackNs());
        long patience = 2 * ring.timing().leaseProofNs();
        long fencing = patience + ring.timing().fenceLimitNs();
        if (!turn.due(sinceNs + patience)) {
            return;
        }
        turn.wakeBy(turn.now() + ring.timing().renewalNs());
        if (!selfMonitoring.isSoundSince(quorum.missingSinceNs())) {
            selfMonitoring.examineNow();
            return;
        }
        if (rollCall.isQuorumKnown() && turn.obeys(SafetyRule.QUORUM_KNOWN)) {
            return;
        }
        boolean mayFence = turn.due(sinceNs + fencing) || !turn.obeys(SafetyRule.LAST_RESORT_LATE);
        boolean all = true;
        for (int member : rollCall.silent()) {
            if (!deaths.isOff(member)) {
                all = !turn.obeys(SafetyRule.INCARNATION_ALL);
                if (mayFence && rollCall.isLowest(flagged)) {
                    deaths.ask(member, mayKill() ? Effect.Power.OFF : Effect.Power.STATUS);
                }
            }
        }
        if (all && rollCall.isLowest(flagged)) {
            begin(rollCall.silent());
        }
    }

    /**
     * Whoever has booted and heard no quorum since may be one that was fenced itself, or may only
     * be quicker than others that boot: it asks whether they are off, and switches nobody off.
     */
    private boolean mayKill() {
        return voter.hasHeardQuorum() || !turn.obeys(SafetyRule.BOOTED_FENCE_NOBODY);
    }

    private void begin(Set<Integer> without) {
        incarnation =
                new Incarnation(
                        incarnations.next(
                                voter.version().incarnation(), !without.isEmpty(), turn.wallMs()),
                        turn.self());
        dead = without;
        promises.clear();
        accepted.clear();
        enter(State.ASKING);
        turn.tell(
                Event.Kind.INCARNATION,
                turn.self(),
                "asks for incarnation " + incarnation,
                "without",
                dead.stream().map(ring::nameOf).sorted().toList());
        voter.promiseIncarnation(incarnation);
        ask();
    }

    private void enter(State next) {
        state = next;
        deadlineNs = turn.now() + GIVE_UP_NS;
        resendAtNs = turn.now();
    }

    private void ask() {
        resendAtNs = turn.now() + ring.timing().renewalNs();
        turn.wakeBy(resendAtNs);
        turn.wakeBy(deadlineNs);
        for (int member : ring.members()) {
            if (dead.contains(member)) {
                continue;
            }
            if (state == State.ASKING && !promises.containsKey(member)) {
                turn.sendStored(member, new Message.Found(incarnation));
            } else if (state == State.ACCEPTING && !accepted.contains(member)) {
                turn.send(member, new Message.FirstFiles(first));
            }
        }
    }

    private void callOff(String why) {
        turn.tell(
                Event.Kind.INCARNATION,
                turn.self(),
                "calls off incarnation " + incarnation + ": " + why);
        voter.callOff(incarnation);
        for (int member : ring.members()) {
            if (member != turn.self()) {
                turn.sendStored(member, new Message.CalledOff(incarnation));
            }
        }
        state = State.WATCHING;
        pauseUntilNs = turn.now() + ring.timing().leaseNs();
    }

    /** Somebody asks for the promise of a new incarnation. */
    public void onFound(int from, Message.Found ask) {
        boolean newer =
                ask.incarnation().compareTo(incarnations.promised()) >= 0
                        && ask.incarnation().compareTo(voter.version().incarnation()) > 0;
        if (!newer) {
            turn.send(from, new Message.FoundRefused(incarnations.promised(), voter.version()));
            return;
        }
        if (isAtWork() && !ask.incarnation().equals(incarnation)) {
            // only its starter can begin it, and this one does not any more
            voter.callOff(incarnation);
            state = State.WATCHING;
            pauseUntilNs = turn.now() + ring.timing().leaseNs();
        }
        if (!ask.incarnation().equals(incarnations.promised())) {
            voter.promiseIncarnation(ask.incarnation());
        }
        answerFounding(from, ask.incarnation());
    }

    private void answerFounding(int to, Incarnation asked) {
        turn.sendStored(
                to,
                new Message.Founding(
                        asked,
                        voter.identity(),
                        voter.bootId(),
                        voter.files(),
                        voter.acceptedBallot(),
                        voter.accepted(),
                        incarnations.firsts(),
                        incarnations.calledOff()));
    }

    /**
     * A participant has promised; or it is left blocked by a promise and asks what became of it.
     */
    public void onFounding(int from, Message.Founding promise) {
        Incarnation asked = promise.incarnation();
        if (!isAtWork() || !asked.equals(incarnation)) {
            if (voter.version().incarnation().compareTo(asked) >= 0) {
                turn.sendStored(from, new Message.Snapshot(voter.files(), voter.vouches()));
            } else if (asked.starter() == turn.self()
                    && incarnations.promised().compareTo(asked) >= 0) {
                // one that has lost its record may have begun it, and cannot say
                turn.sendStored(from, new Message.CalledOff(asked));
            }
            return;
        }
        if (state != State.ASKING) {
            return;
        }
        promises.put(from, promise);
        for (int member : ring.members()) {
            if (!dead.contains(member) && !promises.containsKey(member)) {
                return;
            }
        }
        enter(State.CHECKING);
        promisedAllNs = turn.now();
        for (int member : dead) {
            if (Founder.hasLetIn(member, voter.files(), promises.values())) {
                callOff(ring.nameOf(member) + " was let in since it was said to be off");
                return;
            }
        }
        check();
    }

    private boolean isOff(int member) {
        boolean again = turn.obeys(SafetyRule.INCARNATION_RECHECK);
        return deaths.isConfirmed(member) && !deaths.canTell(member, promisedAllNs)
                || deaths.isOffSince(member, again ? promisedAllNs : Long.MIN_VALUE)
                || !turn.obeys(SafetyRule.INCARNATION_ALL);
    }

    /** All the others are checked to be off again, in one pass after the last promise. */
    private void check() {
        boolean all = true;
        for (int member : dead) {
            if (isOff(member)) {
                continue;
            }
            all = false;
            if (hearing.isFresh(member) || deaths.isOn(member) || !deaths.hasFence(member)) {
                callOff(ring.nameOf(member) + " is not off");
                return;
            }
            deaths.ask(member, Effect.Power.STATUS);
        }
        if (all) {
            first = new Founder(ring, turn).first(incarnation, promises, dead);
            enter(State.ACCEPTING);
            ask();
        } else if (turn.due(deadlineNs + ring.timing().fenceLimitNs())) {
            callOff("a fence does not answer");
        }
    }

    public void onRefused(Message.FoundRefused refusal) {
        if (state == State.ASKING && refusal.promised().compareTo(incarnation) > 0) {
            incarnations.saw(refusal.promised());
            callOff("incarnation " + refusal.promised() + " was promised");
        }
    }

    public void onFirstFiles(int from, Message.FirstFiles ask) {
        Incarnation asked = ask.files().version().incarnation();
        if (asked.equals(incarnations.promised()) && voter.open().contains(asked)) {
            voter.acceptFirst(ask.files());
            turn.sendStored(from, new Message.FirstAccepted(asked));
        }
    }

    public void onFirstAccepted(int from, Message.FirstAccepted yes) {
        if (state != State.ACCEPTING || !yes.incarnation().equals(incarnation)) {
            return;
        }
        accepted.add(from);
        if (!accepted.containsAll(promises.keySet())
                && turn.obeys(SafetyRule.INCARNATION_FIRST_BY_ALL)) {
            return;
        }
        state = State.WATCHING;
        if (turn.obeys(SafetyRule.INCARNATION_DROP)) {
            turn.emit(new Effect.HoldVips(turn.op(), List.of()));
        }
        voter.adopt(first);
        voter.markCaughtUp();
        for (int member : ring.members()) {
            if (member != turn.self()) {
                // a starter that ends before it has this on its disk calls the incarnation off
                turn.sendStored(member, new Message.Snapshot(first, true));
            }
        }
    }

    public void onCalledOff(int from, Message.CalledOff off) {
        if (off.incarnation().starter() == from) {
            voter.callOff(off.incarnation());
        }
    }
}
