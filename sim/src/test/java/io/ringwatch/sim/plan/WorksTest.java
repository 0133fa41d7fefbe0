package io.ringwatch.sim.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.ring.Ring;
import io.ringwatch.sim.plan.Fault.Kind;
import io.ringwatch.sim.world.World;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorksTest {
    private static final long AT_NS = 20_000_000_000L;
    private static final int SEEDS = 300;

    private static List<Plan.Step> orders(Plan plan) {
        return plan.steps().stream().filter(s -> s.fault().kind() == Kind.MAINTAIN).toList();
    }

    private static Set<String> names(Plan.Step order) {
        return Set.of(order.fault().arg(1).split(",", -1));
    }

    @Test
    void shouldNameOnlyWhatThereIsAndBeAnnouncedFirst() {
        for (int servers = 2; servers <= 12; servers++) {
            Ring ring = World.ring(servers).witness(servers % 2 == 0).fences().ring();
            for (long seed = 0; seed < SEEDS; seed++) {
                Plan plan = Works.draw(new Chance(seed), ring, AT_NS);
                for (Plan.Step step : plan.steps()) {
                    assertEquals(List.of(), step.fault().problems(ring), step::toString);
                    assertTrue(step.fault().kind().waiver().isEmpty(), step::toString);
                    assertEquals(step.fault(), Fault.parse(step.fault().toString()));
                }
                assertEquals(AT_NS, plan.steps().get(0).atNs());
                Plan.Step first = orders(plan).get(0);
                assertEquals(AT_NS, first.atNs());
                assertTrue(names(first).size() < servers, first::toString);
            }
        }
    }

    @Test
    void shouldBeOnSeveralAtOnceAndEndEarlyNowAndThen() {
        Ring ring = World.ring(9).ring();
        var many = new HashSet<Integer>();
        var ended = new HashSet<Integer>();
        for (long seed = 0; seed < SEEDS; seed++) {
            for (Plan.Step order : orders(Works.draw(new Chance(seed), ring, AT_NS))) {
                boolean end = order.fault().arg(2).equals("0s");
                (end ? ended : many).add(names(order).size());
            }
        }
        assertEquals(Set.of(1, 2, 3), many);
        assertEquals(Set.of(1, 2, 3, 9), ended);
    }
}
