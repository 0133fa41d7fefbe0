package io.ringwatch.agent.daemon;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Does a piece of work again and again; one that is not done yet is not begun a second time. */
final class Periodic {
    private Periodic() {}

    static <T> void every(
            Duration period,
            ScheduledExecutorService timer,
            BlockingWork work,
            BlockingWork.Piece<T> piece) {
        var running = new AtomicBoolean();
        var begun = new AtomicBoolean();
        var once =
                new BlockingWork.Piece<>(
                        piece.name(),
                        piece.limit(),
                        () -> {
                            begun.set(true);
                            try {
                                return piece.work().run();
                            } finally {
                                running.set(false);
                            }
                        },
                        piece.failure(),
                        result -> {
                            // Refused, or its limit was over before a thread was free.
                            if (!begun.get()) {
                                running.set(false);
                            }
                            piece.done().accept(result);
                        });
        Runnable begin =
                () -> {
                    if (running.compareAndSet(false, true)) {
                        begun.set(false);
                        work.run(once);
                    }
                };
        var unused =
                timer.scheduleWithFixedDelay(
                        begin, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }
}
