package io.ringwatch.agent.daemon;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.metrics.Counters;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlockingWorkTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Counters counters = new Counters();
    private final ScheduledThreadPoolExecutor timer = Fixtures.timer();
    private final BlockingWork work = new BlockingWork("test", 2, 3, timer, counters);
    private final List<String> results = new CopyOnWriteArrayList<>();
    private final List<String> late = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void stop() {
        release.countDown();
        work.close();
        timer.shutdownNow();
    }

    @Test
    void shouldGiveTheResult() {
        work.run(piece(LIMIT, () -> "good"));
        awaitResults("good");
    }

    @Test
    void shouldMakeAFailureOfWhatIsThrown() {
        work.run(
                piece(
                        LIMIT,
                        () -> {
                            throw new IllegalStateException("driver fault");
                        }));
        await().atMost(LIMIT).until(() -> results.size() == 1);
        assertTrue(results.get(0).contains("driver fault"), results.get(0));
    }

    @Test
    void shouldAnswerForWorkThatHangsAndCountItsThreadUntilItComesBack() {
        work.run(piece(Duration.ofMillis(50), this::hang));
        awaitResults("failed: no result within 50 ms");
        assertEquals(1, work.stuck());
        release.countDown();
        await().atMost(LIMIT).until(() -> work.stuck() == 0);
        await().atMost(LIMIT).until(() -> late.equals(List.of("hung")));
        assertEquals(1, results.size());
    }

    @Test
    void shouldInterruptWorkThatHangsAndNotItsSuccessor() {
        work.run(
                piece(
                        Duration.ofMillis(50),
                        () -> {
                            new CountDownLatch(1).await();
                            return "never";
                        }));
        awaitResults("failed: no result within 50 ms");
        await().atMost(LIMIT).until(() -> late.equals(List.of("failed: interrupted")));
        for (int i = 0; i < 3; i++) {
            work.run(piece(LIMIT, () -> Thread.interrupted() ? "interrupted" : "clean"));
        }
        awaitResults("failed: no result within 50 ms", "clean", "clean", "clean");
    }

    @Test
    void shouldFailAtOnceWhenThreadsAndQueueAreFull() {
        for (int i = 0; i < 5; i++) {
            work.run(piece(LIMIT, this::hang));
        }
        work.run(piece(LIMIT, this::hang));
        assertEquals(List.of("failed: too much work at once"), results);
        assertEquals(1L, counters.snapshot().get("work.test.refused.count"));
    }

    @Test
    void shouldFailWorkThatNeverGotAThread() {
        work.run(piece(LIMIT, this::hang));
        work.run(piece(LIMIT, this::hang));
        work.run(piece(Duration.ofMillis(20), () -> "not reached"));
        awaitResults("failed: not begun within 20 ms");
        assertEquals(0, work.stuck());
        release.countDown();
        awaitResults("failed: not begun within 20 ms", "hung", "hung");
    }

    @Test
    void shouldGatherResultsInTheOrderOfThePieces() {
        var gathered = new CopyOnWriteArrayList<List<String>>();
        var first = new CountDownLatch(1);
        Gather.all(
                work,
                List.of(
                        piece(
                                LIMIT,
                                () -> {
                                    first.await();
                                    return "a";
                                }),
                        piece(
                                LIMIT,
                                () -> {
                                    first.countDown();
                                    return "b";
                                })),
                gathered::add);
        await().atMost(LIMIT).until(() -> gathered.equals(List.of(List.of("a", "b"))));
        Gather.all(work, List.<BlockingWork.Piece<String>>of(), gathered::add);
        assertEquals(List.of(), gathered.get(1));
    }

    @Test
    void shouldNotBeginPeriodicWorkTwice() {
        var begun = new AtomicInteger();
        Periodic.every(
                Duration.ofMillis(5),
                timer,
                work,
                piece(
                        Duration.ofMillis(20),
                        () -> {
                            begun.incrementAndGet();
                            return hang();
                        }));
        awaitResults("failed: no result within 20 ms");
        assertEquals(1, begun.get());
        release.countDown();
        await().atMost(LIMIT).until(() -> begun.get() > 2);
    }

    /** Not moved by an interrupt, as a socket would not be. */
    private String hang() {
        boolean interrupted = false;
        while (true) {
            try {
                release.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return "hung";
    }

    private BlockingWork.Piece<String> piece(Duration limit, BlockingWork.Work<String> body) {
        return new BlockingWork.Piece<>(
                "piece", limit, body, reason -> "failed: " + reason, results::add, late::add);
    }

    private void awaitResults(String... expected) {
        await().atMost(LIMIT).until(() -> results.equals(List.of(expected)));
    }
}
