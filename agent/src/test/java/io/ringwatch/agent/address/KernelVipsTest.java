package io.ringwatch.agent.address;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.lab.Lab;
import io.ringwatch.agent.lab.Pinger;
import io.ringwatch.agent.lab.Talker;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** VIPs on a real interface, seen by another machine. */
final class KernelVipsTest {
    private static final String WRONG_MAC = "02:00:00:00:00:99";
    private static final long MS = 1_000_000L;

    /** What was said to be renewed last, 200 ms of it, may not have reached the kernel any more. */
    private static final long EARLY_MAX_MS = 400;

    private Lab lab;

    @BeforeAll
    static void root() {
        Lab.assume();
    }

    @BeforeEach
    void open() {
        lab = new Lab();
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private Talker holder(String... vips) {
        var holder = new Talker(Lab.java(lab.server, HolderMain.class, vips));
        holder.expect("ready");
        return holder;
    }

    private String addresses() {
        return lab.server("ip", "-o", "address", "show", "dev", Lab.NIC);
    }

    @Test
    void shouldHoldFromTheClaimToTheDropAndTellTheNeighbours() {
        try (Talker holder = holder(Lab.VIP, Lab.VIP6)) {
            poison();
            holder.say("renew 2000 200");
            holder.expect("claimed 1");

            String mac = lab.server("cat", "/sys/class/net/" + Lab.NIC + "/address").strip();
            await().until(() -> neighbour(Lab.VIP).contains(mac));
            await().until(() -> neighbour(Lab.VIP6).contains(mac));
            lab.client("ping", "-n", "-c", "1", "-w", "5", Lab.VIP);
            lab.client("ping", "-n", "-c", "1", "-w", "5", Lab.VIP6);
            assertTrue(addresses().contains(Lab.VIP + "/32"), addresses());
            assertTrue(addresses().contains(Lab.VIP6 + "/128"), addresses());

            holder.say("drop");
            holder.expect("dropped 1");
            await().until(() -> !addresses().contains(Lab.VIP + "/32"));
            await().until(() -> !addresses().contains(Lab.VIP6 + "/128"));
            assertFalse(answers(Lab.VIP));
            assertFalse(answers(Lab.VIP6));
            holder.say("problems");
            holder.expect("problems []");
        }
    }

    /** The client remembers another machine, as after a takeover. */
    private void poison() {
        for (String vip : new String[] {Lab.VIP, Lab.VIP6}) {
            lab.client(
                    "ip", "neigh", "replace", vip, "lladdr", WRONG_MAC, "nud", "stale", "dev",
                    Lab.NIC);
        }
    }

    private String neighbour(String vip) {
        return lab.client("ip", "neigh", "show", "to", vip, "dev", Lab.NIC);
    }

    private boolean answers(String vip) {
        return Lab.run(
                        Lab.in(lab.client, "ping", "-n", "-c", "1", "-W", "0.3", vip)
                                .toArray(String[]::new))
                .ok();
    }

    @ParameterizedTest
    @ValueSource(ints = {600, 1200})
    void shouldEndByItselfAndNeverLate(int leaseMs) {
        try (Talker holder = holder(Lab.VIP);
                Pinger pinger = new Pinger(lab, Lab.VIP)) {
            holder.say("renew " + leaseMs + " 100");
            holder.expect("claimed 1");
            pinger.awaitReplies(20);
            holder.say("hold " + leaseMs);

            assertInTime(holder, pinger.awaitSilence(), "no renewal, lease " + leaseMs + " ms");
            assertTrue(addresses().contains(Lab.VIP + "/32"), "it was the kernel, not the agent");
        }
    }

    /** The last reply is before the end that was promised last, and not long before it. */
    private static void assertInTime(Talker holder, long lastReplyNs, String what) {
        String last =
                holder.lines().stream()
                        .filter(l -> l.contains("until"))
                        .reduce((a, b) -> b)
                        .orElseThrow();
        long endNs = Long.parseLong(last.split(" ", -1)[2]);
        double earlyMs = (double) (endNs - lastReplyNs) / MS;
        System.out.printf(
                Locale.ROOT, "VIP, %s: last reply %.1f ms before its end%n", what, earlyMs);
        assertTrue(earlyMs >= 0, "late by " + -earlyMs + " ms: " + what);
        assertTrue(earlyMs < EARLY_MAX_MS, "early by " + earlyMs + " ms: " + what);
    }

    @ParameterizedTest
    @ValueSource(strings = {"KILL", "STOP"})
    void shouldEndInTimeWhenItsAgentIsKilledOrFrozen(String signal) {
        try (Talker holder = holder(Lab.VIP);
                Pinger pinger = new Pinger(lab, Lab.VIP)) {
            holder.say("renew 1200 200");
            holder.expect("claimed 1");
            holder.expect(5, "until");
            pinger.awaitReplies(20);
            holder.signal(signal);

            assertInTime(holder, pinger.awaitSilence(), "SIG" + signal + ", lease 1200 ms");
            if (signal.equals("STOP")) {
                long before = pinger.replies();
                holder.signal("CONT");
                holder.expect(2, "claimed 1");
                pinger.awaitReplies(10);
                assertTrue(pinger.replies() > before);
            }
        }
    }

    @Test
    void shouldLoseNothingWhileItIsRenewed() {
        try (Talker holder = holder(Lab.VIP)) {
            holder.say("renew 1000 5");
            holder.expect("claimed 1");
            try (Pinger pinger = new Pinger(lab, Lab.VIP)) {
                pinger.awaitReplies(300);
                assertEquals(0, pinger.lost(), "requests lost");
            }
        }
    }

    @Test
    void shouldNotClaimWhatAnotherMachineHas() {
        lab.client("ip", "address", "add", Lab.VIP + "/32", "dev", Lab.NIC);
        String mac = lab.client("cat", "/sys/class/net/" + Lab.NIC + "/address").strip();
        try (Talker holder = holder(Lab.VIP)) {
            holder.say("renew 1000 100");
            holder.expect(2, "conflict 1 " + mac + " has " + Lab.VIP + ", too");
            assertEquals(0, holder.count("claimed"));
            assertFalse(addresses().contains(Lab.VIP + "/32"), addresses());

            lab.client("ip", "address", "delete", Lab.VIP + "/32", "dev", Lab.NIC);
            holder.expect("claimed 1");
        }
    }

    /** A hand-over: server two has it until it gives it up, and that is no conflict. */
    @Test
    void shouldHaveAskedBeforeTheSwitch() {
        lab.client("ip", "link", "set", Lab.NIC, "address", "02:00:00:00:00:02");
        lab.client("ip", "address", "add", Lab.VIP + "/32", "dev", Lab.NIC);
        try (Talker holder = holder(Lab.VIP)) {
            await().until(
                            () -> {
                                holder.say("clear");
                                return holder.count("clear true") > 0;
                            });
            holder.say("renew 1000 100");
            holder.expect("claimed 1");
            assertEquals(0, holder.count("conflict"));
        }
    }

    /** Whoever was the holder until now looks ahead, too; from a stranger it is a claim. */
    @ParameterizedTest
    @CsvSource({"02:00:00:00:00:02, true", "02:00:00:00:00:99, false"})
    void shouldNotBeKeptFromAClaimByServersThatLookAhead(String mac, boolean known) {
        lab.client("ip", "link", "set", Lab.NIC, "address", mac);
        for (String vip : new String[] {Lab.VIP, Lab.VIP6}) {
            try (var asker = new Talker(Lab.java(lab.client, AskMain.class, Lab.NIC, vip));
                    Talker holder = holder(Lab.VIP, Lab.VIP6)) {
                asker.expect("asks");
                holder.say("renew 1000 100");
                holder.expect(known ? "claimed 1" : "conflict 1 " + mac);
                assertEquals(0, holder.count(known ? "conflict" : "claimed"));
            }
        }
    }

    /** A VIP that it does not hold itself moves from one machine to another. */
    @Test
    void shouldLearnWhereOthersAnnounceAVip() {
        try (Talker holder = holder(Lab.VIP)) {
            lab.server(
                    "ip", "neigh", "replace", Lab.VIP, "lladdr", WRONG_MAC, "nud", "stale", "dev",
                    Lab.NIC);
            String mac = lab.client("cat", "/sys/class/net/" + Lab.NIC + "/address").strip();
            Lab.run(
                    Lab.java(lab.client, AnnounceMain.class, Lab.NIC, Lab.VIP)
                            .toArray(String[]::new));
            await().until(() -> lab.server("ip", "neigh", "show", "to", Lab.VIP).contains(mac));
            holder.say("problems");
            holder.expect("problems []");
        }
    }

    @Test
    void shouldContradictWhoeverClaimsWhatIsHeldHere() {
        try (Talker holder = holder(Lab.VIP)) {
            holder.say("renew 2000 200");
            holder.expect("claimed 1");
            String mac = lab.client("cat", "/sys/class/net/" + Lab.NIC + "/address").strip();
            lab.client("ip", "address", "add", Lab.VIP + "/32", "dev", Lab.NIC);
            lab.client("ip", "neigh", "flush", "dev", Lab.NIC);
            Lab.run(
                    Lab.in(
                                    lab.client,
                                    "ping",
                                    "-n",
                                    "-c",
                                    "1",
                                    "-W",
                                    "0.2",
                                    "-I",
                                    Lab.VIP,
                                    "10.9.0.1")
                            .toArray(String[]::new));

            holder.expect("conflict 1 " + mac + " says that it has " + Lab.VIP);
            assertTrue(addresses().contains(Lab.VIP + "/32"), "it is held on: it has the lease");
        }
    }

    @Test
    void shouldNotClaimWhatAnotherMachineHasInIpv6() {
        lab.client("ip", "address", "add", Lab.VIP6 + "/128", "dev", Lab.NIC, "nodad");
        try (Talker holder = holder(Lab.VIP, Lab.VIP6)) {
            holder.say("renew 1000 100");
            holder.expect("conflict 1 ");
            assertEquals(0, holder.count("claimed"));
        }
    }

    @Test
    void shouldMakeItsRulesAgainWhenAFirewallIsReloaded() {
        try (Talker holder = holder(Lab.VIP);
                Pinger pinger = new Pinger(lab, Lab.VIP)) {
            holder.say("renew 1200 100");
            holder.expect("claimed 1");
            pinger.awaitReplies(10);
            int before = (int) holder.count("until");
            lab.server("nft", "flush", "ruleset");
            holder.expect(before + 3, "until");
            holder.signal("KILL");

            assertInTime(holder, pinger.awaitSilence(), "rules flushed, then SIGKILL");
        }
    }

    @Test
    void shouldGoOnWhereAKilledAgentStopped() {
        try (Pinger pinger = new Pinger(lab, Lab.VIP)) {
            try (Talker first = holder(Lab.VIP)) {
                first.say("renew 20000 500");
                first.expect("claimed 1");
                pinger.awaitReplies(20);
                first.signal("KILL");
            }
            try (Talker second = holder(Lab.VIP)) {
                second.say("renew 3000 500");
                second.expect("claimed 1");
                pinger.awaitReplies(20);
                assertEquals(0, pinger.lost(), "requests lost");
            }
        }
    }

    @Test
    void shouldRemoveWhatAKilledAgentLeftBehind() {
        try (Talker first = holder(Lab.VIP, Lab.VIP6)) {
            first.say("renew 600 100");
            first.expect("claimed 1");
            first.signal("KILL");
        }
        assertTrue(addresses().contains(Lab.VIP + "/32"), addresses());
        await().pollDelay(Duration.ofMillis(700)).until(() -> !answers(Lab.VIP));

        holder(Lab.VIP, Lab.VIP6).close();

        assertFalse(addresses().contains(Lab.VIP + "/32"), addresses());
        assertFalse(addresses().contains(Lab.VIP6 + "/128"), addresses());
    }

    @Test
    void shouldAnnounceAgainWhenTheLinkComesUp() {
        try (Talker holder = holder(Lab.VIP)) {
            holder.say("renew 2000 100");
            holder.expect("claimed 1");
            lab.client("ip", "link", "set", Lab.NIC, "down");
            lab.client("ip", "link", "set", Lab.NIC, "up");
            lab.client(
                    "ip", "neigh", "replace", Lab.VIP, "lladdr", WRONG_MAC, "nud", "stale", "dev",
                    Lab.NIC);

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> !neighbour(Lab.VIP).contains(WRONG_MAC));
        }
    }

    @Test
    void shouldKeepAParkedAddressWithoutAnAgent() {
        try (Talker holder = holder(Lab.VIP)) {
            holder.say("renew 2000 200");
            holder.expect("claimed 1");
            holder.say("park");
            await().until(() -> addresses().matches("(?s).*" + Lab.VIP + "/32[^\n]*forever.*"));
            holder.signal("KILL");
        }
        lab.client("ping", "-n", "-c", "1", "-w", "5", Lab.VIP);
        assertTrue(
                lab.server("nft", "list", "set", "inet", "ringwatch", "held4")
                        .contains("elements = { " + Lab.VIP + " }"));
    }

    @Test
    void shouldSayWhyItCannotStart() {
        lab.server("ip", "address", "delete", "10.9.0.1/24", "dev", Lab.NIC);
        try (var holder = new Talker(Lab.java(lab.server, HolderMain.class, Lab.VIP))) {
            holder.expect("refused no interface here has 10.9.0.1");
        }
    }
}
