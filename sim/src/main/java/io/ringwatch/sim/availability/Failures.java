package io.ringwatch.sim.availability;

import java.util.EnumMap;
import java.util.Map;

/**
 * How often servers fail, at what, and for how long.
 *
 * <p>Times between failures and repair times are exponential, as in the model of the thesis
 * (appendix F3). The thesis names a mean time between failures and no repair time, and it tries
 * each kind of trouble equally often; so do the defaults here.
 *
 * @param mtbfHours mean time between the failures of one server, over 0
 * @param repairHours mean time until a broken part has been replaced, 0 or more
 * @param operatorMinutes mean time until a person acts who has to, 0 or more
 * @param shares of each kind among the failures of one server; their sum is what counts as 1
 * @param transientsPerYear how often each transient comes, per server and year
 */
public record Failures(
        double mtbfHours,
        double repairHours,
        double operatorMinutes,
        Map<FailureKind, Double> shares,
        Map<FailureKind, Double> transientsPerYear) {
    /** Thesis, appendix F2. */
    public static final double MTBF_HOURS = 100_000;

    public Failures {
        if (!(mtbfHours > 0) || !(repairHours >= 0) || !(operatorMinutes >= 0)) {
            throw new IllegalArgumentException(
                    "the mean time between failures must be over 0 h, times of repair not below");
        }
        shares = copy(shares);
        transientsPerYear = copy(transientsPerYear);
        if (!shares.keySet().stream().allMatch(FailureKind::isFailureOfOne)
                || shares.values().stream().mapToDouble(d -> d).sum() <= 0) {
            throw new IllegalArgumentException("no share of a failure of one server: " + shares);
        }
        if (!transientsPerYear.keySet().stream().allMatch(FailureKind::isTransient)) {
            throw new IllegalArgumentException("not all are transient: " + transientsPerYear);
        }
    }

    /**
     * Defaults: 100,000 h (thesis, appendix F2); repaired on the next working day (24 h) and a
     * person there within half an hour, which are ours; all kinds equally often; each transient
     * once a year, which is ours.
     */
    public static Failures usual() {
        var shares = new EnumMap<FailureKind, Double>(FailureKind.class);
        var transients = new EnumMap<FailureKind, Double>(FailureKind.class);
        for (FailureKind kind : FailureKind.values()) {
            if (kind.isFailureOfOne()) {
                shares.put(kind, 1.0);
            } else if (kind.isTransient()) {
                transients.put(kind, 1.0);
            }
        }
        return new Failures(MTBF_HOURS, 24, 30, shares, transients);
    }

    /** The part, 0 to 1, that this kind has among the failures of one server. */
    public double share(FailureKind kind) {
        double sum = shares.values().stream().mapToDouble(d -> d).sum();
        return shares.getOrDefault(kind, 0.0) / sum;
    }

    private static Map<FailureKind, Double> copy(Map<FailureKind, Double> from) {
        var copy = new EnumMap<FailureKind, Double>(FailureKind.class);
        from.forEach(
                (kind, value) -> {
                    if (!(value >= 0)) {
                        throw new IllegalArgumentException(kind + ": " + value + " is below 0");
                    }
                    if (value > 0) {
                        copy.put(kind, value);
                    }
                });
        return java.util.Collections.unmodifiableMap(copy);
    }
}
