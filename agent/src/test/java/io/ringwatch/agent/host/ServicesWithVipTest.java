package io.ringwatch.agent.host;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.address.Presence;
import io.ringwatch.agent.drivers.DriverException;
import io.ringwatch.agent.drivers.Services.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServicesWithVipTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** What was done, and what was broken off. */
    private final List<String> calls = new CopyOnWriteArrayList<>();

    /** Orders that hang until they are let go. */
    private final Map<String, CountDownLatch> hanging = new ConcurrentHashMap<>();

    /** Orders that fail. */
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    private final AtomicInteger looks = new AtomicInteger();
    private volatile Presence vips = Presence.CLAIMED;
    private final ServicesWithVip services =
            new ServicesWithVip(List.of("postfix", "dovecot"), new Recorded(), LIMIT, this::look);

    private final class Recorded implements Daemons {
        @Override
        public void restart(String daemon, Duration limit) throws DriverException {
            call("restart " + daemon);
        }

        @Override
        public void stop(String daemon, Duration limit) throws DriverException {
            call("stop " + daemon);
        }

        private void call(String order) throws DriverException {
            calls.add(order);
            CountDownLatch latch = hanging.get(order);
            if (latch != null) {
                try {
                    latch.await();
                } catch (InterruptedException e) {
                    calls.add(order + ", broken off");
                    throw new DriverException("interrupted", e);
                }
            }
            if (failing.contains(order)) {
                throw new DriverException("it fails");
            }
        }
    }

    private Presence look() {
        looks.incrementAndGet();
        return vips;
    }

    @BeforeEach
    void begin() {
        services.begin();
    }

    @AfterEach
    void end() {
        services.close();
    }

    private void awaitCalls(String... expected) {
        await().atMost(LIMIT)
                .untilAsserted(
                        () ->
                                assertEquals(
                                        List.of(expected),
                                        calls.stream().sorted().distinct().toList()));
    }

    private void awaitLooks() {
        int now = looks.get();
        await().atMost(LIMIT).until(() -> looks.get() > now + 5);
    }

    private void awaitState(State state) {
        await().atMost(LIMIT).until(() -> services.state("postfix") == state);
    }

    private void loseTheVips() {
        vips = Presence.AWAY;
        awaitCalls("stop dovecot", "stop postfix");
        calls.clear();
    }

    private CompletableFuture<String> askToRestart(String daemon) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        services.restart(daemon, LIMIT);
                        return "good";
                    } catch (DriverException e) {
                        return String.valueOf(e.getMessage());
                    }
                });
    }

    @Test
    void shouldRunThemFromTheClaimToTheLoss() {
        awaitLooks();
        assertEquals(List.of(), calls);
        assertEquals(State.RUNNING, services.state("postfix"));
        loseTheVips();
        assertEquals(State.STOPPED, services.state("postfix"));

        vips = Presence.PASSING;
        awaitLooks();
        assertEquals(List.of(), calls, "its addresses are not there yet");
        assertEquals(State.STOPPED, services.state("postfix"));

        vips = Presence.CLAIMED;
        awaitCalls("restart dovecot", "restart postfix");
        awaitState(State.RUNNING);
        calls.clear();
        loseTheVips();
    }

    /** An agent that goes on where an earlier one stopped has them only passing at first. */
    @Test
    void shouldStopNothingWhoseVipsPass() {
        vips = Presence.PASSING;
        awaitLooks();
        assertEquals(List.of(), calls);
        assertEquals(State.RUNNING, services.state("postfix"));
    }

    /** A lease may end and be renewed between two looks at it, without a new claim. */
    @Test
    void shouldStartWhatWasStoppedInThatVeryMoment() {
        loseTheVips();
        vips = Presence.CLAIMED;
        awaitCalls("restart dovecot", "restart postfix");
    }

    @Test
    void shouldSayWhatRunsOnAndTryAgain() {
        failing.add("stop postfix");
        vips = Presence.AWAY;
        List<String> problem = List.of("not stopped without a VIP: postfix: it fails");
        await().atMost(LIMIT).until(() -> services.problems().equals(problem));
        failing.clear();
        await().atMost(LIMIT).until(() -> services.problems().isEmpty());
        assertTrue(calls.stream().filter("stop postfix"::equals).count() >= 2, calls::toString);
    }

    @Test
    void shouldRestartNothingThatIsToBeStopped() throws Exception {
        services.restart("postfix", LIMIT);
        assertEquals(List.of("restart postfix"), calls);
        calls.clear();
        loseTheVips();
        services.restart("postfix", LIMIT);
        assertEquals(List.of(), calls, "and that is no failure of the daemon");
    }

    /** Its VIPs are away for so short a time that nobody looks: the restart is not judged. */
    @Test
    void shouldStopWhatItIsAskedToRestartWithoutVips() throws Exception {
        vips = Presence.AWAY;
        try (var daemon = new DaemonWithVip("postfix", new Recorded(), LIMIT, () -> vips)) {
            daemon.restart(LIMIT);
            vips = Presence.CLAIMED;
            assertEquals(State.STARTING, daemon.state());
            assertEquals(1, daemon.turns());
        }
    }

    @Test
    void shouldSayWhyARestartFailed() {
        failing.add("restart postfix");
        var failed = assertThrows(DriverException.class, () -> services.restart("postfix", LIMIT));
        assertEquals("it fails", failed.getMessage());
    }

    /** Internal monitoring finds it silent while it starts, and must not end the start. */
    @Test
    void shouldLeaveAloneWhatIsBeingStarted() throws Exception {
        hanging.put("restart postfix", new CountDownLatch(1));
        loseTheVips();
        vips = Presence.CLAIMED;
        awaitCalls("restart dovecot", "restart postfix");
        assertEquals(State.STARTING, services.state("postfix"));
        await().atMost(LIMIT).until(() -> services.state("dovecot") == State.RUNNING);
        services.restart("postfix", LIMIT);
        assertEquals(2, calls.size(), calls::toString);
        hanging.get("restart postfix").countDown();
        awaitState(State.RUNNING);
    }

    @Test
    void shouldHaveWhatDoesNotStartRepairedFromThenOn() throws Exception {
        failing.add("restart postfix");
        loseTheVips();
        vips = Presence.CLAIMED;
        awaitCalls("restart dovecot", "restart postfix");
        awaitState(State.RUNNING);
        calls.clear();
        failing.clear();
        services.restart("postfix", LIMIT);
        assertEquals(List.of("restart postfix"), calls);
    }

    /** Each within the time that one may take. */
    @Test
    void shouldRestartTwoSideBySide() throws Exception {
        hanging.put("restart postfix", new CountDownLatch(1));
        hanging.put("restart dovecot", new CountDownLatch(1));
        CompletableFuture<String> postfix = askToRestart("postfix");
        CompletableFuture<String> dovecot = askToRestart("dovecot");
        awaitCalls("restart dovecot", "restart postfix");
        hanging.values().forEach(CountDownLatch::countDown);
        assertEquals("good", postfix.get());
        assertEquals("good", dovecot.get());
    }

    @Test
    void shouldBreakOffARestartWhenTheVipsAreLost() throws Exception {
        hanging.put("restart postfix", new CountDownLatch(1));
        CompletableFuture<String> restart = askToRestart("postfix");
        awaitCalls("restart postfix");
        vips = Presence.AWAY;
        assertEquals("good", restart.get(), "it is no failed one");
        awaitCalls(
                "restart postfix", "restart postfix, broken off", "stop dovecot", "stop postfix");
    }

    @Test
    void shouldBreakOffAStartWhenTheVipsAreLost() {
        hanging.put("restart postfix", new CountDownLatch(1));
        loseTheVips();
        vips = Presence.CLAIMED;
        awaitCalls("restart dovecot", "restart postfix");
        vips = Presence.AWAY;
        awaitCalls(
                "restart dovecot",
                "restart postfix",
                "restart postfix, broken off",
                "stop dovecot",
                "stop postfix");
        assertEquals(State.STOPPED, services.state("postfix"));
    }

    @Test
    void shouldBreakOffAStopThatHangsWhenTheVipsAreBack() {
        hanging.put("stop postfix", new CountDownLatch(1));
        loseTheVips();
        awaitLooks();
        assertEquals(List.of(), calls, "it is given its time");
        vips = Presence.CLAIMED;
        assertFalse(services.state("postfix") == State.STOPPED, "what does not answer is told");
        awaitCalls("restart dovecot", "restart postfix", "stop postfix, broken off");
        awaitState(State.RUNNING);
        assertEquals(List.of(), services.problems());
    }
}
