package io.ringwatch.agent.address;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads with a name that hold nobody's end up. */
final class Threads {
    private Threads() {}

    static ScheduledThreadPoolExecutor timer(String name, int count) {
        var timer =
                new ScheduledThreadPoolExecutor(
                        count,
                        task -> {
                            var thread = new Thread(task, name);
                            thread.setDaemon(true);
                            return thread;
                        },
                        // After the end nothing is renewed.
                        new ScheduledThreadPoolExecutor.DiscardPolicy());
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return timer;
    }

    static void every(ScheduledThreadPoolExecutor timer, long periodMs, Runnable task) {
        var unused = timer.scheduleWithFixedDelay(task, periodMs, periodMs, TimeUnit.MILLISECONDS);
    }
}
