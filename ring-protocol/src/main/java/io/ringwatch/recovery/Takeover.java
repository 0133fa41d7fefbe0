package io.ringwatch.recovery;

import io.ringwatch.capacity.Candidate;
import io.ringwatch.capacity.HostChoice;
import io.ringwatch.capacity.PredictedLoad;
import io.ringwatch.capacity.ScoreTable;
import io.ringwatch.dbss.Examination;
import io.ringwatch.files.Heartbeat;
import io.ringwatch.files.Proof;
import io.ringwatch.files.Row;
import io.ringwatch.member.Event;
import io.ringwatch.member.Input;
import io.ringwatch.member.SafetyRule;
import io.ringwatch.member.Situation;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Server;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * Has a virtual server take over a function: chooses the host with the largest selection value, and
 * the next best one when it cannot; waits until it has the VIPs and its services answer there.
 *
 * <pre>
 *   CHOOSING --(best host asked)--> PREPARING --(ready)--> READY --(assigned)--> CLAIMING --(answers at the VIP)--> SERVING
 *      ^                                |                    |                       |                                 |
 *      +------(failed, silent, late)----+--------------------+-----------------------+-------(host or guest died)------+
 * </pre>
 */
final class Takeover {
    private static final long ASK_AGAIN_NS = 1_000_000_000L;
    private static final long NO_HOST_PAUSE_NS = 5_000_000_000L;

    private final Situation situation;
    private final Server server;
    private final IntUnaryOperator pending;
    private final Examination examination;
    private final Set<Integer> excluded = new HashSet<>();
    private State state = State.CHOOSING;
    private int host = Row.NOBODY;
    private long sinceNs;
    private long askAtNs;
    private long pauseUntilNs = Long.MIN_VALUE;
    private long resumeMs;
    private long installMs;
    private long readyMs;
    private long assignedNs;
    private boolean claimed;

    /** A step of the takeover. */
    enum State {
        CHOOSING,
        PREPARING,
        READY,
        CLAIMING,
        SERVING
    }

    /**
     * @param pending virtual servers asked of a host by this member's other takeovers and not yet
     *     in the files
     */
    Takeover(Situation situation, Server server, IntUnaryOperator pending) {
        this.situation = situation;
        this.server = server;
        this.pending = pending;
        examination = new Examination(situation, server.number(), true);
        sinceNs = situation.turn().now();
    }

    State state() {
        return state;
    }

    /** The host chosen and not yet in the files, NOBODY if there is none. */
    int pendingHost() {
        return state == State.PREPARING || state == State.READY ? host : Row.NOBODY;
    }

    int host() {
        return host;
    }

    boolean isReady() {
        return state == State.READY;
    }

    boolean isServing() {
        return state == State.SERVING;
    }

    /**
     * Before and during the separation, and while the row is vacated: has a virtual server made
     * ready.
     */
    void prepare() {
        if (state == State.CLAIMING || state == State.SERVING) {
            // it had a host, and that lost it
            exclude(host);
        }
        switch (state) {
            case CHOOSING -> choose();
            case PREPARING -> awaitHost();
            case READY -> {
                if (!isAlive(host)) {
                    exclude(host);
                } else {
                    ask();
                }
            }
            case CLAIMING, SERVING -> enter(State.CHOOSING);
        }
    }

    private boolean isAlive(int member) {
        return member == situation.self()
                || situation.operation().groupInRingOrder().contains(member)
                        && (!situation.voter().council().has(situation.self())
                                || situation.hearing().isFresh(member));
    }

    private void enter(State next) {
        state = next;
        sinceNs = situation.turn().now();
    }

    private void exclude(int member) {
        if (member != Row.NOBODY) {
            excluded.add(member);
            situation.turn().send(member, new Message.DropGuest(server.number()));
        }
        host = Row.NOBODY;
        enter(State.CHOOSING);
    }

    private void choose() {
        if (!situation.turn().due(pauseUntilNs)) {
            return;
        }
        var candidates = new ArrayList<Candidate>();
        for (int member : situation.operation().groupInRingOrder()) {
            boolean other = member != server.number() && !excluded.contains(member);
            if (other && isAlive(member) && !situation.isMaintained(member)) {
                candidates.add(candidate(member));
            }
        }
        boolean measures = situation.turn().obeys(SafetyRule.MEMORY);
        long memoryKb = measures ? server.guestMemoryKb() : 0;
        ScoreTable scores = HostChoice.score(server.type(), memoryKb, candidates);
        if (scores.hosts().isEmpty()) {
            situation
                    .turn()
                    .tell(
                            Event.Kind.GUEST_FAILED,
                            server.number(),
                            "no host can have its virtual server now");
            excluded.clear();
            pauseUntilNs = situation.turn().now() + NO_HOST_PAUSE_NS;
            situation.turn().wakeBy(pauseUntilNs);
            return;
        }
        host = scores.hosts().get(0);
        situation
                .turn()
                .tell(
                        Event.Kind.HOST_CHOSEN,
                        server.number(),
                        situation.nameOf(host) + " is to host " + server.virtualName(),
                        "host",
                        situation.nameOf(host),
                        "scores",
                        scores.render(situation::nameOf));
        situation.log(server.number(), "Start_of_virtual_server_(IPV)");
        enter(State.PREPARING);
        askAtNs = sinceNs;
        awaitHost();
    }

