package io.ringwatch.dbss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.dbss.Dbss.State;
import io.ringwatch.files.Reason;
import io.ringwatch.member.Effect;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Timing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every transition of the DBSS up to the separation. */
class DbssTest {
    private final Watch fast = new Watch(Timing.standard(), false);
    private final Watch paper = new Watch(Timing.paper(), false);

    @Test
    void shouldStayNormalWhileItHearsThatAllIsWell() {
        for (int i = 0; i < 40; i++) {
            fast.after(500).hears(Message.WELL);
        }

        assertState(fast, State.NORMAL, Reason.NONE);
        assertEquals(Void.class, fast.lastExamination());
    }

    @Test
    void shouldExamineAtOnceWhenItFallsSilent() {
        fast.hears(Message.WELL).silence();

        assertState(fast, State.EXAMINING, Reason.NONE);
        assertEquals(Effect.ExamineNetwork.class, fast.lastExamination());
    }

    @Test
    void shouldWaitForTheTickInThePaperProfile() {
        paper.hears(Message.WELL).silence().silence();
        assertState(paper, State.NORMAL, Reason.NONE);

        paper.tick();
        assertState(paper, State.EXAMINING, Reason.NONE);
    }

    @Test
    void shouldExamineNetworkThenServicesAndBeNormal() {
        paper.tick().answers(true);
        assertState(paper, State.EXAMINING, Reason.NONE);
        assertEquals(Effect.ExamineServices.class, paper.lastExamination());

        paper.answers(true);
        assertState(paper, State.NORMAL, Reason.NONE);
    }

    @Test
    void shouldSeparateWhenTheNetworkIsBadTwice() {
        paper.tick().answers(false);
        assertState(paper, State.REEXAMINING, Reason.NETWORK);
        assertTrue(paper.dbss.isTroubled());
        assertTrue(paper.dbss.wantsGuest());

        paper.answers(false);
        assertState(paper, State.SEPARATING, Reason.NETWORK);
    }

    @Test
    void shouldBeNormalAgainWhenTheSecondExaminationIsGood() {
        paper.tick().answers(false).answers(true).answers(true);

        assertState(paper, State.NORMAL, Reason.NONE);
        assertFalse(paper.dbss.isTroubled());
    }

    /** The network is back at the second look, and its services are not. */
    @Test
    void shouldGoOnWithTheServicesWhenOnlyTheNetworkIsBack() {
        paper.tick().answers(false).answers(true).answers(false);

        assertState(paper, State.REEXAMINING, Reason.SERVICE);
    }

    @Test
    void shouldTakeNoResultWithinTheLimitAsABadOne() {
        paper.tick();
        long op = paper.lastOp();
        paper.after(2000 + 501);
        assertState(paper, State.REEXAMINING, Reason.NETWORK);

        paper.answers(op, true);
        assertState(paper, State.REEXAMINING, Reason.NETWORK);
    }

    /** A service is bad: the target is asked to look for itself, and may repair it. */
    @Test
    void shouldLetTheTargetRepairItsService() {
        fast.hears(Message.WELL).tick().answers(true).answers(false);
        assertState(fast, State.REEXAMINING, Reason.SERVICE);
        assertTrue(fast.sent(Message.Look.class));
        assertFalse(fast.dbss.wantsGuest(), "a restart of the daemon may help");

        fast.hears(Message.REPAIRING).after(500).hears(Message.REPAIRING).after(500);
        assertState(fast, State.REEXAMINING, Reason.SERVICE);
        fast.hears(Message.WELL).answers(true);
        assertState(fast, State.NORMAL, Reason.NONE);
    }

    @Test
    void shouldSeparateWhatSaysThatItIsBeyondRepair() {
        fast.hears(Message.WELL).tick().answers(true).answers(false).hears(Message.BEYOND_REPAIR);

        assertState(fast, State.SEPARATING, Reason.SERVICE);
    }

