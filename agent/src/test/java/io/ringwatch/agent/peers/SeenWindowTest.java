package io.ringwatch.agent.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeenWindowTest {
    @Test
    void shouldKnowTheSecondCopy() {
        var window = new SeenWindow(10);
        assertTrue(window.first(11));
        assertFalse(window.first(11));
        assertTrue(window.first(13));
        assertTrue(window.first(12));
        assertFalse(window.first(12));
    }

    @Test
    void shouldAcceptWhatWasUnderWayWhenTheOtherNetworkSaidHello() {
        assertTrue(new SeenWindow(10).first(9));
    }

    @Test
    void shouldTakeWhatIsOlderThanTheWindowAsSeen() {
        var window = new SeenWindow(0);
        assertTrue(window.first(5000));
        assertFalse(window.first(5000 - SeenWindow.MESSAGES));
        assertTrue(window.first(5001 - SeenWindow.MESSAGES));
        assertFalse(window.first(5001 - SeenWindow.MESSAGES));
    }

    @Test
    void shouldAgreeWithASetOnRandomSteps() {
        var random = new Random(7);
        var window = new SeenWindow(0);
        Set<Long> seen = new HashSet<>();
        long newest = 0;
        for (int i = 0; i < 100_000; i++) {
            long next = Math.max(1, newest + random.nextInt(1000) - 990);
            newest = Math.max(newest, next);
            if (next > newest - SeenWindow.MESSAGES) {
                assertEquals(seen.add(next), window.first(next), "message " + next);
            }
        }
    }
}