    private Candidate candidate(int member) {
        Heartbeat heartbeat = situation.hearing().heartbeat(member);
        int guests = pending.applyAsInt(member);
        for (Row row : situation.files().rows()) {
            if (row.holder() == member && row.number() != member) {
                guests++;
            }
        }
        return new Candidate(
                member, heartbeat == null ? PredictedLoad.UNKNOWN : heartbeat.load(), guests);
    }

    private void awaitHost() {
        if (!isAlive(host) || situation.turn().due(sinceNs + situation.timing().guestLimitNs())) {
            failed("it does not answer");
            return;
        }
        ask();
    }

    private void ask() {
        if (situation.turn().due(askAtNs)) {
            askAtNs = situation.turn().now() + ASK_AGAIN_NS;
            situation.turn().wakeBy(askAtNs);
            situation.turn().send(host, new Message.WantGuest(server.number()));
        }
    }

    private void failed(String reason) {
        situation
                .turn()
                .tell(
                        Event.Kind.GUEST_FAILED,
                        server.number(),
                        situation.nameOf(host)
                                + " cannot host "
                                + server.virtualName()
                                + ": "
                                + reason,
                        "host",
                        situation.nameOf(host),
                        "reason",
                        reason);
        exclude(host);
    }

    void onHave(int from, Message.HaveGuest have) {
        if (from == host && state == State.PREPARING) {
            resumeMs = have.resumeMs();
            installMs = have.installMs();
            readyMs = (situation.turn().now() - sinceNs) / 1_000_000;
            enter(State.READY);
            askAtNs = situation.turn().now() + ASK_AGAIN_NS;
            situation.log(server.number(), "Server_start_Complete");
            situation
                    .turn()
                    .tell(
                            Event.Kind.GUEST_READY,
                            server.number(),
                            server.virtualName() + " is ready on " + situation.nameOf(from),
                            "host",
                            situation.nameOf(from),
                            "resumeMs",
                            resumeMs,
                            "installMs",
                            installMs);
        }
    }

    void onNone(int from, Message.NoGuest none) {
        if (from == host && (state == State.PREPARING || state == State.READY)) {
            failed(none.reason());
        }
    }

    void onClaimed(int from) {
        if (from == host && state == State.CLAIMING) {
            claimed = true;
        }
    }

    /**
     * The files name a host: waits until its claim is good, or looks for another one; whether that
     * is needed.
     */
    boolean serve(int holder) {
        if (state != State.CLAIMING && state != State.SERVING || host != holder) {
            host = holder;
            assignedNs = situation.turn().now();
            claimed = false;
            examination.stop();
            enter(State.CLAIMING);
        }
        examination.poll();
        if (state == State.SERVING) {
            return false;
        }
        if (examination.isGood() || !situation.turn().obeys(SafetyRule.EXAMINE_AT_VIP)) {
            enter(State.SERVING);
            return false;
        }
        boolean late =
                situation
                        .turn()
                        .due(
                                assignedNs
                                        + 2 * situation.timing().serviceLimitNs()
                                        + 2 * situation.timing().leaseNs());
        boolean look =
                claimed || situation.turn().due(assignedNs + situation.timing().leaseNs() / 2);
        if (look && !examination.isRunning() && !late) {
            examination.startServices();
        }
        return late;
    }

    /** A hand-back was broken off: the virtual server that gave up its VIPs still runs. */
    void resume() {
        if (state == State.SERVING || state == State.CLAIMING) {
            askAtNs = situation.turn().now();
            enter(State.READY);
        }
    }

    void onExamined(Input.Examined result) {
        examination.onExamined(result);
    }

    /** It is not needed any more. */
    void drop() {
        if (host != Row.NOBODY && (state == State.PREPARING || state == State.READY)) {
            situation.turn().send(host, new Message.DropGuest(server.number()));
        }
        host = Row.NOBODY;
        enter(State.CHOOSING);
    }

    /** Names and values of the durations, for the event of the recovered function. */
    List<Object> durations(Proof proof) {
        long announceMs = (situation.turn().now() - assignedNs) / 1_000_000;
        return List.of(
                "host",
                host == Row.NOBODY ? "" : situation.nameOf(host),
                "proof",
                proof,
                "readyMs",
                readyMs,
                "resumeMs",
                resumeMs,
                "installMs",
                installMs,
                "announceMs",
                announceMs);
    }
}
