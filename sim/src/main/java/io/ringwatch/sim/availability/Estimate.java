package io.ringwatch.sim.availability;

/**
 * A figure and its 95 % confidence interval.
 *
 * @param value what came out
 * @param low lower end of the interval
 * @param high upper end
 */
public record Estimate(double value, double low, double high) {
    /** Whether the interval has this in it. */
    public boolean covers(double truth) {
        return low <= truth && truth <= high;
    }
}
