package io.ringwatch.sim.chaos;

import io.ringwatch.sim.check.Alive;
import io.ringwatch.sim.check.Maintained;
import io.ringwatch.sim.check.Quiet;
import io.ringwatch.sim.check.Rule;
import io.ringwatch.sim.check.Violation;
import io.ringwatch.sim.plan.Plan;
import io.ringwatch.sim.record.Member;
import io.ringwatch.sim.world.World;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One world played to its end: the faults; then a ring that must serve again what it can without
 * help, first beside those that people work on; then an operator who repairs what only a person
 * can, and everything as it was at first.
 */
final class Trial {
    private static final long SEC = 1_000_000_000L;
    private static final long SLICE_NS = 10 * SEC;

    /** How often the operator looks in the end; a recovery takes less than that, mostly. */
    private static final long LOOK_NS = 15 * SEC;

    private static final int LOOKS_MAX = 24;

    /** So long an operator's order may wait in a member. */
    static final long ORDERS_NS = 21 * SEC;

    /** So often the operator leaves to the ring what the ring can repair. */
    private static final int PATIENT_LOOKS = 12;

    /** What is quiet must stay quiet for so long. */
    private static final long STAY_NS = 2 * SEC;

    private final Draft draft;
    private final World world;
    private final BooleanSupplier stopped;
    private @Nullable Violation violation;
    private Plan until = Plan.NOTHING;

    private Trial(Draft draft, Member.Factory members, boolean recording, BooleanSupplier stopped) {
        this.draft = draft;
        this.world = draft.setup().start(members, recording);
        this.stopped = stopped;
    }

    /** Thrown to leave a world that nobody waits for any more. */
    private static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Plays it.
     *
     * @param stopped whether to leave it unfinished
     * @return the trial, empty if it was left unfinished
     */
    static Optional<Trial> run(Draft draft, Member.Factory members, BooleanSupplier stopped) {
        return run(draft, members, false, stopped);
    }

    /** The same with a recording of all that members are told and do, several times as slow. */
    static Optional<Trial> recorded(Draft draft, Member.Factory members, BooleanSupplier stopped) {
        return run(draft, members, true, stopped);
    }

    private static Optional<Trial> run(
            Draft draft, Member.Factory members, boolean recording, BooleanSupplier stopped) {
        var trial = new Trial(draft, members, recording, stopped);
        try {
            trial.play();
        } catch (Violation found) {
            trial.violation = found;
            if (trial.until.steps().isEmpty()) {
                trial.until = trial.world.done();
            }
        } catch (Abandoned left) {
            return Optional.empty();
        }
        return Optional.of(trial);
    }

    /** What was found, if anything was. */
    Optional<Violation> violation() {
        return Optional.ofNullable(violation);
    }

    Draft draft() {
        return draft;
    }

    World world() {
        return world;
    }

    /** What was done until the faults stopped, or until a rule was broken before that. */
    Plan until() {
        return until;
    }

    private void play() {
        suffer();
        until = world.done();
        Repairs.calm(world);
        liveAgain();
        Repairs.everything(world);
        // what was asked of a member before the faults stopped is carried out or given up by then
        pass(world.nowNs() + ORDERS_NS);
        for (int look = 0; look < LOOKS_MAX && !Quiet.missing(world).isEmpty(); look++) {
            pass(world.nowNs() + LOOK_NS);
            if (!Quiet.missing(world).isEmpty()) {
                var operator = new Operator(world);
                operator.endMaintenance();
                operator.attend(look >= PATIENT_LOOKS);
            }
        }
        waitFor(LOOK_NS, () -> Quiet.missing(world), Rule.QUIET_AGAIN);
    }

    /** First beside those that people still work on, then with them, too. */
    private void liveAgain() {
        long boundNs = Alive.boundNs(world.ring().timing());
        var maintained = new Maintained(world);
        waitFor(boundNs, () -> Alive.missing(world, maintained.look()), Rule.LIVE_AGAIN);
        if (maintained.look().isEmpty()) {
            return;
        }
        for (; maintained.isOngoing(); maintained.look()) {
            pass(world.nowNs() + SEC);
        }
        waitFor(boundNs, () -> Alive.missing(world), Rule.LIVE_AGAIN);
    }

    private void suffer() {
        int looks = 0;
        for (Plan.Step step : draft.plan().steps()) {
            while (looks < draft.looksNs().size() && draft.looksNs().get(looks) <= step.atNs()) {
                look(draft.looksNs().get(looks++));
            }
            pass(step.atNs());
            world.apply(step.fault());
        }
        while (looks < draft.looksNs().size()) {
            look(draft.looksNs().get(looks++));
        }
        pass(draft.endNs());
    }

    private void look(long atNs) {
        pass(atNs);
        Repairs.powerAndPlugs(world);
        new Operator(world).attend(true);
    }

    private void waitFor(long boundNs, Supplier<List<String>> missing, Rule rule) {
        long untilNs = world.nowNs() + boundNs;
        long goodSinceNs = Long.MAX_VALUE;
        while (world.nowNs() - goodSinceNs < STAY_NS) {
            List<String> lines = missing.get();
            if (lines.isEmpty()) {
                goodSinceNs = Math.min(goodSinceNs, world.nowNs());
            } else if (world.nowNs() >= untilNs) {
                throw world.violation(
                        rule,
                        "%s: not within %d s:%n  %s"
                                .formatted(rule.text(), boundNs / SEC, String.join("\n  ", lines)));
            } else {
                goodSinceNs = Long.MAX_VALUE;
            }
            pass(world.nowNs() + SEC / 2);
        }
    }

    private void pass(long untilNs) {
        while (world.nowNs() < untilNs) {
            if (stopped.getAsBoolean()) {
                throw new Abandoned();
            }
            world.runUntil(Math.min(untilNs, world.nowNs() + SLICE_NS));
        }
    }
}
