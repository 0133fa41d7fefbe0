package io.ringwatch.sim.scenario;

import static io.ringwatch.sim.scenario.Rings.QUIET;
import static io.ringwatch.sim.scenario.Rings.formed;
import static io.ringwatch.sim.scenario.Rings.untilTakenOver;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.ring.Timing;
import io.ringwatch.sim.world.World;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rings with more servers than vote: most servers send each other no keepalives. */
class LargeRingTest {
    private static World twelve(boolean fences) {
        return formed(World.ring(12).witness().fences(fences).timing(Timing.fast()).seed(1));
    }

    private static long told(World world, String word) {
        return world.story().stream().filter(line -> line.contains(word)).count();
    }

    @Test
    void shouldHearTheQuorumOutsideOfTheCouncil() {
        World world = twelve(true);
        world.run("60 s");
        assertEquals(0, told(world, "QUORUM_LOST"));
        assertEquals(0, told(world, "is fenced off"));
    }

    @Test
    void shouldFenceNobodyElseWhenServersOutsideOfTheCouncilFail() {
        World world = twelve(true);
        List<Integer> council = world.view("ftp").orElseThrow().council();
        List<String> outside =
                world.ring().members().stream()
                        .filter(n -> !council.contains(n))
                        .map(world.ring()::nameOf)
                        .limit(2)
                        .toList();
        for (String name : outside) {
            world.apply("ruin " + name);
            world.apply("crash " + name);
        }
        untilTakenOver(world, outside.toArray(String[]::new));
        world.run("60 s");
        for (int number : world.ring().members()) {
            String name = world.ring().nameOf(number);
            assertEquals(!outside.contains(name), world.isOn(name), name);
        }
    }

    @Test
    void shouldFenceOnlyTheDeadWhenMostOfTheCouncilFails() {
        World world = twelve(true);
        List<Integer> council = world.view("ftp").orElseThrow().council();
        List<String> dead =
                council.stream()
                        .filter(n -> n != io.ringwatch.ring.Ring.WITNESS)
                        .map(world.ring()::nameOf)
                        .limit(5)
                        .toList();
        for (String name : dead) {
            world.apply("ruin " + name);
            world.apply("crash " + name);
        }
        untilTakenOver(world, dead.toArray(String[]::new));
        for (int number : world.ring().members()) {
            String name = world.ring().nameOf(number);
            assertEquals(!dead.contains(name), world.isOn(name), name);
        }
        for (String name : dead) {
            world.apply("repair " + name);
            world.apply("power-on " + name);
        }
        world.untilQuiet(QUIET);
        assertTrue(told(world, "QUORUM_LOST") > 0);
    }
}
