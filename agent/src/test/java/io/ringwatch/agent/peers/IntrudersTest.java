package io.ringwatch.agent.peers;

import static io.ringwatch.agent.peers.LoopbackRing.LIMIT;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.ringwatch.ring.Network;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Timing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Members 1 and 2 run; somebody at the address of member 3 behaves badly; the ring goes on. */
class IntrudersTest {
    private final LoopbackRing ring = new LoopbackRing(3);
    private PeerCounters counters;

    @BeforeEach
    void start() {
        ring.start(1);
        counters = ring.start(2).counters();
        ring.awaitConnected();
    }

    @AfterEach
    void stop() {
        ring.inbox(2).clear();
        ring.send(1, 2, "still here");
        await().atMost(LIMIT).until(() -> ring.inbox(2).equals(List.of("1:still here")));
        ring.close();
    }

    private RawPeer dial() throws IOException {
        return new RawPeer(ring, 3, 2, Network.SERVICE);
    }

    private static void awaitOne(LongSupplier counter) {
        await().atMost(LIMIT).until(() -> counter.getAsLong() == 1);
    }

    private void assertProblem(String text) {
        String problems = ring.peers(2).problems().toString();
        assertTrue(problems.contains(text), problems);
    }

    private void assertRefused(Hello hello, String reason) throws Exception {
        try (var raw = dial()) {
            raw.say(hello);
            String refusal = raw.answer().refusal();
            assertTrue(refusal.contains(reason), refusal);
            assertTrue(raw.isClosed());
        }
        assertProblem(reason);
        assertEquals(1, counters.refused());
    }

    @Test
    void shouldWelcomeAMember() throws Exception {
        try (var raw = dial()) {
            raw.say(RawPeer.hello(ring, 3, 2));
            assertTrue(raw.answer().isWelcome());
            raw.message(1, "one");
            raw.message(3, "four");
            await().atMost(LIMIT).until(() -> ring.inbox(2).equals(List.of("3:one", "3:four")));
        }
    }

    @Test
    void shouldRefuseAnotherWireVersion() throws Exception {
        var hello = new Hello(Wire.VERSION + 1, "", 0, 0, 0, 0, 0, 0);
        assertRefused(
                hello,
                "wire version is %d, the one here is %d".formatted(Wire.VERSION + 1, Wire.VERSION));
    }

    @Test
    void shouldRefuseAnotherRing() throws Exception {
        Hello good = RawPeer.hello(ring, 3, 2);
        assertRefused(
                new Hello(Wire.VERSION, "other", good.terms(), good.fileDigest(), 3, 2, 1, 0),
                "its ring is 'other', the one here is 'test'");
    }

    @Test
    void shouldRefuseOtherTerms() throws Exception {
        Ring own = ring.config.ring();
        Ring other = new Ring(own.name(), own.servers(), own.witness(), Timing.fast());
        var hello = new Hello(Wire.VERSION, "test", Terms.ofRing(other), 0, 3, 2, 1, 0);
        assertRefused(hello, "lease");
    }

    @Test
    void shouldRefuseWhoLooksForAnotherMember() throws Exception {
        assertRefused(RawPeer.hello(ring, 3, 1), "looks for member 1, this is 2");
    }

    @Test
    void shouldRefuseWhoClaimsToBeAnotherMember() throws Exception {
        assertRefused(RawPeer.hello(ring, 1, 2), "it says that it is s1, whose address is another");
    }

    @Test
    void shouldRefuseWhoClaimsToBeThisMemberOrNone() throws Exception {
        assertRefused(RawPeer.hello(ring, 2, 2), "which is no other member");
    }

    @Test
    void shouldRefuseAStrangersAddress() throws Exception {
        try (var raw = new RawPeer("127.0.0.1", ring.socket(2, Network.SERVICE))) {
            assertTrue(raw.answer().refusal().contains("no member has this address"));
            assertTrue(raw.isClosed());
        }
        assertEquals(1, counters.refused());
        assertProblem("no member has this address");
    }

