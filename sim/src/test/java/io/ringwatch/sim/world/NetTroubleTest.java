package io.ringwatch.sim.world;

import static io.ringwatch.sim.world.Stage.FTP;
import static io.ringwatch.sim.world.Stage.MAIL;
import static io.ringwatch.sim.world.Stage.WEB1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.member.Input;
import io.ringwatch.ring.Network;
import org.junit.jupiter.api.Test;

/** Networks that are slow, lossy or in pieces, each by itself. */
class NetTroubleTest {
    private final Stage stage = new Stage(World.ring(4));
    private final World world = stage.world;

    private Network sentOver(int from, int to) {
        int before = stage.received(to);
        stage.send(from, to);
        world.run("20 ms");
        var all = stage.puppets.told(to, Input.Received.class);
        assertEquals(before + 1, all.size());
        return all.get(before).network();
    }

    @Test
    void shouldBeSlowOnOneNetwork() {
        world.apply("latency service 10ms");
        for (int i = 0; i < 20; i++) {
            assertEquals(Network.MANAGEMENT, sentOver(MAIL, FTP));
        }
        world.apply("latency management 300ms");
        world.apply("latency service 300ms");
        stage.send(MAIL, FTP);
        world.run("299 ms");
        assertEquals(20, stage.received(FTP));
        world.run("10 ms");
        assertEquals(21, stage.received(FTP));
    }

    @Test
    void shouldBeSlowOnOneLink() {
        world.apply("slow-link ftp 50ms");
        stage.send(MAIL, FTP);
        stage.send(MAIL, WEB1);
        world.run("49 ms");
        assertEquals(0, stage.received(FTP));
        assertEquals(1, stage.received(WEB1));
        world.run("10 ms");
        assertEquals(1, stage.received(FTP));
        world.apply("slow-link ftp 600ms service");
        assertFalse(stage.examine(MAIL, FTP, false).good(), "longer than the limit");
        world.apply("slow-link ftp 0s");
        assertTrue(stage.examine(MAIL, FTP, false).good());
    }

    @Test
    void shouldLoseOnOneNetworkOnly() {
        world.apply("weather 100 0 0 service");
        for (int i = 0; i < 20; i++) {
            assertEquals(Network.MANAGEMENT, sentOver(MAIL, FTP));
        }
    }

    @Test
    void shouldFallIntoThreeOnOneNetwork() {
        world.apply("split mail,ftp web1 web2 service");
        assertTrue(stage.examine(MAIL, FTP, false).good());
        assertFalse(stage.examine(MAIL, WEB1, false).good());
        assertFalse(stage.examine(WEB1, 4, false).good());
        assertEquals(Network.MANAGEMENT, sentOver(WEB1, 4));
        world.apply("split mail,ftp web1 web2");
        stage.send(MAIL, WEB1);
        stage.send(WEB1, 4);
        world.run("20 ms");
        assertEquals(0, stage.received(WEB1));
        assertEquals(1, stage.received(4));
    }

    @Test
    void shouldLetSomeSeeTheirGateway() {
        world.apply("gateway mail,ftp");
        assertFalse(world.machine(MAIL).gatewayAnswers());
        assertFalse(world.machine(FTP).gatewayAnswers());
        assertTrue(world.machine(WEB1).gatewayAnswers());
    }
}
