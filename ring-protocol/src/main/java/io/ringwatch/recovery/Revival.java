package io.ringwatch.recovery;

import io.ringwatch.dbss.Examination;
import io.ringwatch.files.Reason;
import io.ringwatch.files.Row;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Event;
import io.ringwatch.member.Input;
import io.ringwatch.member.SafetyRule;
import io.ringwatch.member.Situation;
import io.ringwatch.message.Message;

/**
 * The paper's background job: brings the real server back. What it writes to the system log begins
 * with two underscores, and its up.file and down.file are the states UP and DOWN.
 *
 * <pre>
 *   CHECKING --(no restart seen within the limit)--> STARTING --(too late)--> DOWN
 *      |  restart seen: waits as long as a power-on may take   |
 *      +--(well, and examined good at its own address)--> UP <-+
 *           ^                                              | bad again
 *           +----------------------------------------------+
 * </pre>
 */
final class Revival {
    private static final long RESTART_AGAIN_NS = 10_000_000_000L;
    private static final long WAKE_AGAIN_NS = 5_000_000_000L;

    private final Situation situation;
    private final int server;
    private final Examination goodness;
    private final Examination sign;
    private State state = State.NONE;
    private long sinceNs;
    private long deadlineNs;
    private long nextExaminationNs = Long.MIN_VALUE;
    private long nextSignNs = Long.MIN_VALUE;
    private long nextCommandNs = Long.MIN_VALUE;
    private long restartAtNs = Long.MIN_VALUE;
    private boolean seen;
    private boolean mayAct;
    private boolean powerCycled;

    enum State {
        NONE,
        CHECKING,
        STARTING,
        UP,
        DOWN
    }

    Revival(Situation situation, int server) {
        this.situation = situation;
        this.server = server;
        goodness = new Examination(situation, server, false);
        sign = new Examination(situation, server, false);
    }

    State state() {
        return state;
    }

    boolean isUp() {
        return state == State.UP;
    }

    /** Since when it is in its state, monotonic time. */
    long sinceNs() {
        return sinceNs;
    }

    /** It is up, and its function does not come back yet. */
    void waits(String why) {
        tell("is well, and waits: " + why);
    }

    /**
     * @param row its row, vacated or held by a virtual server
     * @param fenced whether the proof was a fence: then it is off, and is powered on at once
     * @param proven whether it certainly holds no VIP, and nobody works on it: nothing wakes or
     *     restarts it before
     */
    void poll(Row row, boolean fenced, boolean proven) {
        mayAct = proven || !situation.turn().obeys(SafetyRule.REVIVE_AFTER_PROOF);
        if (state == State.NONE) {
            begin(row, fenced);
        }
        goodness.poll();
        sign.poll();
        if (row.reason() == Reason.MOVED) {
            return;
        }
        if (state == State.UP) {
            if (!isWell()) {
                restartWatch("is bad again");
            }
            return;
        }
        if (state == State.DOWN) {
            return;
        }
        if (fenced && state == State.CHECKING && !seen) {
            deadlineNs = situation.turn().now();
        }
        if (lookForGood()) {
            up();
            return;
        }
        if (state == State.CHECKING) {
            check(row, fenced);
        } else {
            restart(row, false);
            start();
        }
    }

    /** An operator says that it is to be tried again, or is to have its function back. */
    void again() {
        state = State.NONE;
    }

    private void begin(Row row, boolean fenced) {
        enter(State.CHECKING, situation.timing().restartLimitNs());
        seen = false;
        powerCycled = false;
        if (row.reason() == Reason.MOVED) {
            return;
        }
        if (row.reason() == Reason.SERVICE) {
            situation.log(server, "__Start_of_restart_(IPR)");
        } else if (!fenced) {
            situation.log(server, "__Restart_check_(IPR)");
        }
        tell("waits for its restart");
    }

    private void restartWatch(String why) {
        enter(State.CHECKING, situation.timing().restartLimitNs());
        seen = false;
        tell(why);
    }

    private void enter(State next, long limitNs) {
        state = next;
        sinceNs = situation.turn().now();
        deadlineNs = sinceNs + limitNs;
        situation.turn().wakeBy(deadlineNs);
        nextCommandNs = Long.MIN_VALUE;
    }

    private void tell(String text) {
        situation.turn().tell(Event.Kind.REVIVAL, server, text, "state", state);
    }

