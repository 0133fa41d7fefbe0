package io.ringwatch.agent.guest;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** When originals are not made. */
final class RespiteTest {
    private static final long START_NS = Respite.START_LIMIT.toNanos();
    private static final long CALM_NS = Respite.CALM.toNanos();

    private static final long BEGIN_NS = 1_000_000_000L;

    private final Respite respite = Respite.of(BEGIN_NS);

    @Test
    void shouldLastUntilTheStartIsOver() {
        assertFalse(respite.isOver(BEGIN_NS));
        assertFalse(respite.isOver(BEGIN_NS + START_NS - 1));
        assertTrue(respite.isOver(BEGIN_NS + START_NS));
    }

    @Test
    void shouldEndWhenTheServerHasItsFunction() {
        respite.settled(BEGIN_NS + 10);

        assertTrue(respite.isOver(BEGIN_NS + 10));
    }

    @Test
    void shouldLastForAWhileAfterEachDisturbance() {
        respite.settled(BEGIN_NS);

        respite.disturbed(BEGIN_NS + 10);
        respite.disturbed(BEGIN_NS + 20);
        respite.settled(BEGIN_NS + 30);

        assertFalse(respite.isOver(BEGIN_NS + 20 + CALM_NS - 1));
        assertTrue(respite.isOver(BEGIN_NS + 20 + CALM_NS));
    }

    @Test
    void shouldEndWhenSomebodyAsks() {
        respite.disturbed(BEGIN_NS);

        respite.end(BEGIN_NS + 1);

        assertTrue(respite.isOver(BEGIN_NS + 1));
    }
}
