package io.ringwatch.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.message.Message;
import io.ringwatch.ring.Network;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private static final long MS = 1_000_000L;

    private final EventQueue events = new EventQueue();
    private final List<String> handedOver = new ArrayList<>();
    private final Mailbox mailbox = new Mailbox(events, MS, this::note);

    private void note(int from, Network by, Message message) {
        handedOver.add(events.nowNs() / 1_000 + " us: " + from + " " + by + " " + message);
    }

    private void run(long untilNs) {
        while (events.runNext(untilNs)) {
            assertTrue(events.happened() > 0);
        }
    }

    @Test
    void shouldHandOverTogetherWhatCameInOneIntervalByTheOrderOfArrival() {
        var one = new Message.WantGuest(1);
        var two = new Message.WantGuest(2);
        mailbox.put(900_000, 65_535, Network.MANAGEMENT, one);
        mailbox.put(1_100_000, 3, Network.SERVICE, one);
        mailbox.put(100_000, 4, Network.SERVICE, two);
        mailbox.put(100_000, 2, Network.SERVICE, one);
        run(999_999);
        assertEquals(List.of(), handedOver);
        run(10 * MS);
        assertEquals(
                List.of(
                        "1000 us: 4 SERVICE " + two,
                        "1000 us: 2 SERVICE " + one,
                        "1000 us: 65535 MANAGEMENT " + one,
                        "2000 us: 3 SERVICE " + one),
                handedOver);
        assertEquals(4, events.happened(), "each message is an event");
    }

    @Test
    void shouldTakeMoreThanItHadRoomForAndBeUsedAgain() {
        for (int round = 0; round < 3; round++) {
            long atNs = events.nowNs();
            for (int i = 0; i < 1_000; i++) {
                mailbox.put(atNs + 999 - i, i, Network.SERVICE, new Message.WantGuest(i));
            }
            run(atNs + MS);
            assertEquals(1_000, handedOver.size());
            assertTrue(handedOver.get(0).contains(": 999 SERVICE"), handedOver.get(0));
            handedOver.clear();
        }
    }

    @Test
    void shouldRefuseAnIntervalForWhichKeysHaveNoRoom() {
        assertThrows(IllegalArgumentException.class, () -> World.ring(3).gathering(0));
        assertThrows(
                IllegalArgumentException.class,
                () -> World.ring(3).gathering(Mailbox.EVERY_NS_MAX + 1));
    }

    private static World brokenAndMended() {
        World world = World.ring(6).fences().recording(false).gathering(MS).seed(7).start();
        world.run("15 s");
        world.apply("weather 5 5 5");
        world.apply("crash ftp");
        world.until(
                "20 s",
                "a virtual server serves for ftp",
                () -> !world.holder("ftp").isEmpty() && !world.holder("ftp").equals("ftp"));
        world.endFaults();
        world.untilQuiet("200 s");
        assertEquals("ftp", world.holder("ftp"));
        return world;
    }

    @Test
    void shouldLetARingDoItsWorkAndTheSameSeedBeTheSameRun() {
        assertEquals(brokenAndMended().story(), brokenAndMended().story());
    }

    @Test
    void shouldHandOverNothingThatWasCutOffMeanwhile() {
        World world = World.ring(3).recording(false).gathering(MS).start();
        world.run("15 s");
        world.apply("unplug ftp both");
        world.run("10 s");
        assertEquals("mail", world.ring().nameOf(1));
        assertTrue(
                world.view("mail").orElseThrow().servers().stream()
                        .anyMatch(s -> s.number() == 2 && s.heardMs() > 9_000),
                () -> world.view("mail").toString());
    }
}
