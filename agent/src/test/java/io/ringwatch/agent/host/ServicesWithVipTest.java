package io.ringwatch.agent.host;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.drivers.DriverException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServicesWithVipTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final CountDownLatch mayStart = new CountDownLatch(1);
    private volatile boolean passing = true;
    private volatile boolean unstoppable;
    private volatile boolean startsSlowly;
    private final ServicesWithVip services =
            new ServicesWithVip(List.of("postfix", "dovecot"), new Recorded(), LIMIT, this::look);

    private final class Recorded implements ServicesWithVip.Daemons {
        @Override
        public void restart(String daemon, Duration limit) throws DriverException {
            calls.add("restart " + daemon);
            if (startsSlowly) {
                try {
                    mayStart.await();
                } catch (InterruptedException e) {
                    throw new DriverException("interrupted", e);
                }
            }
        }

        @Override
        public void stop(String daemon, Duration limit) throws DriverException {
            calls.add("stop " + daemon);
            if (unstoppable && daemon.equals("postfix")) {
                throw new DriverException("it hangs");
            }
        }
    }

    private boolean look() {
        looks.incrementAndGet();
        return passing;
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
        await().atMost(LIMIT).until(() -> looks.get() > now + 3);
    }

    private void loseTheVips() {
        passing = false;
        awaitCalls("stop dovecot", "stop postfix");
        await().atMost(LIMIT).until(services::areStopped);
        calls.clear();
    }

    @Test
    void shouldRunThemFromTheClaimToTheLoss() {
        awaitLooks();
        assertEquals(List.of(), calls);
        assertFalse(services.areStopped());
        loseTheVips();

        passing = true;
        awaitLooks();
        assertEquals(List.of(), calls, "its addresses are not there yet");
        assertTrue(services.areStopped());

        services.claimed();
        awaitCalls("restart dovecot", "restart postfix");
        await().atMost(LIMIT).until(() -> !services.areStopped());
        calls.clear();
        loseTheVips();
    }

    @Test
    void shouldNotTakeAnEarlierClaimForANewOne() {
        services.claimed();
        awaitLooks();
        loseTheVips();
        awaitLooks();
        passing = true;
        awaitLooks();
        assertEquals(List.of(), calls);
    }

    @Test
    void shouldSayWhatRunsOnAndTryAgain() {
        unstoppable = true;
        passing = false;
        List<String> problem = List.of("not stopped without a VIP: postfix: it hangs");
        await().atMost(LIMIT).until(() -> services.problems().equals(problem));
        unstoppable = false;
        await().atMost(LIMIT).until(() -> services.problems().isEmpty());
        assertTrue(calls.stream().filter("stop postfix"::equals).count() >= 2, calls::toString);
    }

    @Test
    void shouldRestartNothingThatIsToBeStopped() throws Exception {
        services.restart("postfix", LIMIT);
        assertEquals(List.of("restart postfix"), calls);
        calls.clear();
        loseTheVips();
        var refused = assertThrows(DriverException.class, () -> services.restart("postfix", LIMIT));
        assertEquals("it is to be stopped: this server has no VIP", refused.getMessage());
        assertEquals(List.of(), calls);
    }

    /** Internal monitoring finds them silent while they start, and must not end the start. */
    @Test
    void shouldWaitForAStartInsteadOfRestarting() throws Exception {
        loseTheVips();
        startsSlowly = true;
        passing = true;
        services.claimed();
        awaitCalls("restart dovecot", "restart postfix");
        assertFalse(services.areStopped(), "what does not answer now is told");
        CompletableFuture<Boolean> asked =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                services.restart("postfix", LIMIT);
                                return true;
                            } catch (DriverException e) {
                                return false;
                            }
                        });
        await().atMost(LIMIT).until(services::isAwaited);
        mayStart.countDown();
        assertTrue(asked.get());
        assertEquals(2, calls.size(), calls::toString);
    }
}
