package io.ringwatch.agent.config;

/**
 * A relation between timings: the least that one of them must be.
 *
 * @param key the timing
 * @param valueNs what it is, nanoseconds
 * @param floorNs the least it must be, nanoseconds
 * @param formula how that was computed, in the keys of the ring file
 * @param reason why
 */
public record Floor(String key, long valueNs, long floorNs, String formula, String reason) {
    /** Whether the relation holds. */
    public boolean holds() {
        return valueNs >= floorNs;
    }
}
