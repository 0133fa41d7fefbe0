package io.ringwatch.sim.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.ring.Timing;
import io.ringwatch.sim.progress.Progress;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTest {
    private static final long MINUTE_NS = 60_000_000_000L;

    private static Growth.Options options(int... servers) {
        return new Growth.Options(
                java.util.Arrays.stream(servers).boxed().toList(),
                MINUTE_NS,
                1,
                Timing.standard(),
                1);
    }

    @Test
    void shouldFindHeartbeatsGrowWithTheRingAndKeepalivesNot() {
        List<Growth.Row> rows = Growth.measure(options(10, 20), Progress.NONE);
        Growth.Row ten = rows.get(0);
        Growth.Row twenty = rows.get(1);
        assertEquals(6, ten.ticks());
        assertEquals(9, ten.perServerAndTick(ten.heartbeats()), 1.5);
        assertEquals(19, twenty.perServerAndTick(twenty.heartbeats()), 2.5);
        assertEquals(
                ten.perServerAndTick(ten.keepalives()),
                twenty.perServerAndTick(twenty.keepalives()),
                0.1 * ten.perServerAndTick(ten.keepalives()));
        assertTrue(twenty.bytes() > 2 * ten.bytes(), rows.toString());
    }

    @Test
    void shouldEndWithWhatIsKnownWhenItIsStopped() {
        var progress =
                new Progress() {
                    private int calls;

                    @Override
                    public void at(String what, long done, long total) {
                        calls++;
                    }

                    @Override
                    public boolean isStopped() {
                        return calls > 200;
                    }
                };
        List<Growth.Row> rows = Growth.measure(options(3, 3), progress);
        assertEquals(1, rows.size());
        assertTrue(rows.get(0).lengthNs() < MINUTE_NS, rows.toString());
    }
}