    @Test
    void shouldReportADifferentRingFileThatKeepsTheTerms() throws Exception {
        Hello good = RawPeer.hello(ring, 3, 2);
        try (var raw = dial()) {
            raw.say(new Hello(Wire.VERSION, "test", good.terms(), 1, 3, 2, 1, 0));
            assertTrue(raw.answer().isWelcome());
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertProblem("has a ring file that differs"));
        }
    }

    @Test
    void shouldCloseOnGarbage() throws Exception {
        try (var raw = dial()) {
            raw.bytes(Unpooled.copiedBuffer("GET / HTTP/1.0\r\n\r\n".repeat(40).getBytes()));
            assertTrue(raw.isClosed());
        }
        awaitOne(counters::garbage);
        assertProblem("sends garbage");
    }

    @Test
    void shouldSurviveRandomBytes() throws Exception {
        var random = new Random(1);
        for (int i = 0; i < 200; i++) {
            var bytes = new byte[1 + random.nextInt(600)];
            random.nextBytes(bytes);
            try (var raw = dial()) {
                raw.bytes(Unpooled.wrappedBuffer(bytes));
                raw.socket.shutdownOutput();
                assertTrue(raw.isClosed());
            }
        }
    }

    @Test
    void shouldCloseOnAnOversizedHelloBeforeReadingIt() throws Exception {
        try (var raw = dial()) {
            var length = Unpooled.buffer();
            Wire.writeVarint(length, Wire.HELLO_BYTES_MAX + 1);
            raw.bytes(length);
            assertTrue(raw.isClosed());
        }
        awaitOne(counters::garbage);
    }

    @Test
    void shouldCloseOnAnOversizedFrameOfAMember() throws Exception {
        try (var raw = dial()) {
            raw.say(RawPeer.hello(ring, 3, 2));
            assertTrue(raw.answer().isWelcome());
            var length = Unpooled.buffer();
            Wire.writeVarint(length, Wire.FRAME_BYTES_MAX + 1);
            raw.bytes(length);
            assertTrue(raw.isClosed());
        }
        awaitOne(counters::garbage);
        assertProblem("a frame of more than 262144 bytes");
    }

    @Test
    void shouldCloseOnASequenceThatGoesBack() throws Exception {
        try (var raw = dial()) {
            raw.say(RawPeer.hello(ring, 3, 2));
            assertTrue(raw.answer().isWelcome());
            raw.message(0, "again");
            assertTrue(raw.isClosed());
        }
        awaitOne(counters::garbage);
    }

    @Test
    void shouldCloseWhoDoesNotSayHello() throws Exception {
        try (var silent = dial();
                var halfway = new RawPeer(ring, 3, 2, Network.MANAGEMENT)) {
            halfway.bytes(Unpooled.copiedBuffer("\u0030Ri", StandardCharsets.US_ASCII));
            assertTrue(silent.isClosed());
            assertTrue(halfway.isClosed());
        }
        await().atMost(LIMIT).until(() -> counters.silent() == 2);
        assertProblem("did not say who it is");
    }

    @Test
    void shouldLimitConnectionsThatHaveNotSaidHello() throws Exception {
        var raws = new ArrayList<RawPeer>();
        try {
            for (int i = 0; i < Reception.STRANGERS_PER_ADDRESS_MAX; i++) {
                raws.add(dial());
            }
            try (var oneMore = dial()) {
                assertTrue(oneMore.answer().refusal().contains("too many"));
                assertTrue(oneMore.isClosed());
            }
            raws.remove(0).close();
            await().atMost(LIMIT).until(this::isWelcomed);
        } finally {
            for (RawPeer raw : raws) {
                raw.close();
            }
        }
    }

    private boolean isWelcomed() throws Exception {
        try (var raw = dial()) {
            raw.say(RawPeer.hello(ring, 3, 2));
            return raw.answer().isWelcome();
        }
    }

    @Test
    void shouldKeepOnlyTheNewestConnectionOfAMember() throws Exception {
        try (var older = dial();
                var newer = dial()) {
            older.say(RawPeer.hello(ring, 3, 2));
            assertTrue(older.answer().isWelcome());
            newer.say(RawPeer.hello(ring, 3, 2));
            assertTrue(newer.answer().isWelcome());
            assertTrue(older.isClosed());
            newer.message(1, "newer");
            await().atMost(LIMIT).until(() -> ring.inbox(2).equals(List.of("3:newer")));
        }
    }
}
