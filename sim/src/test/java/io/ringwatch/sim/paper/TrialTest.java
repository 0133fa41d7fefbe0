package io.ringwatch.sim.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.sim.paper.Trouble.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Single runs; a band around the paper's figure is stated with each. */
class TrialTest {
    private static final Trouble FTP_ST = new Trouble("ftp", Kind.ST);
    private static final Trouble FTP_NT = new Trouble("ftp", Kind.NT);
    private static final Experiment THREE =
            new Experiment(
                    List.of(new Trouble("mail", Kind.NT), FTP_NT, new Trouble("web1", Kind.NT)),
                    false);

    private static Outcome one(Method method, Trouble trouble) {
        return Trial.play(method, new Experiment(List.of(trouble), true), 5).get(trouble.server());
    }

    private static void assertWithin(double paper, double percent, double ours) {
        assertTrue(
                Math.abs(ours - paper) <= paper * percent / 100,
                ours + " is not within " + percent + " % of " + paper);
    }

    /** 10 per cent; 15 for the server, whose restart the paper counts shorter than its table 1. */
    @Test
    void shouldTakeAsLongAsThePaperForAStuckService() {
        Outcome ring = one(Method.RING, FTP_ST);
        Outcome peers = one(Method.PEERS, FTP_ST);
        assertWithin(5.07, 10, ring.functionS());
        assertWithin(33.23, 15, ring.serverS());
        assertWithin(10.61, 10, ring.clientS());
        assertWithin(5.24, 10, peers.functionS());
        assertWithin(33.48, 15, peers.serverS());
        assertWithin(10.65, 10, peers.clientS());
    }

    /**
     * 10 per cent for the peer-to-peer method. The ring makes its virtual server ready while it
     * examines again: it is back after the two seconds of that and a VIP, at least a second before
     * the paper's.
     */
    @Test
    void shouldBeFasterThanThePaperForAShutdown() {
        Outcome ring = one(Method.RING, FTP_NT);
        Outcome peers = one(Method.PEERS, FTP_NT);
        assertWithin(4.13, 10, peers.functionS());
        assertWithin(82.04, 5, peers.serverS());
        assertWithin(11.66, 10, peers.clientS());
        assertTrue(ring.functionS() > 2.0 && ring.functionS() < 3.05, ring.toString());
        assertWithin(81.74, 5, ring.serverS());
    }

    /** Figure 15: nobody sees ftp fail, whose managers are both dead, before mail was given up. */
    @Test
    void shouldFindTheOneInTheMiddleLateWithThePeerToPeerMethodOnly() {
        Map<String, Outcome> peers = Trial.play(Method.PEERS, THREE, 5);
        Map<String, Outcome> ring = Trial.play(Method.RING, THREE, 5);
        double late = peers.get("ftp").clientS();
        assertWithin(15.77, 10, late);
        assertTrue(late > peers.get("mail").clientS() + 3);
        assertTrue(late > peers.get("web1").clientS() + 3);
        // two network examinations of two seconds later
        double laterS = peers.get("ftp").detectedS() - peers.get("mail").detectedS();
        assertEquals(4.0, laterS, 0.2);
        assertEquals(ring.get("mail").detectedS(), ring.get("ftp").detectedS(), 0.1);
        assertTrue(Math.abs(ring.get("ftp").clientS() - ring.get("mail").clientS()) < 2.1);
    }

    @Test
    void shouldBeTheSameForTheSameSeed() {
        assertEquals(Trial.play(Method.PEERS, THREE, 9), Trial.play(Method.PEERS, THREE, 9));
    }

    /**
     * Two managers may ask the same host for the same virtual server, and the one whose separation
     * loses drops it: the other must not lose it by that. With seeds 7 and 10 it once did, and web1
     * was back only after 16 s.
     */
    @ParameterizedTest
    @ValueSource(longs = {6, 7, 8, 10})
    void shouldNotLoseTheVirtualServerThatAnotherManagerWants(long seed) {
        var both = new Experiment(List.of(FTP_ST, new Trouble("web1", Kind.NT)), false);
        double functionS = Trial.play(Method.RING, both, seed).get("web1").functionS();
        assertTrue(functionS < 8, functionS + " s");
    }
}
