package io.ringwatch.sim.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.ringwatch.member.SafetyRule;
import io.ringwatch.ring.Timing;
import io.ringwatch.sim.record.Member;
import io.ringwatch.sim.world.World;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A rule that keeps servers that are well from being fenced. No check of a world judges that:
 * whoever was fenced holds nothing.
 */
class ShotWithoutRulesTest {
    private static void cut(World world, String one, String other) {
        world.apply("cut %s %s both".formatted(one, other));
        world.apply("cut %s %s both".formatted(other, one));
    }

    /**
     * A server that is cut off is fenced by the one that serves for it, and boots, still cut off.
     *
     * @return whom it fences
     */
    private static List<String> fenced(Set<SafetyRule> off) {
        World world =
                World.ring(2)
                        .witness()
                        .fences()
                        .timing(Timing.fast())
                        .seed(7)
                        .members(Member.without(off))
                        .start();
        world.untilQuiet("60 s");
        cut(world, "mail", "ftp");
        cut(world, "mail", "witness");
        world.run("90 s");
        return world.story().stream().filter(line -> line.endsWith("fenced off by mail")).toList();
    }

    @Test
    void shouldFenceNobodyAfterABoot() {
        assertEquals(List.of(), fenced(Set.of()));
        assertNotEquals(List.of(), fenced(Set.of(SafetyRule.BOOTED_FENCE_NOBODY)));
    }
}
