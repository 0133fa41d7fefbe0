package io.ringwatch.sim.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.ring.Ring;
import io.ringwatch.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EpisodesTest {
    private static final long AT_NS = 20_000_000_000L;
    private static final int SEEDS = 200;

    private static Plan play(Episode episode, Ring ring, long seed) {
        var steps = new ArrayList<Plan.Step>();
        new Episodes(
                        new Chance(seed),
                        ring,
                        (atNs, kind, args) -> steps.add(new Plan.Step(atNs, Fault.of(kind, args))))
                .add(episode, AT_NS);
        return new Plan(steps);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNameOnlyWhatThereIsAndEnd(Episode episode) {
        for (int servers = 2; servers <= 12; servers++) {
            Ring ring = World.ring(servers).witness(servers % 2 == 0).fences().ring();
            for (long seed = 0; seed < SEEDS; seed++) {
                Plan plan = play(episode, ring, seed);
                for (Plan.Step step : plan.steps()) {
                    assertEquals(List.of(), step.fault().problems(ring), step::toString);
                    assertTrue(step.fault().kind().waiver().isEmpty(), step::toString);
                    assertTrue(step.atNs() > 0, step::toString);
                }
                assertEquals(List.of(), PlanShape.of(plan).endless(), plan::toString);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldComeCloseTogether(Episode episode) {
        Ring ring = World.ring(5).witness().fences().ring();
        for (long seed = 0; seed < SEEDS; seed++) {
            Plan plan = play(episode, ring, seed);
            assertTrue(PlanShape.of(plan).faults() >= 1, plan::toString);
            assertTrue(PlanShape.of(plan).lengthNs() < 6 * AT_NS, plan::toString);
        }
    }
}
