package io.ringwatch.dbss;

import io.ringwatch.files.Reason;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.member.Situation;

/** One external examination of a server (fig. 9(a)): its network, then its services. */
public final class Examination {
    /** A result that is later than its limit by this much is not waited for. */
    private static final long GRACE_NS = 500_000_000L;

    private final Situation situation;
    private final int server;
    private final boolean atVip;
    private Step step = Step.NONE;
    private long op = -1;
    private long deadlineNs;
    private String detail = "";

    private enum Step {
        NONE,
        NETWORK,
        SERVICES,
        GOOD,
        NETWORK_BAD,
        SERVICE_BAD
    }

    /**
     * @param atVip whether services are examined at the VIP, as clients use them, or at the
     *     server's own address
     */
    public Examination(Situation situation, int server, boolean atVip) {
        this.situation = situation;
        this.server = server;
        this.atVip = atVip;
    }

    /** Begins with the network. */
    public void start() {
        long limit = situation.timing().networkLimitNs();
        ask(Step.NETWORK, limit);
        situation.turn().emit(new Effect.ExamineNetwork(op, server, limit));
    }

    /** Examines the services only. */
    public void startServices() {
        long limit = situation.timing().serviceLimitNs();
        ask(Step.SERVICES, limit);
        situation.turn().emit(new Effect.ExamineServices(op, server, atVip, limit));
    }

    private void ask(Step next, long limitNs) {
        step = next;
        op = situation.turn().op();
        deadlineNs = situation.turn().now() + limitNs + GRACE_NS;
        situation.turn().wakeBy(deadlineNs);
        detail = "";
    }

    public void stop() {
        step = Step.NONE;
        op = -1;
    }

    /** No result within the limit is a bad result. */
    public void poll() {
        if (isRunning() && situation.turn().due(deadlineNs)) {
            finish(false, "no result of the examination within its limit");
        }
    }

    public void onExamined(Input.Examined result) {
        if (isRunning() && result.op() == op) {
            finish(result.good(), result.detail());
        }
    }

    private void finish(boolean good, String why) {
        op = -1;
        detail = why;
        if (step == Step.NETWORK && good) {
            startServices();
        } else if (step == Step.NETWORK) {
            step = Step.NETWORK_BAD;
        } else {
            step = good ? Step.GOOD : Step.SERVICE_BAD;
        }
    }

    public boolean isRunning() {
        return step == Step.NETWORK || step == Step.SERVICES;
    }

    /** Whether it is over, one way or the other. */
    public boolean isOver() {
        return step != Step.NONE && !isRunning();
    }

    public boolean isGood() {
        return step == Step.GOOD;
    }

    /** What was found: NONE if it is good or not over. */
    public Reason finding() {
        return switch (step) {
            case NETWORK_BAD -> Reason.NETWORK;
            case SERVICE_BAD -> Reason.SERVICE;
            case NONE, NETWORK, SERVICES, GOOD -> Reason.NONE;
        };
    }

    /** What failed, for people. */
    public String detail() {
        return detail;
    }
}
