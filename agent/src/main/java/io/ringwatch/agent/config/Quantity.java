package io.ringwatch.agent.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with units, as the ring file writes them: {@code 500 ms}, {@code 2 GB}. */
public final class Quantity {
    private static final Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?([A-Za-z]+)");
    private static final long MS = 1_000_000L;
    private static final long SEC = 1000 * MS;
    private static final Map<String, Long> DURATIONS =
            Map.of("ms", MS, "s", SEC, "min", 60 * SEC, "h", 3600 * SEC);
    private static final Map<String, Long> SIZES =
            Map.of("kB", 1L, "MB", 1024L, "GB", 1024L * 1024);
    private static final Map<String, Long> RATES = Map.of("ppm", 1L);

    private Quantity() {}

    /** Nanoseconds; units ms, s, min, h. */
    public static OptionalLong durationNs(String text) {
        return parse(text, DURATIONS);
    }

    /** Kilobytes of 1024 bytes; units kB, MB, GB. */
    static OptionalLong sizeKb(String text) {
        return parse(text, SIZES);
    }

    /** Parts per million; unit ppm. */
    static OptionalLong ppm(String text) {
        return parse(text, RATES);
    }

    private static OptionalLong parse(String text, Map<String, Long> units) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches() || matcher.group(1).length() > 12) {
            return OptionalLong.empty();
        }
        Long unit = units.get(matcher.group(2));
        if (unit == null) {
            return OptionalLong.empty();
        }
        BigDecimal value = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit));
        BigDecimal whole = value.setScale(0, RoundingMode.HALF_UP);
        return whole.toBigInteger().bitLength() > 62
                ? OptionalLong.empty()
                : OptionalLong.of(whole.longValue());
    }

    /** The duration as the ring file would write it: {@code 1.5 s}. */
    public static String ofNs(long ns) {
        if (ns < SEC) {
            return plain(ns, MS) + " ms";
        }
        if (ns % (60 * SEC) == 0) {
            return plain(ns, 60 * SEC) + " min";
        }
        return plain(ns, SEC) + " s";
    }

    private static String plain(long value, long unit) {
        return BigDecimal.valueOf(value)
                .divide(BigDecimal.valueOf(unit), 3, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
