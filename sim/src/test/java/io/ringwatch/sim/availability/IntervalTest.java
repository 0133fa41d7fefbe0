package io.ringwatch.sim.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class IntervalTest {
    private static Interval of(long from, long until) {
        return new Interval(from, until);
    }

    @Test
    void shouldTakeOutWhatIsInTheMiddle() {
        assertEquals(
                List.of(of(0, 2), of(4, 10)),
                Interval.without(List.of(of(0, 10)), List.of(of(2, 4))));
        assertEquals(List.of(), Interval.without(List.of(of(2, 4)), List.of(of(0, 10))));
        assertEquals(List.of(of(0, 2)), Interval.without(List.of(of(0, 2)), List.of(of(2, 4))));
    }

    @Test
    void shouldFindWhatNobodyCovers() {
        assertEquals(
                List.of(of(0, 1), of(5, 6), of(9, 10)),
                Interval.gaps(List.of(of(6, 9), of(1, 3), of(2, 5)), 0, 10));
        assertEquals(List.of(of(3, 10)), Interval.gaps(List.of(), 3, 10));
        assertEquals(List.of(), Interval.gaps(List.of(of(0, 20)), 3, 10));
        assertEquals(List.of(of(5, 10)), Interval.gaps(List.of(of(0, 5), of(12, 20)), 3, 10));
    }

    @Test
    void shouldBeLongerByWhatWasSkippedOnly() {
        var within = new Episode.Outage(50_000, true, false);
        var both = new Episode.Outage(150_000, true, true);
        var none = new Episode.Outage(5_000, false, false);
        var episode = new Episode(List.of(within, both, none), 40_000, 100_000, 0, true);
        // The person comes after 0.5 h instead of 40 s, the repair after 2 h.
        assertEquals(50 + 1_800 - 40, episode.seconds(within, 0.5, 2), 1e-6);
        assertEquals(150 + 7_200 - 100, episode.seconds(both, 0.5, 2), 1e-6);
        assertEquals(5, episode.seconds(none, 0.5, 2), 1e-6);
    }
}
