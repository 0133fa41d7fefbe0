package io.ringwatch.sim.scenario;

import static io.ringwatch.sim.scenario.Rings.assertUnbroken;
import static io.ringwatch.sim.scenario.Rings.formed;
import static io.ringwatch.sim.scenario.Rings.untilTakenOver;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.member.MemberView;
import io.ringwatch.sim.world.World;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rings larger than the council: most members hear each other once a tick only. */
class LargeRingTest {
    private static World ring(int servers, boolean fences) {
        return formed(World.ring(servers).witness().fences(fences).seed(servers));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 30})
    void shouldStayQuiet(int servers) {
        World world = ring(servers, true);
        world.run("90 s");
        assertUnbroken(world);
        for (int number : world.ring().members()) {
            MemberView view = world.viewOf(number).orElseThrow();
            assertTrue(view.quorum(), number + " hears no quorum");
            for (MemberView.ServerView of : view.servers()) {
                assertEquals("", of.detail(), number + " of " + of.number());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldTakeOverOutsideOfTheCouncil(boolean fences) {
        World world = ring(20, fences);
        world.apply("crash s9");
        world.apply("crash s10");
        untilTakenOver(world, "s9", "s10");
        world.untilQuiet("300 s");
        assertUnbroken(world, "s9", "s10");
    }

    /** Four of the seven servers that vote, and nobody's fault but theirs. */
    @Test
    void shouldGoOnAfterTheLossOfTheCouncilsQuorum() {
        World world = ring(20, true);
        var lost =
                world.viewOf(1).orElseThrow().council().stream()
                        .filter(m -> m > 1)
                        .limit(5)
                        .map(m -> world.ring().nameOf(m))
                        .toArray(String[]::new);
        for (String name : lost) {
            world.apply("crash " + name);
        }
        world.until(
                "120 s",
                "all are served again",
                () -> Arrays.stream(lost).allMatch(n -> Rings.takenOver(world, n)));
        world.untilQuiet("400 s");
    }

    /**
     * The lowest-numbered server hears no voter, and everybody else is well: whoever alone misses
     * the quorum shoots nobody.
     */
    @ParameterizedTest
    @ValueSource(ints = {6, 12})
    void shouldFenceNobodyWhileOthersHearAQuorum(int servers) {
        World world = ring(servers, true);
        for (int member : world.viewOf(1).orElseThrow().council()) {
            boolean manager = member == world.viewOf(1).orElseThrow().servers().get(0).manager();
            if (member != 1 && !manager) {
                String name = world.ring().nameOf(member);
                world.apply("cut mail " + name + " both");
                world.apply("cut " + name + " mail both");
            }
        }
        world.run("120 s");
        for (int member : world.ring().members()) {
            String name = world.ring().nameOf(member);
            assertTrue(name.equals("mail") || world.isOn(name), name + " was fenced");
        }
        world.apply("mend");
        world.untilQuiet("400 s");
    }
}
