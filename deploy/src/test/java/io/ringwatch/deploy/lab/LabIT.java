package io.ringwatch.deploy.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.json.Json;
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
    @Order(100)
    void shouldReturnAfterALossOfAllPower() throws Exception {
        var all = new ArrayList<>(TestLab.SERVERS);
        all.add("file");
        List<Thread> threads =
                all.stream().map(server -> new Thread(() -> switchOff(server))).toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
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

    private void switchOff(String server) {
        try {
            lab().tool().good("off", server);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
