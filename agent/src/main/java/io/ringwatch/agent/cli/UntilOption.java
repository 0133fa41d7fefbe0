package io.ringwatch.agent.cli;

import io.ringwatch.agent.flight.Replay;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;

/** Where a replay is to end, as people write it. */
final class UntilOption {
    private UntilOption() {}

    /**
     * @param text number of an input, a time of day, a time with its day, or one with its offset
     * @param start when the record begins, in the time zone that is meant
     * @throws CliException if it is none of these
     */
    static Replay.Until of(String text, ZonedDateTime start) {
        if (text.matches("\\d{1,18}")) {
            return new Replay.Until(Long.parseLong(text), Long.MAX_VALUE);
        }
        try {
            return at(time(text, start));
        } catch (DateTimeParseException e) {
            throw new CliException(
                    ExitCodes.BAD_INPUT,
                    "--until "
                            + text
                            + ": neither the number of an input, nor a time as 21:14:05.2 or"
                            + " 2026-11-26T21:14:05.2; nothing was replayed");
        }
    }

    private static ZonedDateTime time(String text, ZonedDateTime start) {
        if (!text.contains("T")) {
            ZonedDateTime onDay = start.with(LocalTime.parse(text));
            return onDay.isBefore(start) ? onDay.plusDays(1) : onDay;
        }
        return text.matches(".*T.*(Z|[+-]\\d\\d:\\d\\d)")
                ? OffsetDateTime.parse(text).toZonedDateTime()
                : LocalDateTime.parse(text).atZone(start.getZone());
    }

    private static Replay.Until at(ZonedDateTime time) {
        return new Replay.Until(Long.MAX_VALUE, time.toInstant().toEpochMilli());
    }
}