    private boolean isWell() {
        return situation.hearing().beacon(server) != null && situation.hearing().isWell(server);
    }

    private boolean lookForGood() {
        if (!isWell()) {
            goodness.stop();
            return false;
        }
        if (goodness.isGood()) {
            return true;
        }
        if (!goodness.isRunning() && situation.turn().due(nextExaminationNs)) {
            nextExaminationNs = situation.turn().now() + situation.timing().internalNs() / 2;
            situation.turn().wakeBy(nextExaminationNs);
            goodness.start();
        }
        return false;
    }

    private void up() {
        if (seen || state == State.STARTING) {
            situation.log(server, "__Restart_is_end_(IPR)");
        }
        situation.log(server, "__IPR_is_normal");
        situation.log(server, "__Make_up.file");
        enter(State.UP, 0);
        tell("is up: well, and examined good at its own address");
        goodness.stop();
    }

    private void check(Row row, boolean fenced) {
        Message.Beacon beacon = situation.hearing().beacon(server);
        boolean sameBoot = beacon != null && beacon.bootId() == row.bootId();
        restart(row, sameBoot);
        boolean lives = beacon != null ? !sameBoot : row.reason() != Reason.SERVICE && signOfLife();
        if (!seen && lives) {
            seen = true;
            deadlineNs =
                    Math.max(
                            deadlineNs,
                            situation.turn().now() + situation.timing().restartLimitNs());
            tell("its restart is seen");
        }
        if (mayAct && situation.turn().due(deadlineNs)) {
            situation.log(server, "__Server_is_down_(IPR)");
            situation.log(server, "__Start_IPR_forcibly");
            enter(State.STARTING, situation.timing().powerOnLimitNs());
            tell(
                    fenced
                            ? "a fence has it off: it is powered on"
                            : "no restart was seen: it is powered on");
            start();
        }
    }

    /** Asks its agent to restart the machine, if that is what repairs such a fault. */
    private void restart(Row row, boolean sameBoot) {
        Message.Beacon beacon = situation.hearing().beacon(server);
        if (!mayAct || beacon == null || isWell()) {
            return;
        }
        boolean beyond = (beacon.condition() & Message.BEYOND_REPAIR) != 0;
        boolean repairing = (beacon.condition() & Message.REPAIRING) != 0;
        boolean helps =
                row.reason() == Reason.SERVICE && !repairing
                        || row.reason() == Reason.GATEWAY && isLate();
        if ((beyond || sameBoot && helps) && situation.turn().due(restartAtNs)) {
            restartAtNs = situation.turn().now() + RESTART_AGAIN_NS;
            situation.turn().send(server, new Message.Restart("separated for " + row.reason()));
            tell("is asked to restart");
        }
    }

    /** A lost gateway is given half of the time to come back before a restart is tried. */
    private boolean isLate() {
        return situation.turn().due(sinceNs + situation.timing().restartLimitNs() / 2);
    }

    /** Whether its own address answers again after it did not. */
    private boolean signOfLife() {
        boolean answered = sign.isOver() && sign.finding() != Reason.NETWORK;
        if (!sign.isRunning() && situation.turn().due(nextSignNs)) {
            nextSignNs = situation.turn().now() + 2 * situation.timing().networkLimitNs();
            situation.turn().wakeBy(nextSignNs);
            sign.start();
        }
        return answered && situation.turn().now() > sinceNs + situation.timing().networkLimitNs();
    }

    private void start() {
        if (situation.turn().due(deadlineNs)) {
            situation.log(server, "__Make_down.file");
            enter(State.DOWN, 0);
            tell("did not come up: given up");
            return;
        }
        if (!situation.turn().due(nextCommandNs)) {
            return;
        }
        nextCommandNs = situation.turn().now() + WAKE_AGAIN_NS;
        situation.turn().wakeBy(nextCommandNs);
        if (situation.hearing().beacon(server) != null) {
            return;
        }
        situation.turn().emit(new Effect.Wake(server));
        if (situation.deaths().hasFence(server)) {
            boolean off = situation.deaths().isOff(server);
            // one that hangs must be off before it can be turned on
            Effect.Power action = off || powerCycled ? Effect.Power.ON : Effect.Power.OFF;
            powerCycled |= off;
            situation.deaths().ask(server, action);
        }
    }

    void onExamined(Input.Examined result) {
        goodness.onExamined(result);
        sign.onExamined(result);
    }
}
