package io.ringwatch.sim.scenario;

import static io.ringwatch.sim.scenario.Rings.QUIET;
import static io.ringwatch.sim.scenario.Rings.assertUnbroken;
import static io.ringwatch.sim.scenario.Rings.formed;
import static io.ringwatch.sim.scenario.Rings.untilTakenOver;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwatch.ring.Timing;
import io.ringwatch.sim.world.World;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Power, networks and editing of the whole ring. */
class WholeRingTest {
    private static World six(boolean fences, long seed) {
        return formed(World.ring(6).witness().fences(fences).timing(Timing.fast()).seed(seed));
    }

    private static void all(World world, String fault) {
        world.ring().members().forEach(n -> world.apply(fault + " " + world.ring().nameOf(n)));
    }

    @Test
    void shouldGoOnFromItsVoteRecordsAfterAPowerLoss() {
        World world = six(false, 1);
        all(world, "crash");
        world.run("5 s");
        all(world, "power-on");
        world.untilQuiet(QUIET);
    }

    @Test
    void shouldGoOnWithoutAMachineThatAFenceConfirmsOff() {
        World world = six(true, 1);
        all(world, "crash");
        world.apply("ruin ftp");
        all(world, "power-on");
        world.until("120 s", "function of ftp is back", () -> Rings.takenOver(world, "ftp"));
        world.apply("repair ftp");
        world.apply("power-on ftp");
        world.run("15 s");
        world.untilQuiet("400 s");
    }

    @Test
    void shouldGoOnWithoutMachinesThatAPersonConfirmsOff() {
        World world = six(false, 1);
        for (String name : List.of("mail", "ftp", "web1", "web2")) {
            world.apply("ruin " + name);
        }
        world.run("20 s");
        assertEquals("", world.holder("ftp"));
        world.apply("command login confirm-dead mail,ftp,web1,web2");
        untilTakenOver(world, "mail", "ftp", "web1", "web2");
        for (String name : List.of("mail", "ftp", "web1", "web2")) {
            world.apply("repair " + name);
            world.apply("power-on " + name);
        }
        world.untilQuiet("400 s");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldServeOnTheSideThatHasTheQuorum(boolean fences) {
        World world = six(fences, 2);
        world.apply("split mail,ftp web1,web2,proxy,login,witness");
        untilTakenOver(world, "mail", "ftp");
        world.run("10 s");
        world.apply("mend");
        world.untilQuiet("300 s");
        assertUnbroken(world, "mail", "ftp");
    }

    @Test
    void shouldNotMindBadWeather() {
        World world = six(false, 3);
        world.apply("weather 10 10 10");
        world.run("120 s");
        assertUnbroken(world);
        world.apply("crash ftp");
        untilTakenOver(world, "ftp");
        world.untilQuiet(QUIET);
        assertUnbroken(world, "ftp");
        world.replayAll();
    }

    @Test
    void shouldFormInBadWeather() {
        World world = World.ring(6).witness().seed(4).start();
        world.apply("weather 20 20 20");
        world.untilQuiet("120 s");
    }

    @Test
    void shouldNotMindTheLossOfOneNetwork() {
        World world = six(false, 5);
        world.ring()
                .members()
                .forEach(n -> world.apply("unplug " + world.ring().nameOf(n) + " management"));
        world.run("30 s");
        assertUnbroken(world);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597, 2584})
    void shouldSurviveTheDeathOfTheEditorAtAnyMoment(int ms) {
        World world = six(false, 10 + ms);
        world.apply("stuck ftp");
        Rings.untilTold(world, "30 s", "[DETECTED ftp]");
        world.run(ms + " ms");
        world.apply("kill mail");
        untilTakenOver(world, "ftp");
        world.untilQuiet("300 s");
        assertUnbroken(world, "ftp", "mail");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 8, 21, 55, 144, 377, 987})
    void shouldSurviveThePowerLossOfTheEditorAtAnyMoment(int ms) {
        World world = six(false, 30 + ms);
        world.apply("crash ftp");
        Rings.untilTold(world, "30 s", "[DETECTED ftp]");
        world.run(ms + " ms");
        world.apply("crash mail");
        untilTakenOver(world, "ftp", "mail");
        world.untilQuiet("300 s");
        assertUnbroken(world, "ftp", "mail");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldLetTwoEditorsFinish(long seed) {
        World world = six(false, seed);
        world.apply("stuck ftp");
        world.apply("stuck web2");
        untilTakenOver(world, "ftp", "web2");
        world.untilQuiet(QUIET);
        assertUnbroken(world, "ftp", "web2");
    }
}
