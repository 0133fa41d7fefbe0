package io.ringwatch.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.member.Turn;
import io.ringwatch.member.Turns;
import io.ringwatch.message.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a server says of its own gateway. */
class SelfMonitoringTest {
    private static final long STEP_NS = 3_000_000_000L;

    private final Turn turn = Turns.of(1);
    private final List<Effect> effects = new ArrayList<>();
    private final SelfMonitoring self = new SelfMonitoring(Rings.fast(2), turn);
    private long nowNs = 1_000_000_000L;

    @BeforeEach
    void begin() {
        Turns.begin(turn, nowNs, nowNs / 1_000_000, effects);
    }

    /** Lets the next examination come, if none is running. */
    private void pass() {
        nowNs += STEP_NS;
        begin();
        self.poll(nowNs + STEP_NS);
    }

    private long lastOp() {
        return effects.stream()
                .filter(Effect.ExamineSelf.class::isInstance)
                .map(Effect.ExamineSelf.class::cast)
                .reduce((first, second) -> second)
                .orElseThrow()
                .op();
    }

    private void result(boolean gatewayAnswers) {
        self.onExamined(new Input.SelfExamined(lastOp(), gatewayAnswers, List.of()));
    }

    @Test
    void shouldExamineAtOnceAgainBeforeItSaysThatTheGatewayIsMissing() {
        pass();
        result(true);
        pass();
        long first = lastOp();

        result(false);

        assertEquals(Message.WELL, self.condition());
        assertFalse(self.isGatewayMissing());
        assertTrue(lastOp() != first, "it is examined again in the same turn");

        result(false);

        assertEquals(Message.NO_GATEWAY, self.condition());
        assertTrue(self.isGatewayMissing());
    }

    @Test
    void shouldSayNothingOfOneLostEcho() {
        pass();
        result(true);
        for (int i = 0; i < 10; i++) {
            pass();
            result(false);
            assertEquals(Message.WELL, self.condition());
            result(true);
            assertEquals(Message.WELL, self.condition());
        }
    }

    /** Whoever blames others must have been sound when it was asked last. */
    @Test
    void shouldNotCountAsSoundAfterTheFirstFailure() {
        pass();
        result(true);
        pass();
        long momentNs = nowNs;
        result(false);

        assertFalse(self.isSoundSince(momentNs));
        assertTrue(self.hasResultSince(momentNs));
    }

    @Test
    void shouldNotCallItselfWellBeforeTheGatewayHasAnsweredOnce() {
        pass();
        result(false);

        assertEquals(Message.UNEXAMINED, self.condition());

        result(false);

        assertEquals(Message.NO_GATEWAY, self.condition());
    }

    @Test
    void shouldBelieveTheFirstAnswerAgain() {
        pass();
        result(false);
        result(false);
        pass();

        result(true);

        assertEquals(Message.WELL, self.condition());
    }
}
