package io.ringwatch.deploy.pack;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ring of three from the package, on a real network, with addresses that the kernel holds. */
final class RealRingIT {
    private static final Path DEB = Path.of(System.getProperty("ringwatch.deb"));
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir Path scratch;
    @TempDir Path home;

    @Test
    void shouldHoldProveAndHandBack() throws Exception {
        Machine.assume(scratch, DEB.getParent());
        try (var ring = new NamespaceRing(home, DEB)) {
            for (int server = 1; server <= NamespaceRing.SERVERS; server++) {
                ring.boot(server);
            }
            for (int server = 1; server <= NamespaceRing.SERVERS; server++) {
                int number = server;
                expect(ring, "agent " + server, () -> ring.isReady(number));
            }
            ring.ask(1, "start", "--all");
            for (int server = 1; server <= NamespaceRing.SERVERS; server++) {
                int number = server;
                expect(ring, "VIP " + server, () -> ring.answers(number));
            }

            frozenAgent(ring);
            lostPower(ring);
        }
    }

    /** The kernel takes its VIP, and it claims it again when it lives. */
    private static void frozenAgent(NamespaceRing ring) throws Exception {
        ring.signal(2, "STOP");
        expect(ring, "silence of VIP 2", () -> !ring.answers(2));
        assertTrue(ring.answers(1) && ring.answers(3), "unbroken servers serve");
        ring.signal(2, "CONT");
        expect(ring, "VIP 2 again", () -> ring.answers(2));
    }

    /** Without a fence the end of its lease is the proof; nobody can host it; it comes back. */
    private static void lostPower(NamespaceRing ring) throws Exception {
        ring.powerOff(3);
        expect(ring, "separation", () -> ring.ask(1, "file", "separation").contains("s3"));
        expect(ring, "proof", () -> ring.ask(2, "events").contains("s3 holds its VIPs no more"));
        expect(ring, "refusal", () -> ring.ask(2, "events").contains("no virtual servers here"));
        assertTrue(!ring.answers(3) && ring.answers(1) && ring.answers(2));
        ring.boot(3);
        expect(ring, "VIP 3 again", () -> ring.answers(3));
        expect(ring, "return", () -> ring.ask(1, "file", "group").contains("s3"));
        expect(ring, "order", () -> !ring.ask(1, "file", "separation").contains("s3"));
    }

    private static void expect(NamespaceRing ring, String what, Callable<Boolean> condition)
            throws Exception {
        try {
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(200)).until(condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("no " + what + "\n" + ring.logs(), e);
        }
    }
}
