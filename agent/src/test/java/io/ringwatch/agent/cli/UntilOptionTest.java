package io.ringwatch.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringwatch.agent.flight.Replay;
import java.time.Instant;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

class UntilOptionTest {
    private static final ZonedDateTime START =
            ZonedDateTime.parse("2026-03-01T22:00:00+09:00[Asia/Tokyo]");

    private static long wallMs(String text) {
        return UntilOption.of(text, START).wallMs();
    }

    private static long utcMs(String text) {
        return Instant.parse(text).toEpochMilli();
    }

    @Test
    void shouldTakeTheNumberOfAnInput() {
        assertEquals(new Replay.Until(1234, Long.MAX_VALUE), UntilOption.of("1234", START));
    }

    @Test
    void shouldTakeATimeOfTheDayOfTheRecordOrOfTheNightAfterIt() {
        assertEquals(utcMs("2026-03-01T14:30:00.200Z"), wallMs("23:30:00.2"));
        assertEquals(utcMs("2026-03-01T16:30:00Z"), wallMs("01:30"));
    }

    @Test
    void shouldTakeATimeWithItsDayAndItsOffset() {
        assertEquals(utcMs("2026-03-02T01:00:00Z"), wallMs("2026-03-02T10:00:00"));
        assertEquals(utcMs("2026-03-02T10:00:00Z"), wallMs("2026-03-02T10:00:00Z"));
        assertEquals(utcMs("2026-03-02T09:00:00Z"), wallMs("2026-03-02T10:00:00+01:00"));
    }

    @Test
    void shouldSayWhatItExpected() {
        for (String text : new String[] {"", "noon", "25:00", "2026-03-02T", "-5"}) {
            CliException e =
                    assertThrows(CliException.class, () -> UntilOption.of(text, START), text);
            assertEquals(ExitCodes.BAD_INPUT, e.exitCode());
        }
    }
}
