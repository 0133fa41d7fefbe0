package io.ringwatch.sim.paper;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The availability of the thesis (equations 1.1, 1.2 and 2.10). Its time without a failure is the
 * longest recovery of a server in the same table, so that this one has 0.5 without the system: the
 * rates compare methods, they are not what a client sees in a year.
 *
 * @param name which trouble
 * @param conventional without the system, two decimals
 * @param proposed with the system, two decimals
 */
record AvailabilityRate(String name, double conventional, double proposed) {
    /**
     * Recovery times of one trouble.
     *
     * @param name which
     * @param functionS of the function by a virtual server, seconds
     * @param serverS of the server itself, seconds
     */
    record Times(String name, double functionS, double serverS) {}

    /** The rates of all troubles of a table, and their average as the last. */
    static List<AvailabilityRate> of(List<Times> troubles) {
        double unbrokenS = troubles.stream().mapToDouble(Times::serverS).max().orElseThrow();
        List<AvailabilityRate> rates =
                troubles.stream().map(times -> of(times, unbrokenS)).toList();
        return Stream.concat(rates.stream(), Stream.of(average(rates))).toList();
    }

    private static AvailabilityRate of(Times times, double unbrokenS) {
        double all = unbrokenS + times.serverS();
        return new AvailabilityRate(
                times.name(),
                twoDecimals(unbrokenS / all),
                twoDecimals((all - times.functionS()) / all));
    }

    /** As the thesis does, of the rounded rates. */
    private static AvailabilityRate average(List<AvailabilityRate> rates) {
        return new AvailabilityRate(
                "Average",
                twoDecimals(rates.stream().mapToDouble(AvailabilityRate::conventional).average()),
                twoDecimals(rates.stream().mapToDouble(AvailabilityRate::proposed).average()));
    }

    /** Equation 2.10, per cent, two decimals, of the rounded rates. */
    double improvementPercent() {
        return twoDecimals((proposed - conventional) / conventional * 100);
    }

    private static double twoDecimals(OptionalDouble value) {
        return twoDecimals(value.orElseThrow());
    }

    private static double twoDecimals(double value) {
        // Half a cent above and below binary fractions: as a person rounds the decimal number.
        return BigDecimal.valueOf(Math.round(value * 1e9) / 1e9)
                .setScale(2, RoundingMode.HALF_UP)
                .doubleValue();
    }
}
