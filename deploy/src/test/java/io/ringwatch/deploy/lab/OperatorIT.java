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

    /** A ring that may take over has done so by then: it has silence, proof and a start in it. */
    private static final Duration TAKEOVER = Duration.ofSeconds(15);

    private static final String RUNS = "runs";
    private static final String STOPPED = "stopped";

    @Override
    TestLab fresh() throws Exception {
        return TestLab.up(
                3,
                List.of(
                        "--no-fences",
                        // Its spool is the users' data, which its virtual server writes, too.
                        "--set=mail.services-without-vip=stop",
                        "--set=web1.isolation=keep",
                        "--timing=fail-back=stable-for 3 s",
                        "--timing=fail-backs-per-day=1"));
    }

    @Test
    @Order(1)
    void shouldStopTheDaemonsOfALostVip() throws Exception {
        assertEquals(RUNS, postfix());
        lab().ringwatch("ftp", "move", "--stay", "mail");
        lab().awaitServedBy("mail", "mailb");
        lab().expect("the daemon stopped", () -> postfix().equals(STOPPED));
        lab().shell("mail", "lab-service restart postfix");
        lab().expect("the daemon stopped again", () -> postfix().equals(STOPPED));
        lab().ringwatch("ftp", "move", "--back", "mail");
        lab().awaitServedBy("mail", "mail");
        assertEquals(RUNS, postfix());

        lab().tool().good("isolate", "mail", "--network=service");
        lab().expect("the daemon stopped by itself", () -> postfix().equals(STOPPED));
        lab().awaitServedBy("mail", "mailb");
        heal();
        lab().awaitServedBy("mail", "mail");
        assertEquals(RUNS, postfix());
        lab().expect("return", () -> lab().status().isAsAtFirst());
        lab().story(beganMs(), "ftp", "web1").says("revival", "mail", "is well, and waits: ");

        thaws();
        assertEquals(
                List.of("mail", "mailb", "mail", "mailb", "mail", "mailb", "mail"),
                lab().clients().servers("mail", beganMs()));
        assertOthersServed("mail");
    }

    /** Nobody has told it that its VIP is away; and it came back once today without an operator. */
    private void thaws() throws Exception {
        lab().tool().good("freeze", "mail");
        lab().awaitServedBy("mail", "mailb");
        lab().tool().good("thaw", "mail");
        lab().expect("the daemon stopped", () -> postfix().equals(STOPPED));
        lab().expect("it waits", this::mailWaits);
        assertEquals(STOPPED, postfix());
        lab().ringwatch("web1", "move", "--back", "mail");
        lab().awaitServedBy("mail", "mail");
        lab().expect("return", () -> lab().status().isAsAtFirst());
        assertEquals(RUNS, postfix());
    }

    private boolean mailWaits() throws Exception {
        return lab().story(beganMs(), "web1", "ftp").hasSaid("revival", "mail", "came back once");
    }

    /** Neither while the machine is off. */
    private String postfix() throws Exception {
        String script =
                "if grep -qx master /proc/[0-9]*/comm; then echo %s; else echo %s; fi"
                        .formatted(RUNS, STOPPED);
        return lab().tool().run("exec", "mail", "sh", "-c", script).text().strip();
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
        List<String> dead = List.of("file", "mail", "ftp");
        for (String server : dead) {
            // Nothing wakes them before the end of this test.
            lab().tool().good("isolate", server);
        }
        offAtOnce(dead);
        // Of four votes one is left: nobody decides, and web1 keeps its VIP, as its row says.
        lab().expect("no quorum", () -> lab().status().isWithoutQuorum());
        lab().stays(
                        "nothing taken over",
                        TAKEOVER,
                        () ->
                                lab().status().isWithoutQuorum()
                                        && !lab().clients()
                                                .servers("ftp", beganMs())
                                                .contains("ftpb"));
        lab().clients().assertServed(List.of("web1"), beganMs(), NO_GAP);

        lab().ringwatch("web1", "confirm-dead", "--yes", "ftp", "mail", "file");
        lab().awaitServedBy("ftp", "ftpb");
        lab().awaitServedBy("mail", "mailb");
        lab().clients().assertServed(List.of("web1"), beganMs(), NO_GAP);

        heal();
        for (String server : dead) {
            lab().tool().good("on", server);
        }
        lab().awaitServedBy("ftp", "ftp");
        lab().awaitServedBy("mail", "mail");
        lab().expect("return", () -> lab().status().isAsAtFirst());
        lab().story(beganMs(), "web1").tells("proven", "ftp", "proof", Set.of("CONFIRMED"));
    }
}
