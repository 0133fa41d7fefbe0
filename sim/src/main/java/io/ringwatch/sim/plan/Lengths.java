package io.ringwatch.sim.plan;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lengths of time as people write them: {@code 30 s}, {@code 1.5s}, {@code 200 ms}, {@code 2 min}.
 */
public final class Lengths {
    private static final Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*(us|ms|s|min)");

    private Lengths() {}

    /**
     * The length in nanoseconds.
     *
     * @throws IllegalArgumentException if it is not a number and one of the units us, ms, s, min
     */
    public static long ns(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a length such as '30 s' or '200 ms': " + text);
        }
        long unitNs =
                switch (matcher.group(2)) {
                    case "us" -> 1_000L;
                    case "ms" -> 1_000_000L;
                    case "s" -> 1_000_000_000L;
                    default -> 60_000_000_000L;
                };
        return new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unitNs)).longValue();
    }

    /** Seconds with three decimals, as in a trace. */
    public static String seconds(long ns) {
        return String.format(Locale.ROOT, "%.3f", ns / 1e9);
    }
}
