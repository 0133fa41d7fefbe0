package io.ringwatch.agent.daemon;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.clock.BootClock;
import io.ringwatch.agent.metrics.Counters;
import io.ringwatch.files.Files;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.member.MemberView;
import io.ringwatch.member.Moment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DutyCycleTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final BootClock clock = new BootClock();
    private final FakeMember member = new FakeMember();
    private final List<ExitCode> ends = new CopyOnWriteArrayList<>();
    private final List<String> carriedOut = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final Counters counters = new Counters();
    private final DutyCycle cycle =
            new DutyCycle(
                    member,
                    clock,
                    new DutyCycle.EffectSink() {
                        @Override
                        public void observe(
                                Input input, Moment now, List<Effect> out, String failure) {
                            if (!failure.isEmpty()) {
                                failures.add(input + " " + failure);
                            }
                        }

                        @Override
                        public void carryOut(List<Effect> out, Moment now) {
                            out.forEach(effect -> carriedOut.add(effect.toString()));
                        }
                    },
                    (code, why, cause) -> ends.add(code),
                    counters);

    @AfterEach
    void stop() {
        member.release.countDown();
        cycle.close();
    }

    @Test
    void shouldFeedInputsInOrderAndCarryOutTheirEffects() {
        cycle.start();
        cycle.put(new Input.FlagSeen(true));
        cycle.put(new Input.VipClaimed(1));
        cycle.put(new Input.VipDropped(1, 1));
        await().atMost(LIMIT).until(() -> carriedOut.size() == 3);
        assertEquals(
                List.of(
                        new Input.FlagSeen(true),
                        new Input.VipClaimed(1),
                        new Input.VipDropped(1, 1)),
                member.seen);
        assertTrue(carriedOut.get(0).contains("FlagSeen"), carriedOut.get(0));
    }

    @Test
    void shouldFeedTheTimerWhenItIsDueAndNotBefore() {
        long dueNs = clock.now().monoNs() + 20 * Fixtures.MS;
        member.wakeAtNs = dueNs;
        cycle.start();
        await().atMost(LIMIT).until(() -> member.seen.contains(new Input.Timer()));
        assertTrue(member.timerAtNs >= dueNs);
        assertEquals(1, member.seen.size());
    }

    @Test
    void shouldFeedTheTimerThoughInputsNeverEnd() {
        for (int i = 0; i < 100; i++) {
            cycle.put(new Input.VipClaimed(i));
        }
        member.wakeAtNs = clock.now().monoNs();
        cycle.start();
        await().atMost(LIMIT).until(() -> member.seen.size() == 101);
        assertEquals(new Input.Timer(), member.seen.get(1));
    }

    @Test
    void shouldEndTheProcessWhenTheMemberFails() {
        member.failAt = new Input.VipClaimed(7);
        cycle.start();
        cycle.put(new Input.VipClaimed(7));
        await().atMost(LIMIT).until(() -> ends.equals(List.of(ExitCode.INVARIANT)));
        assertEquals(1, failures.size());
        assertTrue(failures.get(0).contains("broken on purpose"), failures.get(0));
        assertEquals(List.of(), carriedOut);
    }

    @Test
    void shouldEndTheProcessWhenTheTimerIsNeverDone() {
        member.wakeAtNs = 0;
        member.forgetsTimer = false;
        cycle.start();
        await().atMost(LIMIT).until(() -> ends.equals(List.of(ExitCode.INVARIANT)));
    }

    @Test
    void shouldDropSoftInputsOfAStalledMemberAndKeepHardOnes() {
        member.blocks = true;
        cycle.start();
        cycle.put(new Input.FlagSeen(true));
        await().atMost(LIMIT).until(() -> member.seen.size() == 1);
        var soft = new Input.ClockTrust(true, "");
        int taken = 0;
        while (cycle.put(soft)) {
            taken++;
        }
        assertEquals(Inbox.SOFT_MAX, taken);
        assertEquals(1L, counters.snapshot().get("inbox.dropped.count"));
        assertTrue(cycle.put(new Input.VipDropped(1, 1)));
        assertTrue(cycle.view(Duration.ofMillis(1)).isEmpty());
        while (ends.isEmpty()) {
            cycle.put(new Input.VipDropped(1, 1));
        }
        assertEquals(ExitCode.STALLED, ends.get(0));
    }

    @Test
    void shouldAskForTheViewOnTheMembersThread() {
        assertTrue(cycle.view(Duration.ofMillis(1)).isEmpty());
        cycle.start();
        MemberView view = cycle.view(LIMIT).orElseThrow();
        assertEquals(1, view.self());
        assertEquals("member", member.viewedBy);
        cycle.close();
        assertFalse(cycle.view(Duration.ofMillis(1)).isPresent());
    }

    private static final class FakeMember implements MemberCore {
        final List<Input> seen = new CopyOnWriteArrayList<>();
        final CountDownLatch release = new CountDownLatch(1);
        volatile long wakeAtNs = Long.MAX_VALUE;
        volatile long timerAtNs;
        volatile boolean forgetsTimer = true;
        volatile boolean blocks;
        volatile Input failAt = new Input.GuestSuspended(0);
        volatile String viewedBy = "";

        @Override
        public void on(Input input, Moment now, List<Effect> effects) {
            seen.add(input);
            if (input.equals(failAt)) {
                throw new IllegalStateException("broken on purpose");
            }
            if (blocks) {
                awaitRelease();
            }
            if (input instanceof Input.Timer) {
                timerAtNs = now.monoNs();
                wakeAtNs = forgetsTimer ? Long.MAX_VALUE : wakeAtNs;
            }
            effects.add(new Effect.Log(input.toString()));
        }

        private void awaitRelease() {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public long wakeAtNs() {
            return wakeAtNs;
        }

        @Override
        public MemberView view(Moment now) {
            viewedBy = Thread.currentThread().getName();
            return new MemberView(
                    1,
                    MemberView.Phase.STANDBY,
                    false,
                    false,
                    false,
                    List.of(),
                    0,
                    true,
                    "",
                    Files.NONE,
                    List.of(),
                    List.of(),
                    List.of());
        }
    }
}
