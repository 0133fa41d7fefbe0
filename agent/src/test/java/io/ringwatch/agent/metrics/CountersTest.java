package io.ringwatch.agent.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CountersTest {
    @Test
    void shouldTellCountersAndGaugesByName() {
        var counters = new Counters();
        var size = new AtomicLong(7);
        counters.gauge("inbox.size.count", size::get);
        counters.counter("edits.count").one();
        counters.counter("edits.count").add(2);
        size.set(9);
        assertEquals(Map.of("edits.count", 3L, "inbox.size.count", 9L), counters.snapshot());
    }

    @Test
    void shouldForgetTheWorstOnceItWasSeen() {
        var worst = new Worst();
        worst.see(5);
        worst.see(3);
        assertEquals(5, worst.take());
        assertEquals(0, worst.take());
    }
}
