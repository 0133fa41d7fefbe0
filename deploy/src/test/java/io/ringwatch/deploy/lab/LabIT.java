package io.ringwatch.deploy.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.json.Json;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Failures of a real ring, seen from outside: who answers at the VIPs, in the client's network. The
 * most important come first.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class LabIT extends LabTests {
    private static final Set<String> NOT_ASKED = Set.of("FENCED", "EXPIRED");

    @Override
    void prepare(TestLab fresh) throws Exception {
        makeObedient(fresh, "ftp");
    }

    @Test
    @Order(1)
    void shouldServeForAServerWithoutPower() throws Exception {
        off("ftp");
        lab().awaitServedBy("ftp", "ftpb");
        String host = lab().awaitHostOf("ftp");
        assertEquals("ftpb", lab().status().of("ftp").virtualServer());
        LabTool.Ran downloads = lab().tool().run("client", "ftp", "--limit=2s", "--for=2s");
        assertEquals(0, downloads.code(), downloads.text());

        heal();
        lab().awaitServedBy("ftp", "ftp");
        lab().expect("return", () -> lab().status().isAsAtFirst());
        assertEquals(List.of("ftp", "ftpb", "ftp"), lab().clients().servers("ftp", beganMs()));
        assertOthersServed("ftp");
        lab().story(beganMs(), "mail")
                .tells("detected", "ftp")
                .tells("separated", "ftp")
                .tells("proven", "ftp", "proof", NOT_ASKED)
                .tells("guest_ready", "ftp", "host", Set.of(host))
                .tells("function_recovered", "ftp", "host", Set.of(host))
                .tells("proven", "ftp", "proof", Set.of("RELEASED"))
                .tells("server_recovered", "ftp");
    }

    @Test
    @Order(2)
    void shouldServeForTwoNeighboursAtOnce() throws Exception {
        off("ftp");
        off("web1");
        lab().awaitServedBy("ftp", "ftpb");
        lab().awaitServedBy("web1", "web1b");
        assertNotEquals(lab().awaitHostOf("ftp"), lab().awaitHostOf("web1"), "one host for both");

        heal();
        lab().awaitServedBy("ftp", "ftp");
        lab().awaitServedBy("web1", "web1");
        lab().expect("return", () -> lab().status().isAsAtFirst());
        assertOthersServed("ftp", "web1");
        lab().story(beganMs(), "mail")
                .tells("function_recovered", "ftp")
                .tells("function_recovered", "web1")
                .tells("server_recovered", "ftp")
                .tells("server_recovered", "web1");
    }

    @Test
    @Order(3)
    void shouldPlaceAVirtualServerAgainThatDies() throws Exception {
        off("ftp");
        lab().awaitServedBy("ftp", "ftpb");
        String host = lab().awaitHostOf("ftp");
        killGuest(host, "ftpb");
        lab().expect(
                        "a new one",
                        () ->
                                lab().story(beganMs(), "mail").all("guest_ready", "ftp").count()
                                        >= 2);
        lab().awaitServedBy("ftp", "ftpb");
        assertOthersServed("ftp");
    }

    private void killGuest(String host, String virtualServer) throws Exception {
        Answer answer = Json.read(lab().ringwatch(host, "virtual", "list", "--json"), Answer.class);
        String domain =
                answer.originals().serving().stream()
                        .filter(g -> g.virtualServer().equals(virtualServer))
                        .findAny()
                        .orElseThrow()
                        .domain();
        lab().shell(host, "kill -KILL $(cat /run/libvirt/qemu/" + domain + ".pid)");
    }

    /** What {@code ringwatch virtual list --json} says. */
    private record Answer(Originals originals) {}

    private record Originals(List<Serving> serving) {}

    private record Serving(String domain, String virtualServer) {}

    @Test
    @Order(4)
    void shouldPlaceAVirtualServerAgainWhoseHostDies() throws Exception {
        off("ftp");
        lab().awaitServedBy("ftp", "ftpb");
        String host = lab().awaitHostOf("ftp");
        off(host);
        lab().awaitServedBy(host, host + "b");
        lab().expect("another host", () -> !lab().awaitHostOf("ftp").equals(host));
        lab().awaitServedBy("ftp", "ftpb");

        heal();
        lab().awaitServedBy("ftp", "ftp");
        lab().awaitServedBy(host, host);
        assertOthersServed("ftp", host);
    }

    @Test
    @Order(5)
    void shouldServeForAnIsolatedServerAndThoseThatLackOneNetworkOrTheGateway() throws Exception {
        lab().tool().good("isolate", "web2");
        lab().tool().good("isolate", "proxy", "--network=service");
        lab().tool().good("cut", "ftp", "gateway");
        lab().awaitServedBy("web2", "web2b");
        lab().awaitServedBy("proxy", "proxyb");
        lab().awaitServedBy("ftp", "ftpb");

        heal();
        for (String server : List.of("web2", "proxy", "ftp")) {
            lab().awaitServedBy(server, server);
        }
        assertOthersServed("web2", "proxy", "ftp");
        lab().expect("return", () -> lab().status().isAsAtFirst());
        lab().story(beganMs(), "mail", "web1")
                .tells("proven", "web2", "proof", NOT_ASKED)
                .tells("proven", "proxy", "proof", Set.of("RELEASED"))
                .says("detected", "ftp", "gateway")
                .tells("proven", "ftp", "proof", Set.of("RELEASED"));
    }

    @Test
    @Order(6)
    void shouldRestartDaemonsAndAgents() throws Exception {
        String agent = lab().shell("login", "cat /run/lab-agent.pid");
        lab().tool().good("hang", "ftp", "vsftpd");
        lab().tool().good("stop", "web2", "apache2", "--kill");
        lab().tool().good("kill-agent", "login");
        long killedMs = System.currentTimeMillis();
        lab().expect(
                        "another agent of login",
                        () -> !lab().shell("login", "cat /run/lab-agent.pid").equals(agent));
        lab().expect(
                        "restart of daemons",
                        () -> {
                            Story story = lab().story(beganMs(), "ftp", "web2");
                            return story.has("service_restarted", "ftp")
                                    && story.has("service_restarted", "web2");
                        });
        lab().expect("return", () -> lab().status().isAsAtFirst());
        for (String server : List.of("ftp", "web2", "login")) {
            lab().awaitServedBy(server, server);
        }
        assertOthersServed("ftp", "web2", "login");
        Story story = lab().story(killedMs, "login", "proxy");
        long back = story.all("lease_won", "login").findFirst().orElseThrow().wallMs();
        if (back - killedMs < 2500) {
            assertTrue(!story.has("separated", "login"), () -> "a takeover" + story);
        }
    }

    @Test
    @Order(7)
    void shouldAskAnotherHostWhenAProcedureFails() throws Exception {
        Files.createDirectory(order("fail"));
        off("ftp");
        lab().awaitServedBy("ftp", "ftpb");
        Story story =
                lab().story(beganMs(), "mail")
                        .says("guest_failed", "ftp", "install failed with 7: refused, as a test");
        String failed =
                story.all("guest_failed", "ftp").findFirst().orElseThrow().data().get("host");
        assertNotEquals(failed, lab().awaitHostOf("ftp"), story::toString);
        assertOthersServed("ftp");
    }

    @Test
    @Order(8)
    void shouldAskAnotherHostWhenLibvirtIsDead() throws Exception {
        List<String> hosts = TestLab.SERVERS.stream().filter(s -> !s.equals("ftp")).toList();
        for (String host : hosts) {
            lab().tool().good("stop", host, "libvirtd");
        }
        off("ftp");
        lab().expect(
                        "failures on several hosts",
                        () ->
                                lab().story(beganMs(), "mail")
                                                .all("guest_failed", "ftp")
                                                .filter(e -> e.text().contains("libvirt"))
                                                .map(e -> e.data().get("host"))
                                                .distinct()
                                                .count()
                                        >= 2);
        lab().shell("proxy", "libvirtd -d");
        lab().awaitServedBy("ftp", "ftpb");
        assertEquals("proxy", lab().awaitHostOf("ftp"));
        for (String host : hosts) {
            if (!host.equals("proxy")) {
                lab().shell(host, "libvirtd -d");
            }
        }
        heal();
        lab().awaitServedBy("ftp", "ftp");
        assertOthersServed("ftp");
    }

    @Test
    @Order(9)
    void shouldNoticeAQuickRestart() throws Exception {
        String boot = lab().shell("web1", "cat /proc/sys/kernel/random/boot_id");
        lab().tool().good("restart", "web1");
        lab().expect(
                        "another boot",
                        () -> {
                            LabTool.Ran now =
                                    lab().tool()
                                            .run(
                                                    "exec",
                                                    "web1",
                                                    "cat",
                                                    "/proc/sys/kernel/random/boot_id");
                            return now.code() == 0 && !now.text().equals(boot);
                        });
        lab().expect("return", () -> lab().status().isAsAtFirst());
        lab().awaitServedBy("web1", "web1");
        assertOthersServed("web1");
        lab().story(beganMs(), "ftp").tells("detected", "web1");
    }

    @Test
    @Order(10)
    void shouldCarryOnARecoveryWhoseManagerDies() throws Exception {
        Files.createFile(order("wait"));
        off("ftp");
        lab().expect("separation", () -> lab().story(beganMs(), "mail").has("separated", "ftp"));
        off("mail");
        lab().expect(
                        "separation of its manager",
                        () -> !lab().status().of("mail").place().equals("group"));
        Files.delete(order("wait"));
        lab().awaitServedBy("ftp", "ftpb");
        lab().awaitServedBy("mail", "mailb");

        heal();
        lab().awaitServedBy("ftp", "ftp");
        lab().awaitServedBy("mail", "mail");
        assertOthersServed("ftp", "mail");
        lab().story(beganMs(), "login")
                .tells("separated", "mail")
                .tells("function_recovered", "ftp")
                .tells("server_recovered", "mail");
    }

    @Test
    @Order(11)
    void shouldServeForWhatIsFrozen() throws Exception {
        lab().tool().good("freeze", "web1");
        lab().tool().good("freeze", "proxy", "--agent");
        lab().awaitOnceServedBy("web1", "web1b", beganMs());
        lab().awaitOnceServedBy("proxy", "proxyb", beganMs());

        // A fence may have been faster: then it has booted.
        lab().tool().run("thaw", "web1");
        lab().tool().run("thaw", "proxy");
        lab().awaitServedBy("web1", "web1");
        lab().awaitServedBy("proxy", "proxy");
        lab().expect("return", () -> lab().status().isAsAtFirst());
        assertEquals(List.of("web1", "web1b", "web1"), lab().clients().servers("web1", beganMs()));
        assertEquals(
                List.of("proxy", "proxyb", "proxy"), lab().clients().servers("proxy", beganMs()));
        assertOthersServed("web1", "proxy");
        lab().story(beganMs(), "ftp", "web2")
                .tells("proven", "web1", "proof", NOT_ASKED)
                .tells("proven", "proxy", "proof", NOT_ASKED);
    }

    @Test
    @Order(12)
    void shouldRestartAServerWhoseDaemonCannotBeRestarted() throws Exception {
        String procedure = "/etc/ringwatch/procedures/web2/";
        lab().shell("web2", "cd " + procedure + " && mv restart was && cp /bin/false restart");
        lab().tool().good("stop", "web2", "apache2", "--kill");
        lab().awaitOnceServedBy("web2", "web2b", beganMs());
        lab().awaitServedBy("web2", "web2");
        lab().shell("web2", "cd " + procedure + " && mv was restart");
        lab().expect("return", () -> lab().status().isAsAtFirst());
        assertOthersServed("web2");
        lab().story(beganMs(), "web1")
                .tells("proven", "web2", "proof", Set.of("RELEASED"))
                .says("revival", "web2", "is asked to restart")
                .tells("server_recovered", "web2");
    }

    @Test
    @Order(13)
    void shouldServeForThreeAtOnceWhileAnotherFailsAndReturns() throws Exception {
        var three = List.of("ftp", "web1", "web2");
        for (String server : three) {
            off(server);
        }
        for (String server : three) {
            lab().awaitServedBy(server, server + "b");
        }
        // Not kept from returning: its power is turned on again, and it boots.
        long offMs = System.currentTimeMillis();
        lab().tool().good("off", "proxy");
        lab().expect("return", () -> lab().story(offMs, "mail").has("server_recovered", "proxy"));
        lab().awaitServedBy("proxy", "proxy");
        for (String server : three) {
            lab().awaitServedBy(server, server + "b");
        }

        heal();
        for (String server : three) {
            lab().awaitServedBy(server, server);
        }
        lab().expect("return", () -> lab().status().isAsAtFirst());
        lab().clients().assertServed(List.of("mail", "login"), beganMs(), UNREASONABLE);
    }

    @Test
    @Order(100)
    void shouldReturnAfterALossOfAllPower() throws Exception {
        var all = new ArrayList<>(TestLab.SERVERS);
        all.add("file");
        offAtOnce(all);
        assertTrue(
                lab().status().servers().stream().allMatch(m -> m.power().equals("off")),
                "not all are off");
        for (String server : all) {
            lab().tool().good("on", server);
        }
        lab().expect("return", () -> lab().status().isAsAtFirst());
        for (String server : TestLab.SERVERS) {
            lab().awaitServedBy(server, server);
        }
    }

    /** A fence agent of Debian's at a real libvirt, by what the agents would do with it. */
    @Test
    @Order(90)
    void shouldFenceADomainByFenceVirsh() throws Exception {
        try (var virsh = new FenceVirsh(lab(), "login", "mail")) {
            virsh.expect("status", "on", 0, "running");
            virsh.expect("off", "off", 1, "shut off");
            virsh.expect("on", "on", 0, "running");
            virsh.stopListening();
            virsh.expect("off", "failed", 1, "running");
        }
    }

    /** The records of each agent's last starts, cut off by whatever ended it. */
    @Test
    @Order(101)
    void shouldDecideTheSameInAReplay() throws Exception {
        String script =
                """
                for record in $(ls -t /var/lib/ringwatch/flight/*-000000.rwf | head -n 2); do
                    ringwatch replay $record >/tmp/replay || { cat /tmp/replay; exit 1; }
                    tail -n 1 /tmp/replay
                done""";
        for (String server : TestLab.SERVERS) {
            String said = lab().shell(server, script);
            assertTrue(said.matches("(# ([1-9]\\d*) inputs, \\2 checked\n)+"), server + said);
        }
    }
}
