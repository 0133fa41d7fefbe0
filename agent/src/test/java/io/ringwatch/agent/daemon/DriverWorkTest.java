package io.ringwatch.agent.daemon;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.clock.BootClock;
import io.ringwatch.agent.metrics.Counters;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.member.Input.FenceStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DriverWorkTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long LONG_NS = LIMIT.toNanos();
    private static final long SHORT_NS = 30 * Fixtures.MS;

    private final List<Input> inputs = new CopyOnWriteArrayList<>();
    private final FakeDrivers drivers = new FakeDrivers(new DriverChoice.Reports(inputs::add));
    private final ScheduledThreadPoolExecutor timer = Fixtures.timer();
    private final BlockingWork pool = new BlockingWork("drive", 4, 4, timer, new Counters());
    private final DriverWork work =
            new DriverWork(drivers, pool, new BootClock(), LIMIT, inputs::add);

    @AfterEach
    void stop() {
        drivers.release.countDown();
        pool.close();
        timer.shutdownNow();
    }

    @Test
    void shouldBringResultsBackAsInputs() {
        work.prepareGuest(new Effect.PrepareGuest(1, 2, LONG_NS));
        awaitInputs(new Input.GuestReady(1, 2, 11, 22));
        work.fence(new Effect.Fence(2, 2, Effect.Power.OFF, LONG_NS));
        awaitInputs(new Input.Fenced(2, 2, FenceStatus.OFF, "off"));
        work.restartService(new Effect.RestartService(3, "vsftpd", LONG_NS));
        awaitInputs(new Input.ServiceRestarted(3, "vsftpd", true));
        work.suspendGuest(new Effect.SuspendGuest(2));
        awaitInputs(new Input.GuestSuspended(2));
    }

    @Test
    void shouldBringFailuresBackAsInputs() {
        drivers.failure = "no memory for it";
        work.prepareGuest(new Effect.PrepareGuest(1, 2, LONG_NS));
        awaitInputs(new Input.GuestFailed(1, 2, "no memory for it"));
        work.restartService(new Effect.RestartService(3, "vsftpd", LONG_NS));
        awaitInputs(new Input.ServiceRestarted(3, "vsftpd", false));
    }

    @Test
    void shouldNotWaitForADriverThatHangs() {
        drivers.hangs = true;
        work.fence(new Effect.Fence(5, 2, Effect.Power.OFF, SHORT_NS));
        await().atMost(LIMIT).until(() -> inputs.size() == 1);
        var fenced = (Input.Fenced) inputs.get(0);
        assertEquals(FenceStatus.FAILED, fenced.status());
        assertTrue(fenced.detail().startsWith("no result within"), fenced.detail());
        assertEquals(1, pool.stuck());
        work.restartService(new Effect.RestartService(6, "vsftpd", SHORT_NS));
        awaitInputs(new Input.ServiceRestarted(6, "vsftpd", false));
    }

    @Test
    void shouldSuspendAGuestThatBecameReadyTooLate() {
        drivers.hangs = true;
        work.prepareGuest(new Effect.PrepareGuest(1, 2, SHORT_NS));
        await().atMost(LIMIT).until(() -> inputs.size() == 1);
        assertTrue(inputs.get(0) instanceof Input.GuestFailed);
        drivers.release.countDown();
        await().atMost(LIMIT).until(() -> drivers.calls.contains("suspend 2"));
        assertEquals(1, inputs.size());
    }

    @Test
    void shouldKeepTheGuestOfANewerAttempt() {
        drivers.hangs = true;
        work.prepareGuest(new Effect.PrepareGuest(1, 2, SHORT_NS));
        await().atMost(LIMIT).until(() -> inputs.size() == 1);
        work.prepareGuest(new Effect.PrepareGuest(2, 2, LONG_NS));
        drivers.release.countDown();
        awaitInputs(new Input.GuestReady(2, 2, 11, 22));
        await().atMost(LIMIT).until(() -> pool.stuck() == 0);
        assertTrue(!drivers.calls.contains("suspend 2"), drivers.calls.toString());
    }

    @Test
    void shouldHoldVipsAndReportThem() {
        var hold = new Effect.Hold(1, false, Long.MAX_VALUE);
        work.holdVips(new Effect.HoldVips(1, List.of(hold)));
        assertEquals(List.of(hold), drivers.held);
        awaitInputs(new Input.VipClaimed(1));
        work.holdVips(new Effect.HoldVips(2, List.of()));
        awaitInputs(new Input.VipDropped(1, 2));
        work.announce(new Effect.Announce(List.of(1)));
        assertEquals(List.of("announce [1]"), drivers.calls);
    }

    @Test
    void shouldWakeAndRestart() {
        work.wake(new Effect.Wake(2));
        work.restartServer(new Effect.RestartServer("St"));
        await().atMost(LIMIT)
                .until(() -> drivers.calls.containsAll(List.of("wake 2", "restart St")));
    }

    private void awaitInputs(Input newest) {
        await().atMost(LIMIT)
                .until(() -> !inputs.isEmpty() && inputs.get(inputs.size() - 1).equals(newest));
    }
}
