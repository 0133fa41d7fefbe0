package io.ringwatch.agent.config;

import java.util.List;

/**
 * A ring file that may be used, and what its writer should know about it.
 *
 * @param config the ring
 * @param warnings what it costs to run it as it is
 * @param floors the relations between its timings, as they were computed
 */
public record CheckedRing(RingConfig config, List<Fault> warnings, List<Floor> floors) {
    public CheckedRing {
        warnings = List.copyOf(warnings);
        floors = List.copyOf(floors);
    }
}
