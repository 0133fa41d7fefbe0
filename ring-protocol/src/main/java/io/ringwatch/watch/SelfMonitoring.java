package io.ringwatch.watch;

import io.ringwatch.member.Effect;
import io.ringwatch.member.Event;
import io.ringwatch.member.Input;
import io.ringwatch.member.Turn;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Timing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Internal monitoring (fig. 9(b)): examines the own gateway and the own services, and has a daemon
 * that does not answer restarted once (St1) before its fault is called beyond repair (St).
 *
 * <pre>
 *   NONE --(does not answer)--> RESTARTING --> RESTARTED --(answers, stopped, being started)--> NONE
 *                                   |              |
 *                                (fails)   (does not answer)
 *                                   +--> BEYOND <--+   until it answers
 * </pre>
 *
 * <p>What is stopped or being started on purpose, since it runs only with its VIPs, is no new
 * fault: a restart is not ordered, and one that ended is not judged.
 */
public final class SelfMonitoring {
    /** After so many restarts within {@link #RESTARTS_WITHIN_NS} another one would not help. */
    private static final int RESTARTS_MAX = 3;

    /**
     * So often in a row the gateway must not answer before that is said: one lost echo is no cut.
     */
    private static final int GATEWAY_FAILURES_MIN = 2;

    private static final long RESTARTS_WITHIN_NS = 120_000_000_000L;

    private final Ring ring;
    private final Turn turn;
    private final Map<String, Repair> repairs = new HashMap<>();
    private long examineAtNs = Long.MIN_VALUE;
    private long op = -1;
    private long askedNs;
    private long deadlineNs;
    private boolean examined;
    private int gatewayFailures;
    private boolean gatewayMissing;
    private long gatewayBackNs = Long.MIN_VALUE;
    private List<String> failed = List.of();
    private long resultAskedNs = Long.MIN_VALUE;

    private enum Step {
        NONE,
        RESTARTING,
        RESTARTED,
        BEYOND
    }

    private static final class Repair {
        private Step step = Step.NONE;
        private long op = -1;
        private int restarts;
        private long firstNs;
    }

    public SelfMonitoring(Ring ring, Turn turn) {
        this.ring = ring;
        this.turn = turn;
    }

    /** Examines when it is time; {@code nextTickNs} is the next tick on the monotonic clock. */
    public void poll(long nextTickNs) {
        if (turn.self() == Ring.WITNESS) {
            examined = true;
            return;
        }
        if (op >= 0 && turn.due(deadlineNs)) {
            op = -1;
        }
        if (op < 0 && turn.due(examineAtNs)) {
            examine();
            schedule(nextTickNs);
            turn.wakeBy(examineAtNs);
            turn.wakeBy(deadlineNs);
        }
    }

    private void schedule(long nextTickNs) {
        Timing timing = ring.timing();
        if (timing.internalNs() < timing.intervalNs()) {
            examineAtNs = turn.now() + timing.internalNs();
            return;
        }
        // once an interval, early enough that the heartbeat is with all before the next tick
        long early = timing.serviceLimitNs() + timing.networkLimitNs() + timing.intervalNs() / 10;
        examineAtNs = nextTickNs - early;
        if (examineAtNs <= turn.now()) {
            examineAtNs += timing.intervalNs();
        }
    }

    /** Examines at once; for a verdict that needs a result which was asked for now. */
    public void examineNow() {
        if (op < 0 && turn.self() != Ring.WITNESS) {
            examine();
        }
    }

    private void examine() {
        op = turn.op();
        askedNs = turn.now();
        deadlineNs =
                askedNs
                        + ring.timing().serviceLimitNs()
                        + ring.timing().networkLimitNs()
                        + 1_000_000_000L;
        turn.emit(new Effect.ExamineSelf(op));
    }

    public void onExamined(Input.SelfExamined result) {
        if (result.op() != op) {
            return;
        }
        op = -1;
        failed = failed(result);
        resultAskedNs = askedNs;
        judgeGateway(result.gatewayOk());
        for (String service : result.failedServices()) {
            repair(service, repairs.computeIfAbsent(service, s -> new Repair()));
        }
        repairs.forEach(
                (service, repair) -> {
                    if (isAtWork(service, result)) {
                        leave(repair);
                    } else if (!failed.contains(service)) {
                        normal(service, repair);
                    }
                });
    }

    /** What does not answer, and what was beyond repair when it was stopped. */
    private List<String> failed(Input.SelfExamined result) {
        var all = new ArrayList<>(result.failedServices());
        all.addAll(result.startingServices());
        result.stoppedServices().stream().filter(this::isBeyondRepair).forEach(all::add);
        return List.copyOf(all);
    }

