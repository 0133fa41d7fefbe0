package io.ringwatch.agent.peers;

import static io.ringwatch.agent.peers.LoopbackRing.LIMIT;
import static io.ringwatch.agent.peers.LoopbackRing.isConnected;
import static io.ringwatch.agent.peers.LoopbackRing.numbered;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.config.RingConfig.Machine;
import io.ringwatch.files.Incarnation;
import io.ringwatch.files.Version;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Network;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class PeersTest {
    @Test
    void shouldDeliverEveryMessageOnceAndInOrderOverTwoNetworks() {
        try (var ring = new LoopbackRing(2)) {
            ring.startAll();
            numbered("m", 500).forEach(text -> ring.send(1, 2, text));
            ring.send(2, 1, "back");
            await().atMost(LIMIT).until(() -> ring.peers(2).counters().duplicates() == 500);
            assertEquals(numbered("1:m", 500), ring.inbox(2));
            await().atMost(LIMIT).until(() -> ring.inbox(1).equals(List.of("2:back")));
            PeerCounters sent = ring.peers(1).counters();
            assertEquals(500, sent.messagesSent(Network.SERVICE));
            assertEquals(500, sent.messagesSent(Network.MANAGEMENT));
        }
    }

    @Test
    void shouldSpendTwoBytesOnASmallMessage() {
        try (var ring = new LoopbackRing(2)) {
            ring.startAll();
            PeerCounters sent = ring.peers(1).counters();
            long before = sent.bytesSent(Network.SERVICE);
            ring.peers(1).send(2, new byte[20]);
            await().atMost(LIMIT).until(() -> sent.messagesSent(Network.SERVICE) == 1);
            // An empty frame of a second that ends meanwhile may come on top, so up to one more.
            assertEquals(22, sent.bytesSent(Network.SERVICE) - before, 1);
        }
    }

    @Test
    void shouldConnectSixMembersPairwise() {
        try (var ring = new LoopbackRing(6)) {
            ring.startAll();
            for (int from = 1; from <= 6; from++) {
                for (int to = 1; to <= 6; to++) {
                    if (from != to) {
                        ring.send(from, to, "to" + to);
                    }
                }
            }
            for (int member = 1; member <= 6; member++) {
                List<String> inbox = ring.inbox(member);
                await().atMost(LIMIT).until(() -> inbox.size() == 5);
                assertTrue(inbox.stream().allMatch(text -> text.endsWith(":to" + inboxOf(text))));
            }
        }
    }

    private static String inboxOf(String text) {
        return text.substring(text.length() - 1);
    }

    @Test
    void shouldCarryMessages() throws ListenException {
        try (var ring = new LoopbackRing(2)) {
            var received = new CopyOnWriteArrayList<Message>();
            var receiver = Receiver.ofMessages((from, network, m) -> received.add(m));
            try (var second = new Peers(ring.config, 2, receiver, new PeerCounters())) {
                second.start();
                Peers first = ring.start(1);
                await().atMost(LIMIT).until(() -> isConnected(first, 2));
                Message message = new Message.Grant(7, new Version(new Incarnation(1, 1), 3));
                first.send(2, message);
                await().atMost(LIMIT).until(() -> received.equals(List.of(message)));
                first.send(2, new byte[] {127, 1, 2});
                await().atMost(LIMIT).until(() -> second.counters().garbage() >= 1);
                await().atMost(LIMIT).until(() -> isConnected(first, 2));
            }
        }
    }

    @Test
    void shouldGoOnOverOneNetworkWhileTheOtherCannotBeListenedOn() throws Exception {
        try (var ring = new LoopbackRing(2)) {
            Peers second;
            try (var occupied = occupy(ring, 2, Network.SERVICE)) {
                assertTrue(occupied.isBound());
                ring.start(1);
                second = ring.start(2);
                await().atMost(LIMIT).until(() -> ring.peers(1).isConnected(2, Network.MANAGEMENT));
                ring.send(1, 2, "hello");
                await().atMost(LIMIT).until(() -> ring.inbox(2).equals(List.of("1:hello")));
                assertFalse(ring.peers(1).isConnected(2, Network.SERVICE));
                assertTrue(second.problems().toString().contains("listening on SERVICE"));
            }
            ring.awaitConnected();
            assertFalse(second.problems().toString().contains("listening on SERVICE"));
        }
    }

    private static ServerSocket occupy(LoopbackRing ring, int member, Network network)
            throws Exception {
        var socket = ring.socket(member, network);
        return new ServerSocket(socket.getPort(), 1, socket.getAddress());
    }

    @Test
    void shouldSayWhyItCannotListenAtAll() throws Exception {
        try (var ring = new LoopbackRing(2)) {
            ring.start(1);
            var again = new Peers(ring.config, 1, (f, n, p) -> {}, new PeerCounters());
            var refusal = assertThrows(ListenException.class, again::start);
            assertTrue(refusal.getMessage().contains("another agent"), refusal.getMessage());
        }
    }

    @Test
    void shouldReachARestartedPeerAgain() {
        try (var ring = new LoopbackRing(3)) {
            ring.startAll();
            for (int round = 0; round < 5; round++) {
                ring.stop(2);
                await().atMost(LIMIT).until(() -> !ring.peers(1).isConnected(2, Network.SERVICE));
                ring.start(2);
                ring.awaitConnected();
                ring.inbox(2).clear();
                ring.send(1, 2, "round" + round);
                List<String> expected = List.of("1:round" + round);
                await().atMost(LIMIT).until(() -> ring.inbox(2).equals(expected));
            }
        }
    }

    @Test
    void shouldDropWhatIsSentToAPeerThatIsNotThere() {
        try (var ring = new LoopbackRing(2)) {
            Peers first = ring.start(1);
            for (int i = 0; i < 10_000; i++) {
                first.send(2, new byte[1000]);
            }
            ring.start(2);
            ring.awaitConnected();
            ring.send(1, 2, "late");
            await().atMost(LIMIT).until(() -> ring.inbox(2).contains("1:late"));
            assertEquals(1, ring.inbox(2).size());
        }
    }

    @Test
    void shouldCarryTheLargestPayloadAndRefuseALargerOne() {
        try (var ring = new LoopbackRing(2)) {
            ring.startAll();
            ring.send(1, 2, "x".repeat(Wire.PAYLOAD_BYTES_MAX));
            await().atMost(LIMIT).until(() -> ring.inbox(2).size() == 1);
            assertEquals(Wire.PAYLOAD_BYTES_MAX + 2, ring.inbox(2).get(0).length());
            var tooLong = new byte[Wire.PAYLOAD_BYTES_MAX + 1];
            assertThrows(IllegalArgumentException.class, () -> ring.peers(1).send(2, tooLong));
        }
    }

    @Test
    void shouldRefuseToListenBeyondLoopbackUnlessToldThatThisIsInsecure() throws Exception {
        try (var ring = new LoopbackRing(2)) {
            var open = onAddress(ring.config, "192.0.2.1", false);
            var peers = new Peers(open, 1, (f, n, p) -> {}, new PeerCounters());
            var refusal = assertThrows(ListenException.class, peers::start);
            assertTrue(refusal.getMessage().contains("insecure: true"), refusal.getMessage());
            // With it, the loopback address of the other network is enough to start.
            try (var told =
                    new Peers(
                            onAddress(ring.config, "192.0.2.1", true),
                            1,
                            (f, n, p) -> {},
                            new PeerCounters())) {
                told.start();
                await().atMost(LIMIT).until(() -> told.problems().toString().contains("192.0.2.1"));
            }
        }
    }

    private static RingConfig onAddress(RingConfig config, String address, boolean insecure) {
        var machines = new ArrayList<Machine>(config.machines());
        Machine first = machines.get(0);
        machines.set(
                0,
                new Machine(
                        first.number(),
                        first.name(),
                        address,
                        first.managementAddress(),
                        first.peerPort(),
                        "",
                        "",
                        List.of(),
                        "",
                        "",
                        List.of()));
        return new RingConfig(config.ring(), machines, "none", Map.of(), insecure, config.text());
    }

    @Test
    void shouldIgnoreWhatIsSentAfterItsEnd() {
        try (var ring = new LoopbackRing(2)) {
            ring.startAll();
            Peers first = ring.peers(1);
            ring.stop(1);
            first.send(2, new byte[1]);
            first.close();
            assertFalse(first.isConnected(2, Network.SERVICE));
        }
    }

    @Test
    void shouldEndTheProcessWhenTheReceiverBreaks() {
        var broken = new CopyOnWriteArrayList<Throwable>();
        var before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, cause) -> broken.add(cause));
        Receiver receiver =
                (from, network, payload) -> {
                    throw new IllegalStateException("broken invariant");
                };
        try (var ring = new LoopbackRing(2);
                var second = new Peers(ring.config, 2, receiver, new PeerCounters())) {
            second.start();
            Peers first = ring.start(1);
            await().atMost(LIMIT).until(() -> isConnected(first, 2));
            first.send(2, new byte[1]);
            await().dontCatchUncaughtExceptions()
                    .atMost(LIMIT)
                    .until(() -> broken.toString().contains("broken invariant"));
        } catch (ListenException e) {
            throw new IllegalStateException(e);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }
}
