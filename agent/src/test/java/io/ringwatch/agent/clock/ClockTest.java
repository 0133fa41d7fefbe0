package io.ringwatch.agent.clock;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.member.Input;
import io.ringwatch.member.Moment;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClockTest {
    private static final long SEC = 1_000_000_000L;
    private static final String TRACKING =
            "A29FC801,162.159.200.1,4,1763713758.1,0.000123,-0.0001,0.0004,12.5,0.01,0.2,0.01,0.001,64.5,Normal";

    @Test
    void shouldGoOnWhileTheMachineIsSuspended() {
        var sleptNs = new AtomicLong();
        var clock = new BootClock(() -> OptionalLong.of(System.nanoTime() + sleptNs.get()));
        clock.now();
        assertEquals(0, clock.suspendedNs());
        sleptNs.set(3600 * SEC);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> clock.now().monoNs() - System.nanoTime() >= 3599 * SEC);
        long untilNs = clock.now().monoNs() + SEC;
        assertEquals(untilNs - clock.suspendedNs(), clock.toNanoTime(untilNs));
        assertEquals(Long.MAX_VALUE, clock.toNanoTime(Long.MAX_VALUE));
    }

    @Test
    void shouldTakeTheResolutionOfUptimeForNothing() {
        var offNs = new AtomicLong();
        var looks = new AtomicLong();
        var clock =
                new BootClock(
                        () -> {
                            looks.incrementAndGet();
                            return OptionalLong.of(System.nanoTime() + offNs.get());
                        });
        clock.now();
        offNs.set(BootClock.SUSPEND_MIN_NS / 2);
        long before = looks.get();
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> {
                            clock.now();
                            return looks.get() > before + 1;
                        });
        assertEquals(0, clock.suspendedNs());
    }

    @Test
    void shouldReadUptime() {
        assertEquals(12_340_000_000L, BootClock.parse("12.34 99.00\n").orElseThrow());
        assertTrue(BootClock.parse("nothing").isEmpty());
    }

    @Test
    void shouldNoticeASetClockOnce() {
        var steps = new StepDetector(new Moment(0, 1000));
        assertEquals(0, steps.stepMs(new Moment(10 * SEC, 11_050)));
        assertEquals(5_000, steps.stepMs(new Moment(20 * SEC, 26_050)));
        assertEquals(0, steps.stepMs(new Moment(30 * SEC, 36_050)));
        assertEquals(-StepDetector.STEP_MIN_MS, steps.stepMs(new Moment(40 * SEC, 45_950)));
    }

    @Test
    void shouldReadTracking() {
        ChronyTracking tracking = ChronyTracking.parse(TRACKING).orElseThrow();
        assertTrue(tracking.synchronised());
        assertEquals(0.123, tracking.offsetMs(), 1e-9);
        String lost = TRACKING.replace("Normal", "Not synchronised");
        assertFalse(ChronyTracking.parse(lost).orElseThrow().synchronised());
        assertTrue(ChronyTracking.parse("506 Cannot talk to daemon").isEmpty());
    }

    @Test
    void shouldDistrustAClockThatIsOffByMoreThanATenthOfTheInterval() {
        assertTrue(checkWith(new ChronyTracking(true, 999)).trusted());
        assertFalse(checkWith(new ChronyTracking(true, -1001)).trusted());
        assertEquals(
                new Input.ClockTrust(false, "chrony: not synchronised"),
                checkWith(new ChronyTracking(false, 0)));
    }

    @Test
    void shouldTrustAClockOfWhichNobodySaysOtherwiseUntilItIsSet() {
        var check = new ClockCheck(new Moment(0, 0), Duration.ofSeconds(10), Optional::empty);
        assertEquals(new Input.ClockTrust(true, ""), check.check(new Moment(SEC, 1000)));
        assertEquals(
                new Input.ClockTrust(false, "wall clock was set by 4000 ms"),
                check.check(new Moment(2 * SEC, 6000)));
        assertTrue(check.check(new Moment(3 * SEC, 7000)).trusted());
    }

    private static Input.ClockTrust checkWith(ChronyTracking tracking) {
        return new ClockCheck(new Moment(0, 0), Duration.ofSeconds(10), () -> Optional.of(tracking))
                .check(new Moment(SEC, 1000));
    }
}