    private boolean isBeyondRepair(String service) {
        Repair repair = repairs.get(service);
        return repair != null && repair.step == Step.BEYOND;
    }

    /** Whether the agent stops or starts it on purpose, for its VIPs. */
    private static boolean isAtWork(String service, Input.SelfExamined result) {
        return result.startingServices().contains(service)
                || result.stoppedServices().contains(service);
    }

    /** What its restart would have come to is not known any more. */
    private static void leave(Repair repair) {
        if (repair.step == Step.RESTARTED) {
            repair.step = Step.NONE;
        }
    }

    /** One that does not answer is examined again at once, and until then nothing new is said. */
    private void judgeGateway(boolean answers) {
        gatewayFailures = answers ? 0 : gatewayFailures + 1;
        if (gatewayFailures > 0 && gatewayFailures < GATEWAY_FAILURES_MIN) {
            examine();
            return;
        }
        examined = true;
        if (gatewayMissing == answers) {
            gatewayMissing = !answers;
            gatewayBackNs = answers ? turn.now() : gatewayBackNs;
            turn.log(answers ? "Gateway_is_normal" : "Gateway_is_problem");
        }
    }

    private void repair(String service, Repair repair) {
        if (repair.step == Step.RESTARTING || repair.step == Step.BEYOND) {
            return;
        }
        if (repair.step == Step.RESTARTED) {
            beyond(service, repair, "it was restarted and does not answer");
            return;
        }
        if (turn.now() - repair.firstNs > RESTARTS_WITHIN_NS) {
            repair.restarts = 0;
            repair.firstNs = turn.now();
        }
        turn.log(service + "_is_stop_condition");
        if (++repair.restarts > RESTARTS_MAX) {
            beyond(service, repair, "restarted " + RESTARTS_MAX + " times in two minutes");
            return;
        }
        turn.log("Start_to_restart_" + service);
        repair.step = Step.RESTARTING;
        repair.op = turn.op();
        turn.emit(
                new Effect.RestartService(
                        repair.op, service, ring.timing().serviceRestartLimitNs()));
    }

    private void beyond(String service, Repair repair, String why) {
        repair.step = Step.BEYOND;
        turn.log("Cannot_recover_" + service);
        turn.tell(
                Event.Kind.SERVICE_RESTARTED,
                turn.self(),
                service + " is beyond repair: " + why,
                "service",
                service,
                "result",
                "failed");
    }

    private void normal(String service, Repair repair) {
        if (repair.step == Step.RESTARTED) {
            turn.log(service + "_is_normal");
            turn.tell(
                    Event.Kind.SERVICE_RESTARTED,
                    turn.self(),
                    service + " answers again after its daemon was restarted",
                    "service",
                    service,
                    "result",
                    "good");
        }
        if (repair.step != Step.RESTARTING) {
            repair.step = Step.NONE;
        }
    }

    public void onRestarted(Input.ServiceRestarted result) {
        Repair repair = repairs.get(result.service());
        if (repair == null || repair.op != result.op() || repair.step != Step.RESTARTING) {
            return;
        }
        if (!result.good()) {
            beyond(result.service(), repair, "its restart failed");
            return;
        }
        repair.step = Step.RESTARTED;
        turn.log("Start_to_check_" + result.service());
        // a result that was asked for before the restart says nothing
        op = -1;
        examine();
    }

    /** What to say of oneself: {@link Message#WELL} or a sum of bits. */
    public int condition() {
        if (!examined) {
            return Message.UNEXAMINED;
        }
        int condition = gatewayMissing ? Message.NO_GATEWAY : Message.WELL;
        for (String service : failed) {
            condition |= isBeyondRepair(service) ? Message.BEYOND_REPAIR : Message.REPAIRING;
        }
        return condition;
    }

    /** Whether the own gateway did not answer, and not when it was examined again either. */
    public boolean isGatewayMissing() {
        return gatewayMissing;
    }

    /** When the own gateway answered again after it was missing; long ago if it never was. */
    public long gatewayBackNs() {
        return gatewayBackNs;
    }

    /** Whether the own gateway answered the last examination. */
    public boolean isGatewayOk() {
        return gatewayFailures == 0;
    }

    public List<String> failedServices() {
        return failed;
    }

    /** Whether the own gateway answered an examination that was asked for after this moment. */
    public boolean isSoundSince(long momentNs) {
        return turn.self() == Ring.WITNESS || resultAskedNs >= momentNs && isGatewayOk();
    }

    /** Whether an examination asked for after this moment has its result. */
    public boolean hasResultSince(long momentNs) {
        return resultAskedNs >= momentNs;
    }
}
