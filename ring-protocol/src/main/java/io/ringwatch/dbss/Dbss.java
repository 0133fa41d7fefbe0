package io.ringwatch.dbss;

import io.ringwatch.files.Reason;
import io.ringwatch.member.Event;
import io.ringwatch.member.Input;
import io.ringwatch.member.SafetyRule;
import io.ringwatch.member.Situation;
import io.ringwatch.message.Message;

/**
 * The management of one target by this agent, up to its separation; then its recovery goes on
 * (package recovery).
 *
 * <pre>
 *             tick or watch, target good
 *           +----------------------------+
 *           v                            |
 *        NORMAL --(tick, silence, or what the target says)--> EXAMINING
 *           ^                                                    | bad
 *           +------ good ------ REEXAMINING <--------------------+
 *           ^                        | bad again, or the target says that it is beyond repair
 *           +-- good, refused, in maintenance -- SEPARATING --(committed)--> TAKING_OVER ...
 * </pre>
 */
public final class Dbss {
    private static final String RESTARTED =
            "it has restarted: its boot is not the one in the files";

    private final Situation situation;
    private final int target;
    private final boolean extension;
    private final Examination examination;
    private final Word word;
    private final LeftAlone leftAlone;
    private State state = State.NORMAL;
    private long sinceNs;
    private long nextExaminationNs = Long.MIN_VALUE;
    private boolean ticked;
    private Reason reason = Reason.NONE;
    private String detail = "";
    private long detectedNs;
    private long reexaminedNs;

    /** What the management of the target does now. */
    public enum State {
        /** Waits for the tick, for silence, or for a bad word of the target. */
        NORMAL,
        /** Examines the target from outside. */
        EXAMINING,
        /** Found it bad and examines it again. */
        REEXAMINING,
        /** Found it bad twice and edits it out of the group. */
        SEPARATING
    }

    Dbss(Situation situation, int target, boolean extension) {
        this.situation = situation;
        this.target = target;
        this.extension = extension;
        examination = new Examination(situation, target, true);
        word = new Word(situation, target);
        leftAlone = new LeftAlone(situation, target);
        sinceNs = situation.turn().now();
        // an extension looks at once: its own manager may be the one that failed
        ticked = extension;
    }

    public int target() {
        return target;
    }

    public State state() {
        return state;
    }

    public boolean isExtension() {
        return extension;
    }

    public long sinceNs() {
        return sinceNs;
    }

    /** Whether nothing is to be done about a target that says that it is well. */
    boolean isAtRest() {
        return state == State.NORMAL
                && !ticked
                && !examination.isRunning()
                && word.condition() == Message.WELL;
    }

    /** Whether it is being examined and nothing has come of that yet, or is about to be. */
    boolean isLooking() {
        return ticked || state == State.EXAMINING;
    }

    /** Whether a failure was detected and not yet refuted. */
    public boolean isTroubled() {
        return state == State.REEXAMINING || state == State.SEPARATING;
    }

    /** Whether people work on it and it does not answer: what it does for others stands still. */
    boolean isLeftAloneSilent() {
        return leftAlone.isSilent();
    }

    /** Whether a virtual server is worth having ready: no daemon's restart will repair that. */
    public boolean wantsGuest() {
        // whoever cannot be separated for so long gets one when it is
        boolean soon = situation.turn().now() - detectedNs < situation.timing().guestLimitNs();
        return soon
                && (state == State.SEPARATING
                        || state == State.REEXAMINING
                                && (reason == Reason.NETWORK || reason == Reason.GATEWAY));
    }

    /** Whether it may be bad, or is, and waits for what this server finds out about itself. */
    boolean isSeparatedSoon() {
        return state == State.REEXAMINING && reason == Reason.NETWORK
                || state == State.SEPARATING && !maySeparate();
    }

    Detection detection() {
        return new Detection(reason, detail, detectedNs, reexaminedNs);
    }

    void tick() {
        ticked = true;
    }

    /** This agent was stalled: what it thought of the target counts no more. */
    void forget() {
        if (state != State.NORMAL) {
            enter(State.NORMAL);
        }
    }

