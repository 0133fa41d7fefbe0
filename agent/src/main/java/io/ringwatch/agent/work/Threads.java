package io.ringwatch.agent.work;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Named threads with a timer. What fails in them is a broken invariant, and goes where those of all
 * threads go, instead of being kept in a future that nobody asks.
 */
public final class Threads extends ScheduledThreadPoolExecutor {
    public Threads(String name, int count) {
        super(
                count,
                task -> {
                    var thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                },
                // After the end nothing is done any more.
                new DiscardPolicy());
        setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Does it once. */
    public void after(Duration delay, Runnable task) {
        var unused = schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Does it again and again, the first time after one period. */
    public void every(Duration period, Runnable task) {
        long ms = period.toMillis();
        var unused = scheduleWithFixedDelay(task, ms, ms, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void afterExecute(Runnable task, @Nullable Throwable failure) {
        super.afterExecute(task, failure);
        if (failure == null && task instanceof Future<?> future && future.isDone()) {
            try {
                future.get();
            } catch (ExecutionException e) {
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e.getCause());
            } catch (CancellationException e) {
                // At the end.
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
