package io.ringwatch.sim.paper.p2p;

import io.ringwatch.files.Reason;
import io.ringwatch.member.Event;
import io.ringwatch.sim.paper.p2p.PeerMessage.Deed;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One management program: it manages one target with one priority (thesis, figures 5.7 and 5.8).
 *
 * <pre>
 *  MONITORING --P1: bad--> CONFIRMING --bad--> RECOVERING --up: U.file--> MONITORING
 *      ^  |                    | good: R.file       +---------down: D.file--> ENDED
 *      |  |                    v
 *      |  +--P2: bad--> WAITING --(P1's server is bad, too)--> RECOVERING
 *      |                   +--D.file--> ENDED
 *      +-------R.file, U.file
 * </pre>
 *
 * <p>A P2 program looks at P1's server while it confirms the trouble of the target: the figures of
 * the papers leave no time for one after the other.
 */
final class Program {
    private static final long SECOND_NS = 1_000_000_000L;

    private final PeerServer server;
    private final Hands hands;
    private final SharedArea area;
    private final int target;
    private final Priority priority;
    private State state = State.MONITORING;
    private boolean checking;
    private int partner;
    private Reason reason = Reason.NONE;
    private long detectedNs;

    /** What a program is at. */
    enum State {
        MONITORING,
        CONFIRMING,
        RECOVERING,
        WAITING,
        ENDED
    }

    Program(PeerServer server, Hands hands, SharedArea area, int target, Priority priority) {
        this.server = server;
        this.hands = hands;
        this.area = area;
        this.target = target;
        this.priority = priority;
        this.partner = area.manager(target, priority.other());
    }

    State state() {
        return state;
    }

    Priority priority() {
        return priority;
    }

    boolean manages(int other, Priority with) {
        return target == other && priority == with && state != State.ENDED;
    }

    boolean isRecovering() {
        return state != State.MONITORING;
    }

    boolean hasEnded() {
        return state == State.ENDED;
    }

    void end() {
        state = State.ENDED;
    }

    /** Checks the target, unless it is at something: when the S.file comes, or as a new program. */
    void check() {
        if (state != State.MONITORING || checking) {
            return;
        }
        checking = true;
        if (area.isInGroup(target)) {
            partner = area.manager(target, priority.other());
        }
        hands.ping(
                target,
                answers -> {
                    if (answers) {
                        hands.probe(target, true, serves -> checked(serves, Reason.SERVICE));
                    } else {
                        checked(false, Reason.NETWORK);
                    }
                });
    }

    private void checked(boolean good, Reason found) {
        checking = false;
        if (state != State.MONITORING) {
            return;
        }
        if (good) {
            hands.log("IPR_is_normal");
            return;
        }
        reason = found;
        detectedNs = hands.now().monoNs();
        hands.log(found == Reason.NETWORK ? "IPR_network_is_trouble" : "Service_is_stop_condition");
        hands.tell(Event.Kind.DETECTED, target, found + " trouble, " + priority, Map.of());
        area.separate(target);
        if (priority == Priority.P1) {
            state = State.CONFIRMING;
            confirm(this::confirmed);
        } else {
            state = State.WAITING;
            waitForFirst();
        }
    }

    /** Examines again; a daemon is restarted and its service examined once more. */
    private void confirm(Consumer<Boolean> isBad) {
        hands.ping(
                target,
                answers -> {
                    if (reason == Reason.NETWORK || !answers) {
                        reason = Reason.NETWORK;
                        isBad.accept(!answers);
                    } else {
                        restartDaemon(isBad);
                    }
                });
    }

    private void restartDaemon(Consumer<Boolean> isBad) {
        hands.log("Start_to_restart");
        hands.order(
                target,
                Deed.RESTART_DAEMON,
                target,
                2 * hands.ring().timing().serviceLimitNs(),
                restarted -> hands.probe(target, true, serves -> isBad.accept(!serves)));
    }

    private void confirmed(boolean bad) {
        if (state != State.CONFIRMING) {
            return;
        }
        if (!bad) {
            falseAlarm();
        } else if (area.isInGroup(hands.self())) {
            recover();
        } else {
            // This server is itself in trouble, and its own managers restart it: P2 acts.
            state = State.ENDED;
        }
    }

    private void falseAlarm() {
        hands.log("IPR_is_normal");
        area.restore(target);
        hands.send(partner, PeerMessage.File.R, target);
        state = State.MONITORING;
    }

    private void waitForFirst() {
        var found = new Findings();
        confirm(
                bad -> {
                    found.target = bad ? Finding.BAD : Finding.GOOD;
                    decide(found);
                });
        look(
                good -> {
                    found.first = good ? Finding.GOOD : Finding.BAD;
                    decide(found);
                });
    }

    private enum Finding {
        OPEN,
        GOOD,
        BAD
    }

    private static final class Findings {
        private Finding target = Finding.OPEN;
        private Finding first = Finding.OPEN;
    }

    /** Network and services of P1's server. */
    private void look(Consumer<Boolean> isGood) {
        hands.ping(
                partner,
                answers -> {
                    if (answers) {
                        hands.probe(partner, true, isGood);
                    } else {
                        isGood.accept(false);
                    }
                });
    }

    private void decide(Findings found) {
        if (state != State.WAITING || found.target == Finding.OPEN || found.first == Finding.OPEN) {
            return;
        }
        if (found.first == Finding.BAD && found.target == Finding.BAD) {
            recover();
        } else if (found.first == Finding.BAD) {
            falseAlarm();
        } else {
            hands.log("Wait");
            hands.after(SECOND_NS, this::lookAgain);
        }
    }

    /** While it waits for a file of P1, it looks at P1's server every second. */
    private void lookAgain() {
        if (state == State.WAITING) {
            look(
                    good -> {
                        if (state == State.WAITING && good) {
                            hands.after(SECOND_NS, this::lookAgain);
                        } else if (state == State.WAITING) {
                            confirm(bad -> takeOverFromFirst(bad));
                        }
                    });
        }
    }

    private void takeOverFromFirst(boolean bad) {
        if (state == State.WAITING && bad && area.host(target) < 0) {
            recover();
        } else if (state == State.WAITING && !bad) {
            falseAlarm();
        } else if (state == State.WAITING) {
            hands.after(SECOND_NS, this::lookAgain);
        }
    }

    private void recover() {
        state = State.RECOVERING;
        hands.log(reason == Reason.NETWORK ? "Network_is_trouble" : "Cannot_recover");
        extend();
        long confirmedMs = (hands.now().monoNs() - detectedNs) / 1_000_000;
        hands.tell(
                Event.Kind.REEXAMINED,
                target,
                "to be recovered by " + priority,
                Map.of("reexamineMs", String.valueOf(confirmedMs)));
        new Restoration(hands, area, target, reason, this::isRecoveringNow, this::recovered)
                .begin();
    }

    private boolean isRecoveringNow() {
        return state == State.RECOVERING;
    }

    /** Dynamic management extension: the ring closes over the failed target. */
    private void extend() {
        int self = hands.self();
        int next = priority == Priority.P1 ? area.after(self) : area.before(self);
        if (next != self) {
            server.run(next, priority).check();
            hands.order(next, priority == Priority.P1 ? Deed.RUN_P2 : Deed.RUN_P1, self);
        }
    }

    private void recovered(boolean up) {
        if (state == State.RECOVERING) {
            hands.send(partner, up ? PeerMessage.File.U : PeerMessage.File.D, target);
            hands.log(up ? "Send_U.file" : "Send_D.file");
            state = up ? State.MONITORING : State.ENDED;
        }
    }

    /** A file of P1 about the target. */
    void receive(PeerMessage.Marker marker) {
        if (marker.server() == target && state == State.WAITING) {
            hands.log("Receive_" + marker.file() + ".file");
            state = marker.file() == PeerMessage.File.D ? State.ENDED : State.MONITORING;
        }
    }
}
