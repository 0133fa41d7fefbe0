package io.ringwatch.sim.world;

import io.ringwatch.member.Boot;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.member.MemberView;
import io.ringwatch.member.Moment;
import io.ringwatch.sim.check.Rule;
import io.ringwatch.sim.check.Violation;
import io.ringwatch.sim.plan.Span;
import io.ringwatch.sim.record.Member;
import io.ringwatch.sim.record.Recording;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;

/** One life of the agent process of a machine: feeds its member and has the effects carried out. */
final class Agent {
    /** The process alone was stopped. */
    static final int PROCESS = 1;

    /** Its whole machine stands still. */
    static final int MACHINE = 2;

    /** What a frozen process finds when it goes on; the network forgets the rest. */
    private static final int INBOX_MAX = 5_000;

    /** Timers in one second of virtual time that nobody needs. */
    private static final int TIMERS_PER_SECOND_MAX = 5_000;

    private static final Span WAKE_LATENESS = Span.us(0, 300);

    private final Fabric fabric;
    private final Machine machine;
    private final Member member;
    private final Recording recording;
    private final Carrier carrier;
    private final Deque<Runnable> inbox = new ArrayDeque<>();

    /** The effects of the input that is being handled, if they are not kept. */
    private final ArrayList<Effect> effects = new ArrayList<>();

    private State state = State.RUNNING;
    private int holds;
    private boolean handling;
    private long armedForNs = Long.MAX_VALUE;
    private long timersSecond;
    private int timers;

    private enum State {
        RUNNING,
        PAUSED,
        DEAD
    }

    Agent(Fabric fabric, Machine machine, Boot boot) {
        this.fabric = fabric;
        this.machine = machine;
        this.member = fabric.members.begin(fabric.ring, machine.number(), boot);
        this.recording = fabric.records.begin(machine.number(), boot);
        this.carrier = new Carrier(fabric, machine, this);
        rearm();
    }

    boolean isRunning() {
        return state == State.RUNNING;
    }

    MemberView view() {
        return member.view(machine.moment());
    }

    /**
     * Tells the member, now or when the process goes on; a dead one is told nothing. Not from
     * within an effect.
     */
    void feed(Input input) {
        if (state == State.RUNNING) {
            take(input);
        } else {
            whenRunning(() -> take(input));
        }
    }

    /** The same after some small work of the process or the system. */
    void feedLater(Input input) {
        fabric.after(fabric.speeds.step(), () -> feed(input));
    }

    void whenRunning(Runnable action) {
        if (state == State.RUNNING) {
            action.run();
        } else if (state == State.PAUSED && inbox.size() < INBOX_MAX) {
            inbox.add(action);
        }
    }

    /** The process stands still until it is resumed for every reason for which it was paused. */
    void pause(int reason) {
        if (state != State.DEAD) {
            holds |= reason;
            state = State.PAUSED;
        }
    }

    /** The process goes on: what has come meanwhile is taken, in order. */
    void resume(int reason) {
        holds &= ~reason;
        if (state != State.PAUSED || holds != 0) {
            return;
        }
        state = State.RUNNING;
        // Whether the loop looks at its timer or at its inbox first is anybody's guess.
        if (fabric.chance.happens(0.5) && member.wakeAtNs() <= machine.moment().monoNs()) {
            take(new Input.Timer());
        }
        while (state == State.RUNNING && !inbox.isEmpty()) {
            inbox.removeFirst().run();
        }
    }

    void die() {
        state = State.DEAD;
        inbox.clear();
    }

    private void take(Input input) {
        if (handling) {
            throw new IllegalStateException("fed from within an effect: " + input);
        }
        Moment moment = machine.moment();
        handling = true;
        if (fabric.records.areKept()) {
            takeOnRecord(input, moment);
        } else {
            effects.clear();
            member.on(input, moment, effects);
            for (int i = 0; i < effects.size(); i++) {
                effects.get(i).accept(carrier);
            }
        }
        handling = false;
        rearm();
    }

    private void takeOnRecord(Input input, Moment moment) {
        var kept = new ArrayList<Effect>();
        fabric.trace.member(machine.number(), ">", input);
        member.on(input, moment, kept);
        recording.add(moment, input, Collections.unmodifiableList(kept));
        for (Effect effect : kept) {
            fabric.trace.member(machine.number(), "<", effect);
            effect.accept(carrier);
        }
    }

    private void rearm() {
        long wakeAtNs = member.wakeAtNs();
        if (wakeAtNs == armedForNs) {
            return;
        }
        armedForNs = wakeAtNs;
        if (wakeAtNs != Long.MAX_VALUE) {
            long atNs = Math.max(fabric.events.nowNs(), machine.clock().worldNs(wakeAtNs));
            fabric.events.at(
                    atNs + fabric.chance.within(WAKE_LATENESS),
                    () -> whenRunning(() -> wake(wakeAtNs)));
        }
    }

    private void wake(long forNs) {
        if (armedForNs != forNs) {
            return;
        }
        armedForNs = Long.MAX_VALUE;
        long second = fabric.events.nowNs() / 1_000_000_000L;
        timers = second == timersSecond ? timers + 1 : 0;
        timersSecond = second;
        if (timers > TIMERS_PER_SECOND_MAX) {
            throw new Violation(
                    Rule.SOUND_CODE, machine.name() + " spins: wants a timer again and again");
        }
        take(new Input.Timer());
    }
}
