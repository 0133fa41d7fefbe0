package io.ringwatch.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.files.Version;
import io.ringwatch.member.Turn;
import io.ringwatch.member.Turns;
import io.ringwatch.message.Message;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** What is known of a member that was silent. */
class HearingTest {
    private static final long LONG_NS = 60_000_000_000L;

    private final Turn turn = Turns.of(1);
    private final Hearing hearing = new Hearing(Rings.fast(3), turn);
    private long nowNs = 1_000_000_000L;

    HearingTest() {
        begin();
    }

    private void begin() {
        Turns.begin(turn, nowNs, nowNs / 1_000_000, new ArrayList<>());
    }

    private void isSilentForLong() {
        nowNs += LONG_NS;
        begin();
    }

    @Test
    void shouldForgetTheConditionOfWhoWasSilent() {
        hearing.onRenew(2, new Message.Renew(1, Version.NONE, Message.BEYOND_REPAIR));
        assertEquals(Message.BEYOND_REPAIR, hearing.condition(2));

        isSilentForLong();
        hearing.onPresent(2);
        assertTrue(hearing.isFresh(2));
        assertEquals(Message.UNEXAMINED, hearing.condition(2));
    }

    @Test
    void shouldTellWhoWasSilentAndIsHeardAgain() {
        hearing.onPresent(2);
        assertTrue(hearing.returned().isEmpty());

        isSilentForLong();
        hearing.onPresent(2);
        hearing.onPresent(3);
        assertTrue(hearing.returned().get(2));
        assertFalse(hearing.returned().get(3));
    }
}
