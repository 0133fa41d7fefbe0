package io.ringwatch.sim.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.ring.Ring;
import io.ringwatch.sim.plan.Fault.Kind;
import io.ringwatch.sim.world.World;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomPlanTest {
    private static final long MIN = 60_000_000_000L;
    private static final int SEEDS = 1_000;

    /**
     * What others end with their LENGTH, or is only for people who write plans; and maintenance,
     * which {@link Works} draws.
     */
    private static final Set<Kind> NEVER_DRAWN =
            EnumSet.of(Kind.RESUME, Kind.THAW, Kind.WAKE_UP, Kind.MACHINE_RESUME, Kind.MAINTAIN);

    private final Ring ring = World.ring(5).witness().fences().services(2).ring();

    private Plan draw(long seed, Set<Waiver> exceptions) {
        return RandomPlan.draw(new Chance(seed), ring, exceptions, 12 * MIN / 60, 30 * MIN, 5);
    }

    @Test
    void shouldOverlapEndAndNameOnlyWhatThereIs() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Plan plan = draw(seed, Set.of());
            PlanShape shape = PlanShape.of(plan);
            assertTrue(shape.faults() >= 5, () -> shape + "\n" + plan);
            assertTrue(shape.overlapping() >= 2, () -> shape + "\n" + plan);
            assertEquals(List.of(), shape.endless(), plan::toString);
            for (Plan.Step step : plan.steps()) {
                assertEquals(List.of(), step.fault().problems(ring));
                assertTrue(step.fault().kind().waiver().isEmpty(), step::toString);
                assertEquals(step.fault(), Fault.parse(step.fault().toString()));
            }
        }
    }

    @Test
    void shouldDrawEveryKind() {
        var missing = EnumSet.complementOf(EnumSet.copyOf(NEVER_DRAWN));
        for (long seed = 0; seed < SEEDS; seed++) {
            for (Plan.Step step : draw(seed, EnumSet.allOf(Waiver.class)).steps()) {
                missing.remove(step.fault().kind());
            }
        }
        assertEquals(EnumSet.noneOf(Kind.class), missing);
    }

    @Test
    void shouldDiffer() {
        assertEquals(draw(1, Set.of()), draw(1, Set.of()));
        assertNotEquals(draw(1, Set.of()), draw(2, Set.of()));
    }

    @Test
    void shouldCountWhatLastsTogether() {
        PlanShape shape =
                PlanShape.of(
                        Plan.parse(
                                List.of(
                                        "10 s crash ftp",
                                        "12 s pause mail 3s",
                                        "20 s power-on ftp",
                                        "60 s unplug web1 both",
                                        "61 s plug web1",
                                        "70 s gateway web1",
                                        "80 s weather 0 0 0")));
        assertEquals(4, shape.faults());
        assertEquals(2, shape.overlapping());
        assertEquals(Kind.GATEWAY, shape.endless().get(0).fault().kind());
        assertEquals(70_000_000_000L, shape.lengthNs());
    }
}