    void onExamined(Input.Examined result) {
        examination.onExamined(result);
    }

    private void enter(State next) {
        state = next;
        sinceNs = situation.turn().now();
        if (next == State.NORMAL) {
            examination.stop();
            reason = Reason.NONE;
            nextExaminationNs = sinceNs + Math.min(situation.timing().internalNs(), 1_000_000_000L);
        }
    }

    void poll() {
        if (isTroubled() && leftAlone.applies(reason)) {
            leaveAlone(detail);
        }
        examination.poll();
        switch (state) {
            case NORMAL -> watch();
            case EXAMINING -> examine();
            case REEXAMINING -> reexamine();
            case SEPARATING -> separate();
        }
    }

    private boolean isFast() {
        return situation.timing().fastWatch();
    }

    /** Whether the network carries an answer, whatever that says. */
    private boolean isReached() {
        return examination.isGood()
                || examination.isOver() && examination.finding() != Reason.NETWORK;
    }

    private void watch() {
        boolean now = ticked;
        ticked = false;
        if (now || isFast()) {
            if (word.says(Message.BEYOND_REPAIR)) {
                beyondRepair();
                return;
            }
            if (word.lacksGateway()) {
                detect(Reason.GATEWAY, "it says that its gateway does not answer");
                return;
            }
            if (word.isOtherBoot()) {
                detect(Reason.RESTART, RESTARTED);
                return;
            }
        }
        boolean suspicious =
                isFast() && (situation.hearing().isSilent(target) || word.says(Message.REPAIRING));
        if (isFast() && !suspicious) {
            situation.turn().wakeBy(situation.hearing().missedAtNs(target));
        }
        if (now || suspicious && situation.turn().due(nextExaminationNs)) {
            enter(State.EXAMINING);
            examination.start();
        }
    }

    private void examine() {
        if (word.says(Message.BEYOND_REPAIR)) {
            beyondRepair();
        } else if (examination.isGood()) {
            situation.log(target, "IPR_is_normal");
            leftAlone.over();
            enter(State.NORMAL);
        } else if (examination.isOver()) {
            detect(examination.finding(), examination.detail());
        }
    }

    private void leaveAlone(String why) {
        leftAlone.tell(reason, why);
        enter(State.NORMAL);
    }

    private void beyondRepair() {
        detect(Reason.SERVICE, "it says that a service is beyond repair");
        if (isTroubled()) {
            confirm();
        }
    }

    private void detect(Reason found, String why) {
        reason = found;
        if (leftAlone.applies(reason)) {
            leaveAlone(why);
            return;
        }
        leftAlone.over();
        detail = why;
        detectedNs = situation.turn().now();
        situation.log(target, LogWords.detected(found));
        situation.turn().tell(Event.Kind.DETECTED, target, why, "reason", found);
        // who is to blame others looks at itself first
        situation.selfMonitoring().examineNow();
        enter(State.REEXAMINING);
        examination.stop();
        if (found == Reason.NETWORK) {
            examination.start();
        } else if (found == Reason.SERVICE) {
            situation.turn().send(target, new Message.Look());
        }
    }

    private void reexamine() {
        switch (reason) {
            case NETWORK -> reexamineNetwork();
            case SERVICE -> reexamineService();
            case GATEWAY -> reexamineWord(word.lacksGateway(), situation.timing().networkLimitNs());
            case RESTART -> reexamineRestart();
            case NONE, MOVED, LOST -> enter(State.NORMAL);
        }
    }

    private void reexamineNetwork() {
        if (examination.isGood()) {
            refute();
        } else if (examination.isOver() && examination.finding() == Reason.NETWORK) {
            confirm();
        } else if (examination.isOver()) {
            // the network is back, but what it carries is not
            reason = Reason.SERVICE;
            detail = examination.detail();
            examination.stop();
        }
    }

