package io.ringwatch.deploy.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What people order, and what a ring file says of single servers, on a real ring of three without
 * power fences.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class OperatorIT extends LabTests {
    /** Of clients that are served all the time, on a machine that is busy. */
    private static final Duration NO_GAP = Duration.ofSeconds(3);

    @Override
    TestLab fresh() throws Exception {
        return TestLab.up(
                3,
                List.of(
                        "--no-fences",
                        // Its spool is the users' data, which its virtual server writes, too.
                        "--set=mail.services-without-vip=stop",
                        "--set=mail.isolation=keep",
                        "--timing=fail-back=stable-for 3 s"));
    }

    @Test
    @Order(1)
    void shouldStopTheDaemonsOfALostVip() throws Exception {
        assertTrue(runsPostfix(), "not even at first");
        lab().ringwatch("ftp", "move", "--stay", "mail");
        lab().awaitServedBy("mail", "mailb");
        lab().expect("the daemon stopped", () -> !runsPostfix());
        lab().shell("mail", "lab-service restart postfix");
        lab().expect("the daemon stopped again", () -> !runsPostfix());
        lab().ringwatch("ftp", "move", "--back", "mail");
        lab().awaitServedBy("mail", "mail");
        assertTrue(runsPostfix());

        lab().tool().good("isolate", "mail", "--network=service");
        lab().awaitServedBy("mail", "mailb");
        // After some seconds its restart is tried.
        lab().expect("the daemon stopped, or the machine", () -> !runsPostfix());
        heal();
        lab().awaitServedBy("mail", "mail");
        assertTrue(runsPostfix());
        lab().expect("return", () -> lab().status().isAsAtFirst());
        assertEquals(
                List.of("mail", "mailb", "mail", "mailb", "mail"),
                lab().clients().servers("mail", beganMs()));
        assertOthersServed("mail");
        lab().story(beganMs(), "ftp", "web1").says("revival", "mail", "is well, and waits: ");
    }

    /** False as well while the machine is off. */
    private boolean runsPostfix() throws Exception {
        String script = "grep -qlx master /proc/[0-9]*/comm";
        return lab().tool().run("exec", "mail", "sh", "-c", script).code() == 0;
    }

    @Test
    @Order(2)
    void shouldMoveAFunctionAndBringItBack() throws Exception {
        lab().ringwatch("mail", "move", "--stay", "ftp");
        lab().awaitServedBy("ftp", "ftpb");
        lab().ringwatch("web1", "move", "--back", "ftp");
        lab().awaitServedBy("ftp", "ftp");
        assertEquals(List.of("ftp", "ftpb", "ftp"), lab().clients().servers("ftp", beganMs()));
        lab().clients().assertServed(List.of("mail", "ftp", "web1"), beganMs(), NO_GAP);
    }

    @Test
    @Order(3)
    void shouldParkTheAddressOfAStoppedServer() throws Exception {
        lab().ringwatch("mail", "stop", "web1");
        lab().expect("parked", () -> lab().status().of("web1").place().equals("parked"));
        lab().tool().good("kill-agent", "web1");
        lab().expect("parked by the next agent", () -> agentOf("web1").equals("parked"));
        lab().ringwatch("mail", "start", "web1");
        lab().expect("return", () -> lab().status().isAsAtFirst());
        assertEquals(List.of("web1"), lab().clients().servers("web1", beganMs()));
        lab().clients().assertServed(List.of("mail", "ftp", "web1"), beganMs(), NO_GAP);
    }

    private String agentOf(String server) throws Exception {
        return lab().status().servers().stream()
                .filter(m -> m.name().equals(server))
                .map(m -> String.valueOf(m.agent()))
                .findAny()
                .orElse("");
    }

    @Test
    @Order(4)
    void shouldTakeNothingOverFromAServerInMaintenance() throws Exception {
        lab().ringwatch("mail", "maintenance", "ftp", "--for=10min");
        lab().expect(
                        "known to all",
                        () -> lab().answer("web1", "status").contains("in maintenance until"));
        String json = lab().answer("web1", "status", "--json");
        assertTrue(json.matches("(?s).*\"maintainedUntilMs\" ?: ?[1-9].*"), json);
        off("ftp");
        lab().expect(
                        "a word about it",
                        () -> lab().story(beganMs(), "mail").has("detected", "ftp"));
        lab().tool().good("heal");
        lab().tool().good("on", "ftp");
        lab().expect("return", () -> lab().status().isAsAtFirst());
        lab().ringwatch("web1", "maintenance", "ftp", "--end");
        lab().awaitServedBy("ftp", "ftp");
        assertEquals(List.of("ftp"), lab().clients().servers("ftp", beganMs()));
        assertOthersServed("ftp");
    }

    @Test
    @Order(5)
    void shouldGoOnWhenAPersonSaysWhoIsDead() throws Exception {
        List<String> dead = List.of("file", "web1", "ftp");
        for (String server : dead) {
            // Nothing wakes them before the end of this test.
            lab().tool().good("isolate", server);
        }
        offAtOnce(dead);
        // Of four votes one is left: nobody decides, and mail keeps its VIP, as its row says.
        lab().expect("no quorum", () -> lab().status().isWithoutQuorum());
        assertEquals(List.of("ftp"), lab().clients().servers("ftp", beganMs()));
        lab().clients().assertServed(List.of("mail"), beganMs(), NO_GAP);

        lab().ringwatch("mail", "confirm-dead", "--yes", "ftp", "web1", "file");
        lab().awaitServedBy("ftp", "ftpb");
        lab().awaitServedBy("web1", "web1b");
        lab().clients().assertServed(List.of("mail"), beganMs(), NO_GAP);

        heal();
        for (String server : List.of("file", "ftp", "web1")) {
            lab().tool().good("on", server);
        }
        lab().awaitServedBy("ftp", "ftp");
        lab().awaitServedBy("web1", "web1");
        lab().expect("return", () -> lab().status().isAsAtFirst());
        lab().story(beganMs(), "mail").tells("proven", "ftp", "proof", Set.of("CONFIRMED"));
    }
}