    /** It says so by itself: its agent has examined twice. */
    @Test
    void shouldTakeTheTargetsOwnWordAtOnce() {
        fast.hears(Message.BEYOND_REPAIR);

        assertState(fast, State.SEPARATING, Reason.SERVICE);
        assertEquals(Void.class, fast.lastExamination());
    }

    @Test
    void shouldTakeTheTargetsOwnWordAtTheTickInThePaperProfile() {
        paper.hears(Message.BEYOND_REPAIR);
        assertState(paper, State.NORMAL, Reason.NONE);

        paper.hears(Message.BEYOND_REPAIR).tick();
        assertState(paper, State.SEPARATING, Reason.SERVICE);
    }

    /** It finds nothing wrong with itself, but its service stays bad at the VIP. */
    @Test
    void shouldSeparateOnItsOwnWordWhenTheServiceStaysBad() {
        fast.hears(Message.WELL).tick().answers(true).answers(false);
        for (int i = 0; i < 40 && fast.dbss.state() == State.REEXAMINING; i++) {
            fast.after(250).hears(Message.WELL).answers(false);
        }

        assertState(fast, State.SEPARATING, Reason.SERVICE);
    }

    /** A daemon whose restart takes for ever is not waited for. */
    @Test
    void shouldNotWaitForARepairForEver() {
        fast.hears(Message.WELL).tick().answers(true).answers(false);
        for (int i = 0; i < 80 && fast.dbss.state() == State.REEXAMINING; i++) {
            fast.after(250).hears(Message.REPAIRING).answers(false);
        }

        assertState(fast, State.SEPARATING, Reason.SERVICE);
    }

    @Test
    void shouldSeparateWhatLostItsGateway() {
        fast.hears(Message.NO_GATEWAY);
        assertState(fast, State.REEXAMINING, Reason.GATEWAY);

        fast.after(500).hears(Message.NO_GATEWAY);
        assertState(fast, State.REEXAMINING, Reason.GATEWAY);
        fast.after(500).hears(Message.NO_GATEWAY);
        assertState(fast, State.SEPARATING, Reason.GATEWAY);
    }

    @Test
    void shouldForgiveAGatewayThatIsBackAtOnce() {
        fast.hears(Message.NO_GATEWAY).after(300).hears(Message.WELL);

        assertState(fast, State.NORMAL, Reason.NONE);
    }

    @Test
    void shouldExamineTheNetworkOfOneThatLostItsGatewayAndThenItsVoice() {
        fast.hears(Message.NO_GATEWAY);
        fast.after(900).hears(Message.NO_GATEWAY);
        assertState(fast, State.REEXAMINING, Reason.GATEWAY);
        var lost = new Watch(slow(), false);
        lost.hears(Message.NO_GATEWAY).silence();

        assertState(lost, State.REEXAMINING, Reason.NETWORK);
        assertEquals(Effect.ExamineNetwork.class, lost.lastExamination());
    }

    @Test
    void shouldSeeARestartThatWasFasterThanSilence() {
        fast.hears(Message.WELL).hearsOtherBoot();
        assertState(fast, State.REEXAMINING, Reason.RESTART);
        assertEquals(Void.class, fast.lastExamination());

        for (int i = 0; i < 20; i++) {
            fast.after(250).hearsOtherBoot();
        }
        assertState(fast, State.SEPARATING, Reason.RESTART);
    }

    @Test
    void shouldExamineTheNetworkOfOneThatRestartedAndFellSilent() {
        fast.hears(Message.WELL).hearsOtherBoot().silence();

        assertState(fast, State.REEXAMINING, Reason.NETWORK);
    }

    /** Who blames others looks at itself first, and its answer must be newer than its suspicion. */
    @Test
    void shouldSeparateOnlyAfterItFoundItselfSound() {
        paper.tick().answers(false).answers(false);
        assertFalse(paper.maySeparate());

        paper.findsItself(true);
        assertTrue(paper.maySeparate());
    }

