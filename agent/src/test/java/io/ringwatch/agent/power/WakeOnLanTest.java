package io.ringwatch.agent.power;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwatch.agent.lab.Lab;
import io.ringwatch.agent.lab.Talker;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class WakeOnLanTest {
    private static final String PACKET = "ffffffffffff" + "020000000002".repeat(16);

    @Test
    void shouldRepeatTheHardwareAddress() {
        assertEquals(PACKET, HexFormat.of().formatHex(WakeOnLan.packet("02:00:00:00:00:02")));
    }

    /** By the interfaces of the service network and of the management network, and no other. */
    @Test
    void shouldReachTheMachineOnBothNetworks() {
        Lab.assume();
        try (var lab = new Lab()) {
            cable(lab, "m0", "10.8.0.");
            cable(lab, "x0", "10.7.0.");
            lab.server("ip", "route", "add", "default", "dev", "x0");
            try (var asleep = new Talker(Lab.java(lab.client, SleeperMain.class));
                    var waker = new Talker(Lab.java(lab.server, WakerMain.class, "10.8.0.1"))) {
                asleep.expect("asleep");
                waker.expect("sent");
                asleep.expect(" 10.9.0.1 " + PACKET);
                asleep.expect(" 10.8.0.1 " + PACKET);
                assertEquals(0, asleep.count(" 10.7.0.1 "), asleep.lines()::toString);
            }
        }
    }

    private static void cable(Lab lab, String name, String network) {
        Lab.good(
                "ip",
                "link",
                "add",
                name,
                "netns",
                lab.server,
                "type",
                "veth",
                "peer",
                "name",
                name,
                "netns",
                lab.client);
        Lab.good("ip", "-n", lab.server, "address", "add", network + "1/24", "dev", name);
        Lab.good("ip", "-n", lab.client, "address", "add", network + "2/24", "dev", name);
        Lab.good("ip", "-n", lab.server, "link", "set", name, "up");
        Lab.good("ip", "-n", lab.client, "link", "set", name, "up");
    }

    /** A network that is gone does not matter as long as the other is there. */
    @Test
    void shouldNeedOneNetworkOnly() {
        Lab.assume();
        try (var lab = new Lab();
                var asleep = new Talker(Lab.java(lab.client, SleeperMain.class))) {
            asleep.expect("asleep");
            try (var waker = new Talker(Lab.java(lab.server, WakerMain.class, "10.8.0.1"))) {
                waker.expect("sent");
                asleep.expect(" 10.9.0.1 " + PACKET);
            }
            Lab.good("ip", "-n", lab.server, "address", "flush", "dev", Lab.NIC);
            try (var waker = new Talker(Lab.java(lab.server, WakerMain.class, "10.8.0.1"))) {
                waker.expect("failed no packet could be sent: 10.9.0.1: ");
            }
        }
    }
}
