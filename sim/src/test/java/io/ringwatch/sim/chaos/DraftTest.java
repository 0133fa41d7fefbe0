package io.ringwatch.sim.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.ring.Isolation;
import io.ringwatch.sim.plan.Fault;
import io.ringwatch.sim.plan.Plan;
import io.ringwatch.sim.plan.PlanShape;
import io.ringwatch.sim.world.Pace;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class DraftTest {
    private static final long SEEDS = 300;
    private static final Chaos.Options STANDARD = Chaos.Options.standard(1, 1);

    @Test
    void shouldHaveManyFaultsThatOverlapInEveryWorld() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Draft draft = Draft.of(seed, STANDARD);
            PlanShape shape = PlanShape.of(draft.plan());
            assertTrue(shape.faults() >= 5, () -> shape + "\n" + draft.plan());
            assertTrue(shape.overlapping() >= 2, () -> shape + "\n" + draft.plan());
            assertTrue(draft.endNs() >= 1_800_000_000_000L);
        }
    }

    @Test
    void shouldBeReadAgainAsItIsPrinted() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Plan plan = Draft.of(seed, STANDARD).plan();
            assertEquals(plan, Plan.parse(plan.toString().lines().toList()));
        }
    }

    @Test
    void shouldLeaveNothingThatActsAfterTheEnd() {
        var options =
                new Chaos.Options(1, 1, 3, 5, STANDARD.profiles(), 60_000_000_000L, 1, 1, 0, true);
        for (long seed = 0; seed < SEEDS; seed++) {
            Draft draft = Draft.of(seed, options);
            for (Plan.Step step : draft.plan().steps()) {
                boolean later = step.fault().kind() == Fault.Kind.REMOVE;
                assertTrue(step.atNs() + (later ? 10_000_000_000L : 0) <= draft.endNs());
            }
        }
    }

    @Test
    void shouldDrawEveryKindOfWorld() {
        var paces = EnumSet.noneOf(Pace.class);
        var isolations = EnumSet.noneOf(Isolation.class);
        for (long seed = 0; seed < SEEDS; seed++) {
            Setup setup = Draft.of(seed, STANDARD).setup();
            paces.add(setup.pace());
            isolations.add(setup.isolation());
            boolean told = setup.lines().contains("@isolation keep");
            assertEquals(setup.isolation() == Isolation.KEEP, told);
        }
        assertEquals(List.of(Pace.values()), List.copyOf(paces));
        assertEquals(List.of(Isolation.values()), List.copyOf(isolations));
    }
}
