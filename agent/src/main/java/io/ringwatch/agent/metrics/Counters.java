package io.ringwatch.agent.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * The agent's counters and gauges. Names are of words joined by dots and end in their unit. The
 * simple registry keeps one number each and no thread. Safe for use by several threads.
 */
public final class Counters {
    private final MeterRegistry registry = new SimpleMeterRegistry();

    /** The counter of that name; the same one for the same name. */
    public Count counter(String name) {
        Counter counter = registry.counter(name);
        return counter::increment;
    }

    /** A gauge that is asked when somebody looks. */
    public void gauge(String name, LongSupplier value) {
        Gauge.builder(name, value, v -> (double) v.getAsLong())
                .strongReference(true)
                .register(registry);
    }

    /** All values by name, sorted. */
    public Map<String, Long> snapshot() {
        var values = new TreeMap<String, Long>();
        for (Meter meter : registry.getMeters()) {
            meter.measure().forEach(m -> values.put(meter.getId().getName(), (long) m.getValue()));
        }
        return values;
    }

    /** Something that is counted. */
    @FunctionalInterface
    public interface Count {
        /** Adds so many. */
        void add(double amount);

        /** Adds one. */
        default void one() {
            add(1);
        }
    }
}
