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

    private enum Daemon {
        GOOD,
        FAILED,
        STARTING,
        STOPPED
    }

    private void result(Daemon daemon) {
        pass();
        self.onExamined(
                new Input.SelfExamined(
                        lastOp(),
                        true,
                        daemon == Daemon.FAILED ? List.of("smtp") : List.of(),
                        daemon == Daemon.STARTING ? List.of("smtp") : List.of(),
                        daemon == Daemon.STOPPED ? List.of("smtp") : List.of()));
    }

    private List<Effect.RestartService> restarts() {
        return effects.stream()
                .filter(Effect.RestartService.class::isInstance)
                .map(Effect.RestartService.class::cast)
                .toList();
    }

    private void restarted(boolean good) {
        long op = restarts().get(restarts().size() - 1).op();
        self.onRestarted(new Input.ServiceRestarted(op, "smtp", good));
    }

    @Test
    void shouldRestartOnceAndThenCallItBeyondRepair() {
        result(Daemon.FAILED);
        assertEquals(Message.REPAIRING, self.condition());
        restarted(true);
        result(Daemon.FAILED);
        assertEquals(Message.BEYOND_REPAIR, self.condition());
        assertEquals(1, restarts().size());
        result(Daemon.GOOD);
        assertEquals(Message.WELL, self.condition());
    }

    @Test
    void shouldNotBlameWhatIsStopped() {
        result(Daemon.STOPPED);
        assertEquals(Message.WELL, self.condition());
        assertEquals(List.of(), restarts());
        assertEquals(List.of(), self.failedServices());
    }

    /** Its VIP was lost while it did not answer: that is not known to be a fault of its own. */
    @Test
    void shouldForgetALesserFaultOfWhatIsStopped() {
        result(Daemon.FAILED);
        result(Daemon.STOPPED);
        assertEquals(Message.WELL, self.condition());
        restarted(true);
        result(Daemon.STOPPED);
        assertEquals(Message.WELL, self.condition());
        result(Daemon.STARTING);
        result(Daemon.FAILED);
        assertEquals(Message.REPAIRING, self.condition(), "it is restarted first");
        assertEquals(2, restarts().size());
    }

    @Test
    void shouldNotHandItsFunctionBackToAServerWhoseDaemonWasBeyondRepair() {
        result(Daemon.FAILED);
        restarted(false);
        assertEquals(Message.BEYOND_REPAIR, self.condition());
        result(Daemon.STOPPED);
        assertEquals(Message.BEYOND_REPAIR, self.condition());
        assertEquals(List.of("smtp"), self.failedServices());
        result(Daemon.STARTING);
        assertEquals(Message.BEYOND_REPAIR, self.condition(), "a person ordered it back");
        result(Daemon.GOOD);
        assertEquals(Message.WELL, self.condition());
    }

    @Test
    void shouldTellWhatIsBeingStartedAndNotRestartIt() {
        result(Daemon.STOPPED);
        result(Daemon.STARTING);
        assertEquals(Message.REPAIRING, self.condition());
        assertEquals(List.of("smtp"), self.failedServices());
        assertEquals(List.of(), restarts());
        result(Daemon.GOOD);
        assertEquals(Message.WELL, self.condition());
    }

    @Test
    void shouldRepairWhatDoesNotAnswerAfterItsStart() {
        result(Daemon.STARTING);
        result(Daemon.FAILED);
        assertEquals(1, restarts().size());
        restarted(true);
        result(Daemon.FAILED);
        assertEquals(Message.BEYOND_REPAIR, self.condition());
    }

    /** The restart was broken off by the loss of the VIP, and what followed is a start. */
    @Test
    void shouldNotJudgeARestartByAStartThatFollowedIt() {
        result(Daemon.FAILED);
        restarted(true);
        result(Daemon.STARTING);
        assertEquals(Message.REPAIRING, self.condition());
        result(Daemon.FAILED);
        assertEquals(Message.REPAIRING, self.condition());
        assertEquals(2, restarts().size());
    }
}
