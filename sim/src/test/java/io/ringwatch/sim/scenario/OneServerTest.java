package io.ringwatch.sim.scenario;

import static io.ringwatch.sim.scenario.Rings.QUIET;
import static io.ringwatch.sim.scenario.Rings.assertUnbroken;
import static io.ringwatch.sim.scenario.Rings.formed;
import static io.ringwatch.sim.scenario.Rings.untilTakenOver;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.ring.Timing;
import io.ringwatch.sim.world.World;
import io.ringwatch.sim.world.WorldBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One server has one trouble. */
class OneServerTest {
    private static WorldBuilder six(String profile, boolean fences) {
        Timing timing =
                switch (profile) {
                    case "paper" -> Timing.paper();
                    case "fast" -> Timing.fast();
                    default -> Timing.standard();
                };
        return World.ring(6).witness().fences(fences).timing(timing).seed(7);
    }

    @ParameterizedTest
    @CsvSource({"2,true", "3,false", "4,false", "6,true", "6,false", "12,true"})
    void shouldForm(int servers, boolean witness) {
        World world = formed(World.ring(servers).witness(witness).seed(3));
        world.run("60 s");
        assertUnbroken(world);
        assertTrue(world.versions() < 3 * servers + 3, world.versions() + " versions");
        world.replayAll();
    }

    @ParameterizedTest
    @CsvSource({
        "crash ftp,paper,false",
        "crash ftp,default,false",
        "crash ftp,fast,false",
        "crash ftp,paper,true",
        "crash ftp,default,true",
        "crash ftp,fast,true",
        "restart ftp,default,false",
        "restart ftp,fast,true",
        "stuck ftp,paper,true",
        "stuck ftp,default,false",
        "stuck ftp,fast,false",
        "hang ftp,paper,true",
        "hang ftp,default,false",
        "hang ftp,fast,false"
    })
    void shouldBeReplacedAndComeBack(String fault, String profile, boolean fences) {
        World world = formed(six(profile, fences));
        world.apply(fault);
        untilTakenOver(world, "ftp");
        world.untilQuiet(QUIET);
        assertUnbroken(world, "ftp");
        world.replayAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unplug ftp both", "unplug ftp service"})
    void shouldBeReplacedUntilItIsPluggedInAgain(String fault) {
        World world = formed(six("default", false));
        world.apply(fault);
        untilTakenOver(world, "ftp");
        world.run("10 s");
        world.apply("plug ftp");
        world.untilQuiet(QUIET);
        assertUnbroken(world, "ftp");
    }

    @Test
    void shouldBeReplacedWhileItsGatewayIsGone() {
        World world = formed(six("fast", false));
        world.apply("gateway ftp");
        untilTakenOver(world, "ftp");
        world.run("10 s");
        world.apply("gateway-back ftp");
        world.untilQuiet(QUIET);
        assertUnbroken(world, "ftp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"service ftp", "unplug ftp management", "pause ftp 300ms"})
    void shouldNotBeReplacedForLittle(String fault) {
        World world = formed(six("fast", true));
        world.apply(fault);
        world.run("20 s");
        world.apply("plug ftp");
        world.untilQuiet(QUIET);
        assertEquals("ftp", world.holder("ftp"));
        assertUnbroken(world);
    }

    @Test
    void shouldGoOnWhenItsAgentIsKilled() {
        World world = formed(six("default", false));
        world.apply("kill ftp");
        world.untilQuiet(QUIET);
        assertUnbroken(world, "ftp");
        assertTrue(world.longestGapNs("ftp") < 10_000_000_000L);
    }

    @Test
    void shouldServeAgainSoonAfterAQuickRestart() {
        World world = formed(six("default", false));
        world.apply("quick ftp");
        world.untilQuiet(QUIET);
        assertUnbroken(world, "ftp");
        assertTrue(
                world.longestGapNs("ftp") < 8_000_000_000L,
                "down for " + world.longestGapNs("ftp"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8s", "15s", "60s"})
    void shouldLoseItsVipWhileItsAgentIsFrozen(String length) {
        World world = formed(six("fast", false));
        world.apply("pause ftp " + length);
        untilTakenOver(world, "ftp");
        world.untilQuiet(QUIET);
        assertUnbroken(world, "ftp");
        world.replayAll();
    }

    @Test
    void shouldBeGivenUpAndRecoveredByAPerson() {
        World world = formed(six("fast", false));
        world.apply("ruin ftp");
        untilTakenOver(world, "ftp");
        Rings.untilTold(world, "300 s", "[ENDED ftp]");
        assertTrue(Rings.takenOver(world, "ftp"));
        world.apply("repair ftp");
        world.apply("power-on ftp");
        world.run("15 s");
        world.apply("command web1 recover ftp");
        world.untilQuiet(QUIET);
        assertUnbroken(world, "ftp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"web2", "ftp"})
    void shouldMoveAndMoveBackWhoeverIsAsked(String asked) {
        World world = formed(six("fast", false));
        world.apply("command " + asked + " move ftp");
        untilTakenOver(world, "ftp");
        world.run("10 s");
        assertTrue(Rings.takenOver(world, "ftp"));
        world.apply("command " + asked + " move-back ftp");
        world.untilQuiet(QUIET);
        assertUnbroken(world, "ftp");
    }

    @Test
    void shouldParkWhenItsFlagIsTakenAway() {
        World world = formed(six("fast", false));
        world.apply("unflag ftp");
        world.run("20 s");
        assertEquals("ftp", world.holder("ftp"));
        assertUnbroken(world);
        world.apply("flag ftp");
        world.untilQuiet(QUIET);
        assertUnbroken(world, "ftp");
        assertTrue(world.longestGapNs("ftp") < 200_000_000L, "claimed anew under the first lease");
    }

    @Test
    void shouldManageAgainAlthoughTheFlagSentToItWasLost() {
        World world = formed(World.ring(4).seed(21));
        world.apply("mute Flag 100");
        world.apply("crash ftp");
        untilTakenOver(world, "ftp");
        world.untilQuiet(QUIET);
    }
}
