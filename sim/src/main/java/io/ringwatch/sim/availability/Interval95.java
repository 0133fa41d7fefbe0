package io.ringwatch.sim.availability;

/**
 * Confidence intervals of 95 %.
 *
 * <p>Two things are uncertain. What happened in the histories: they are independent, so their means
 * are batch means, with the variance of the batches over their number. What an episode means: the
 * variance between the worlds of a class over their number, times the square of how often the class
 * comes, summed over the classes, as for any stratified sample. The variances add up.
 */
final class Interval95 {
    /** 97.5 % of the normal distribution. */
    private static final double Z = 1.959964;

    /** With nothing seen in n worlds, 3 / n is the upper end: 1 - 0.95 = exp(-3). */
    static final double RULE_OF_THREE = 3;

    private Interval95() {}

    /**
     * @param batches one value of each history
     * @param worldVariance variance of the mean that comes from the worlds
     */
    static Estimate of(Doubles batches, double worldVariance) {
        double batchVariance = batches.size() == 0 ? 0 : batches.variance() / batches.size();
        double half = quantile(batches.size() - 1) * Math.sqrt(batchVariance + worldVariance);
        double mean = batches.mean();
        return new Estimate(mean, Math.max(0, mean - half), mean + half);
    }

    /** 97.5 % of Student's distribution, by the series of Cornish and Fisher; good from 4 on. */
    static double quantile(int freedom) {
        if (freedom < 4) {
            return freedom < 1 ? Z : new double[] {12.706, 4.303, 3.182}[freedom - 1];
        }
        double z3 = Z * Z * Z;
        double z5 = z3 * Z * Z;
        return Z
                + (z3 + Z) / (4 * freedom)
                + (5 * z5 + 16 * z3 + 3 * Z) / (96.0 * freedom * freedom);
    }
}