    /** Others that failed with it wait for it: its watcher had begun to look at itself for them. */
    @Test
    void shouldBeAwaitedUntilItsWatcherHasFoundItselfSound() {
        paper.tick().answers(false);
        assertTrue(paper.dbss.isSeparatedSoon());
        paper.answers(false);
        assertTrue(paper.dbss.isSeparatedSoon());

        paper.findsItself(true);
        assertFalse(paper.dbss.isSeparatedSoon());
    }

    @Test
    void shouldBlameNobodyWhenItsOwnGatewayIsGone() {
        paper.tick().answers(false).answers(false).findsItself(false);

        assertState(paper, State.NORMAL, Reason.NONE);
        assertFalse(paper.maySeparate());
    }

    /** Without a quorum it waits, and looks after a lease whether the target is still bad. */
    @Test
    void shouldLookAgainWhileItHasNoQuorum() {
        fast.hears(Message.WELL).tick().answers(false).answers(false).findsItself(true);
        long examined = fast.count(Effect.ExamineNetwork.class);
        fast.after(2999);
        assertEquals(examined, fast.count(Effect.ExamineNetwork.class));
        fast.after(1);
        assertEquals(examined + 1, fast.count(Effect.ExamineNetwork.class));

        fast.answers(false).after(3000);
        assertState(fast, State.SEPARATING, Reason.NETWORK);
        fast.hears(Message.WELL).answers(true).answers(true);
        assertState(fast, State.NORMAL, Reason.NONE);
    }

    /** The council holds it for well: it is not examined again before a lease has passed. */
    @Test
    void shouldPauseAfterARefusal() {
        fast.hears(Message.WELL)
                .silence()
                .answers(false)
                .answers(false)
                .findsItself(true)
                .refused();
        assertState(fast, State.NORMAL, Reason.NONE);
        long examined = fast.count(Effect.ExamineNetwork.class);

        fast.after(2999);
        assertEquals(examined, fast.count(Effect.ExamineNetwork.class));
        fast.after(1);
        assertState(fast, State.EXAMINING, Reason.NONE);
    }

    /** An agent that was stalled forgets what it thought, wherever it was. */
    @ParameterizedTest
    @EnumSource(State.class)
    void shouldForgetWhenItWasStalled(State state) {
        switch (state) {
            case NORMAL -> paper.poll();
            case EXAMINING -> paper.tick();
            case REEXAMINING -> paper.tick().answers(false);
            case SEPARATING -> paper.tick().answers(false).answers(false);
        }
        assertEquals(state, paper.dbss.state());

        paper.forget();
        assertState(paper, State.NORMAL, Reason.NONE);
        if (state != State.NORMAL) {
            paper.answers(false);
            assertState(paper, State.NORMAL, Reason.NONE);
        }
    }

    /** Dynamic management extension: the next server is looked at in the same moment. */
    @Test
    void shouldExamineAtOnceByExtension() {
        var extension = new Watch(Timing.paper(), true);
        extension.poll();

        assertState(extension, State.EXAMINING, Reason.NONE);
        assertTrue(extension.dbss.isExtension());
    }

    @Test
    void shouldRememberHowTheFailureWasFound() {
        paper.tick().after(100).answers(false).after(200).answers(false);
        Detection detection = paper.dbss.detection();

        assertEquals(Reason.NETWORK, detection.reason());
        assertEquals(200, (detection.reexaminedNs() - detection.detectedNs()) / 1_000_000);
    }

    /** Longer network examinations than silence takes. */
    private static Timing slow() {
        Timing t = Timing.standard();
        return new Timing(
                t.intervalNs(),
                true,
                t.renewalNs(),
                t.missedMax(),
                t.internalNs(),
                5_000_000_000L,
                t.serviceLimitNs(),
                t.restartLimitNs(),
                t.powerOnLimitNs(),
                t.leaseNs(),
                t.clockRatePpm(),
                t.guestLimitNs(),
                t.fenceLimitNs(),
                t.serviceRestartLimitNs(),
                t.failBack());
    }

    private static void assertState(Watch watch, State state, Reason reason) {
        assertEquals(state, watch.dbss.state());
        if (state != State.EXAMINING) {
            assertEquals(reason, watch.dbss.reason());
        }
    }
}
