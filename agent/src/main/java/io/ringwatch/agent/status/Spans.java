package io.ringwatch.agent.status;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Durations and times as a person reads them. */
public final class Spans {
    private static final long SEC = 1000;
    private static final long MIN = 60 * SEC;
    private static final long HOUR = 60 * MIN;
    private static final long DAY = 24 * HOUR;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private Spans() {}

    /** {@code 0.2 s}, {@code 32 s}, {@code 3 min}, {@code 2 h 5 min}, {@code 3 d 4 h}. */
    public static String of(long ms) {
        if (ms < 10 * SEC) {
            return BigDecimal.valueOf(Math.max(0, ms))
                            .divide(BigDecimal.valueOf(SEC), 1, RoundingMode.HALF_UP)
                            .toPlainString()
                    + " s";
        }
        if (ms < 2 * MIN) {
            return ms / SEC + " s";
        }
        if (ms < HOUR) {
            return ms / MIN + " min";
        }
        return ms < DAY ? pair(ms, HOUR, "h", MIN, "min") : pair(ms, DAY, "d", HOUR, "h");
    }

    private static String pair(long ms, long large, String name, long small, String smallName) {
        long rest = ms % large / small;
        String first = ms / large + " " + name;
        return rest == 0 ? first : first + " " + rest + " " + smallName;
    }

    /** The time of day, or date and time if that is more than a day ago. */
    public static String at(long wallMs, long nowMs, ZoneId zone) {
        return (nowMs - wallMs < DAY ? TIME : DATE).format(local(wallMs, zone));
    }

    /** Date and time, to the second. */
    public static String moment(long wallMs, ZoneId zone) {
        return MOMENT.format(local(wallMs, zone));
    }

    private static LocalDateTime local(long wallMs, ZoneId zone) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(wallMs), zone);
    }
}
