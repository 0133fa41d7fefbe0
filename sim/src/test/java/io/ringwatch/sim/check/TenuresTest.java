package io.ringwatch.sim.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TenuresTest {
    private final Tenures tenures = new Tenures();

    @Test
    void shouldFindTheLongestGap() {
        tenures.begin(1, 1, 100);
        tenures.end(1, 1, 200);
        tenures.begin(1, 2, 250);
        tenures.end(1, 2, 400);
        tenures.begin(1, 1, 410);
        assertEquals(50, tenures.longestGapNs(1, 1000));
        tenures.end(1, 1, 900);
        assertEquals(100, tenures.longestGapNs(1, 1000));
        assertEquals(0, tenures.heldTwiceNs(1, 1000));
    }

    @Test
    void shouldCountTheTimeForWhichTwoHold() {
        tenures.begin(1, 1, 100);
        tenures.begin(1, 2, 150);
        tenures.end(1, 1, 180);
        tenures.begin(1, 3, 190);
        assertEquals(30 + 10, tenures.heldTwiceNs(1, 200));
        tenures.end(1, 2, 220);
        assertEquals(30 + 30, tenures.heldTwiceNs(1, 300));
        assertEquals(0, tenures.longestGapNs(1, 300));
        assertEquals(3, tenures.holderOf(1).orElseThrow());
    }
}
