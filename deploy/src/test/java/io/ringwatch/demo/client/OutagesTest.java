package io.ringwatch.demo.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutagesTest {
    private static final long MS = 1_000_000L;

    /** One attempt per letter, 100 ms apart: o takes 10 ms, x is given up after 300 ms. */
    private static Outages of(String attempts) {
        List<Access> accesses = new ArrayList<>();
        for (int i = 0; i < attempts.length(); i++) {
            boolean good = attempts.charAt(i) == 'o';
            long startNs = i * 100 * MS;
            accesses.add(new Access(startNs, 0, startNs + (good ? 10 : 300) * MS, good, ""));
        }
        return Outages.of(accesses);
    }

    @Test
    void shouldFindNothingWhereNothingFailed() {
        assertEquals(Outages.NONE, of("ooooo"));
        assertEquals(Outages.NONE, of(""));
    }

    @Test
    void shouldCountFromTheFirstFailureToTheNextSuccess() {
        assertEquals(new Outages(3, 310 * MS, 510 * MS, 0), of("ooxxxoo"));
    }

    @Test
    void shouldTellLaterOutagesApart() {
        assertEquals(new Outages(4, 210 * MS, 310 * MS, 220 * MS), of("oxxooxoxoo"));
    }

    @Test
    void shouldCountToTheLastAttemptIfNoneSucceeds() {
        assertEquals(new Outages(2, 400 * MS, 500 * MS, 0), of("oxx"));
    }
}
