package io.ringwatch.sim.scenario;

import static io.ringwatch.sim.scenario.Rings.QUIET;
import static io.ringwatch.sim.scenario.Rings.assertUnbroken;
import static io.ringwatch.sim.scenario.Rings.formed;
import static io.ringwatch.sim.scenario.Rings.targets;
import static io.ringwatch.sim.scenario.Rings.untilTakenOver;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.files.Place;
import io.ringwatch.ring.Timing;
import io.ringwatch.sim.world.World;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several servers fail: fig. 10 and 11 of the ring paper, and what the design adds. */
class SeveralServersTest {
    private static World six(boolean fences) {
        return formed(World.ring(6).witness().fences(fences).timing(Timing.fast()).seed(5));
    }

    @Test
    void fig10aShouldExtendManagementToTheNextServer() {
        World world = six(false);
        world.apply("ruin ftp");
        untilTakenOver(world, "ftp");
        world.run("5 s");
        assertEquals(List.of("ftp", "web1"), targets(world, "mail"));
        assertUnbroken(world, "ftp");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fig10bShouldRecoverTwoNeighboursAtOnce(boolean fences) {
        World world = six(fences);
        world.apply("crash ftp");
        world.apply("crash web1");
        untilTakenOver(world, "ftp", "web1");
        world.run("3 s");
        assertTrue(targets(world, "mail").contains("web2"), targets(world, "mail").toString());
        world.untilQuiet(QUIET);
        assertUnbroken(world, "ftp", "web1");
        world.replayAll();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fig10cShouldRecoverThreeNeighboursAtOnce(boolean fences) {
        World world = six(fences);
        world.apply("crash ftp");
        world.apply("crash web1");
        world.apply("crash web2");
        untilTakenOver(world, "ftp", "web1", "web2");
        world.untilQuiet(QUIET);
        assertUnbroken(world, "ftp", "web1", "web2");
        world.replayAll();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fig10dShouldPlaceVirtualServersOfADeadHostAgain(boolean fences) {
        World world = six(fences);
        world.apply("ruin ftp");
        untilTakenOver(world, "ftp");
        String host = world.holder("ftp");
        world.apply("crash " + host);
        untilTakenOver(world, host, "ftp");
        assertTrue(world.isOn(world.holder("ftp")));
        world.apply("repair ftp");
        world.apply("power-on ftp");
        world.untilQuiet("400 s");
        assertUnbroken(world, "ftp", host);
    }

    @Test
    void fig11ShouldTakeServersBackInAnyOrder() {
        World world = six(false);
        world.apply("ruin ftp");
        world.apply("ruin web1");
        untilTakenOver(world, "ftp", "web1");
        world.apply("repair ftp");
        world.apply("power-on ftp");
        world.until("120 s", "ftp is back", () -> world.holder("ftp").equals("ftp"));
        world.run("5 s");
        assertTrue(targets(world, "ftp").contains("web2"), targets(world, "ftp").toString());
        assertTrue(targets(world, "mail").contains("ftp"), targets(world, "mail").toString());
        world.apply("repair web1");
        world.apply("power-on web1");
        world.untilQuiet(QUIET);
        assertUnbroken(world, "ftp", "web1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldSurviveFailuresOneAfterAnotherDownToTwo(boolean fences) {
        World world = six(fences);
        for (String name : List.of("ftp", "web2", "mail", "login")) {
            world.apply("ruin " + name);
            world.until(
                    "60 s",
                    "all functions served after loss of " + name,
                    () ->
                            world.ring().servers().stream()
                                    .map(server -> world.holder(server.name()))
                                    .allMatch(h -> !h.isEmpty() && world.isOn(h)));
            world.run("5 s");
        }
        assertUnbroken(world, "ftp", "web2", "mail", "login");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"DETECTED", "SEPARATED", "PROVEN", "HOST_CHOSEN", "GUEST_READY", "ASSIGNED"})
    void shouldAdoptTheRecoveryOfADeadManager(String step) {
        World world = six(false);
        world.apply("ruin ftp");
        Rings.untilTold(world, "30 s", "[" + step + " ftp]");
        world.apply("crash mail");
        untilTakenOver(world, "mail", "ftp");
        world.apply("repair ftp");
        world.apply("power-on ftp");
        world.untilQuiet("400 s");
        assertUnbroken(world, "ftp", "mail");
    }

    @Test
    void shouldTakeTheNextBestHost() {
        World world = six(false);
        for (String name : List.of("mail", "web1", "web2", "proxy")) {
            world.apply("guests-fail " + name);
        }
        world.apply("crash ftp");
        untilTakenOver(world, "ftp");
        assertEquals("login", world.holder("ftp"));
    }

    @Test
    void shouldPlaceAVirtualServerAgainThatDies() {
        World world = six(false);
        world.apply("ruin ftp");
        untilTakenOver(world, "ftp");
        world.apply("guest-dies ftp");
        Rings.untilTold(world, "60 s", "[GUEST_READY ftp]");
        untilTakenOver(world, "ftp");
        world.apply("repair ftp");
        world.apply("power-on ftp");
        world.untilQuiet("400 s");
    }

    @Test
    void shouldSurviveThatAServerFailsWhileItIsHandedBack() {
        World world = six(false);
        world.apply("crash ftp");
        untilTakenOver(world, "ftp");
        Rings.untilTold(world, "120 s", "Find_up.file [ftp]");
        world.apply("crash ftp");
        untilTakenOver(world, "ftp");
        world.untilQuiet(QUIET);
        assertUnbroken(world, "ftp");
    }

    @Test
    void shouldSeparateThreeWithoutNeighbourhood() {
        World world = six(false);
        world.apply("stuck mail");
        world.apply("crash web1");
        world.apply("hang proxy");
        untilTakenOver(world, "mail", "web1", "proxy");
        world.untilQuiet(QUIET);
        assertUnbroken(world, "mail", "web1", "proxy");
        assertTrue(Rings.newest(world).rows().stream().noneMatch(r -> r.place() == Place.DOWN));
    }
}