    private void reexamineService() {
        long patience =
                situation.timing().serviceRestartLimitNs()
                        + 2 * situation.timing().serviceLimitNs();
        boolean late = situation.turn().due(sinceNs + patience);
        // whoever is alive has been asked to look for itself, and may find and repair it
        long looked =
                sinceNs + situation.timing().serviceLimitNs() + situation.timing().renewalNs();
        boolean mayRepair = situation.hearing().isWell(target) && !situation.turn().due(looked);
        if (word.says(Message.BEYOND_REPAIR)) {
            confirm();
        } else if (word.says(Message.REPAIRING) && !late) {
            // its own agent restarts the daemon first; then it is examined again
            examination.stop();
        } else if (word.isOtherBoot() && !late) {
            reexamineRestart();
        } else if (!examination.isRunning() && !examination.isOver()) {
            examination.startServices();
        } else if (examination.isGood()) {
            refute();
        } else if (examination.isOver() && mayRepair) {
            if (situation.turn().due(nextExaminationNs)) {
                nextExaminationNs = situation.turn().now() + situation.timing().renewalNs() / 2;
                situation.turn().wakeBy(nextExaminationNs);
                examination.startServices();
            }
        } else if (examination.isOver()) {
            detail = examination.detail();
            confirm();
        }
    }

    private void reexamineRestart() {
        reexamineWord(
                word.isOtherBoot(),
                situation.timing().networkLimitNs() + situation.timing().serviceLimitNs());
    }

    /** What it says of itself must stay so for a while, and be heard. */
    private void reexamineWord(boolean still, long limitNs) {
        if (situation.hearing().isSilent(target)) {
            reason = Reason.NETWORK;
            examination.start();
        } else if (!still) {
            refute();
        } else if (situation.turn().due(sinceNs + limitNs)) {
            confirm();
        }
    }

    private void tell(String text, Object... facts) {
        situation.turn().tell(Event.Kind.REEXAMINED, target, text, facts);
    }

    private void refute() {
        tell("examined again: good", "result", "good");
        situation.log(target, "IPR_is_normal");
        enter(State.NORMAL);
    }

    private void confirm() {
        reexaminedNs = situation.turn().now();
        tell("examined again: " + detail, "result", "bad", "reason", reason);
        situation.log(target, LogWords.confirmed(reason));
        enter(State.SEPARATING);
        examination.stop();
    }

    /**
     * Whether the edit that separates the target may be planned now: this server has found itself
     * sound since.
     */
    boolean maySeparate() {
        return state == State.SEPARATING
                && !leftAlone.applies(reason)
                && (reason != Reason.GATEWAY || word.lacksGateway())
                && (situation.selfMonitoring().isSoundSince(detectedNs)
                        || !situation.turn().obeys(SafetyRule.SELF_EXAMINED));
    }

    Reason reason() {
        return reason;
    }

    /** The council holds it for well. */
    void refused() {
        situation.log(target, "Separation_is_refused");
        rest();
    }

    private void rest() {
        enter(State.NORMAL);
        nextExaminationNs = situation.turn().now() + situation.timing().leaseNs();
    }

    private void separate() {
        if (!situation.selfMonitoring().isSoundSince(detectedNs)) {
            if (situation.selfMonitoring().hasResultSince(detectedNs)) {
                tell("no verdict: the own gateway does not answer either", "result", "none");
                rest();
                return;
            }
            situation.selfMonitoring().examineNow();
        }
        // without a quorum it waits, and looks again whether the target is still bad
        if (!situation.turn().due(sinceNs + situation.timing().leaseNs())) {
            return;
        }
        if (!examination.isRunning() && !examination.isOver()) {
            examination.start();
        } else if (reason == Reason.NETWORK && isReached() && word.isOtherBoot()) {
            // it is back: the others reach it too, and would refuse to separate it for its network
            detect(Reason.RESTART, RESTARTED);
        } else if (reason == Reason.NETWORK
                && word.says(Message.BEYOND_REPAIR | Message.NO_GATEWAY)) {
            // it is back, and says what is wrong: watch() tells that apart
            enter(State.NORMAL);
            watch();
        } else if (examination.isGood()
                && word.condition() == Message.WELL
                && !word.isOtherBoot()) {
            refute();
        } else if (examination.isOver()) {
            sinceNs = situation.turn().now();
            examination.stop();
        }
    }
}
