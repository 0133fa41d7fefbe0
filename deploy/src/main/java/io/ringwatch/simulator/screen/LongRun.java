package io.ringwatch.simulator.screen;

import io.ringwatch.agent.cli.Terminal;
import io.ringwatch.sim.progress.Progress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A long computation and the person who waits for it: shows on standard error how far it is, and
 * asks it to end early at Ctrl-C. The process then waits until what is known so far was printed,
 * and ends with {@value #INTERRUPTED}.
 */
public final class LongRun implements Progress, AutoCloseable {
    /** Exit code after Ctrl-C. */
    public static final int INTERRUPTED = 130;

    /** Whoever waits no longer than this needs no progress. */
    private static final long PATIENCE_MS = 2_000;

    private static final long LINE_MS = 250;
    private static final long PLAIN_LINE_MS = 10_000;

    /** So long after Ctrl-C the process ends in any case. */
    private static final long END_LIMIT_S = 20;

    private final long beganNs = System.nanoTime();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final CountDownLatch printed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupted, "end of a long run");
    private volatile boolean stopped;
    private volatile At at = new At("", 0, 0);
    private boolean shown;

    private record At(String what, long done, long total) {}

    private LongRun() {}

    /**
     * Begins to wait.
     *
     * @param json whether standard output is for a program; then only a terminal sees progress
     */
    public static LongRun begin(boolean json) {
        var run = new LongRun();
        Runtime.getRuntime().addShutdownHook(run.hook);
        boolean terminal = Terminal.isTerminal(2);
        if (terminal || !json) {
            var teller = new Thread(() -> run.tell(terminal), "progress");
            teller.setDaemon(true);
            teller.start();
        }
        return run;
    }

    @Override
    public void at(String what, long done, long total) {
        at = new At(what, done, total);
    }

    @Override
    public boolean isStopped() {
        return stopped;
    }

    /** Prints a part of the result while the rest is still being computed. */
    public synchronized void say(String text) {
        clear();
        System.out.print(text);
        System.out.flush();
    }

    /** The computation has ended; its result can be printed. */
    public void finish() {
        finished.countDown();
        clear();
    }

    /** Wall seconds since the beginning. */
    public double seconds() {
        return (System.nanoTime() - beganNs) / 1e9;
    }

    /** The exit code: this one, unless the run was interrupted. */
    public int exit(int code) {
        return stopped ? INTERRUPTED : code;
    }

    /** All was printed. */
    @Override
    public void close() {
        finish();
        System.out.flush();
        System.err.flush();
        printed.countDown();
        if (!stopped) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process is ending already, and the hook with it.
                stopped = true;
            }
        }
    }

    private void interrupted() {
        stopped = true;
        try {
            if (!printed.await(END_LIMIT_S, TimeUnit.SECONDS)) {
                System.err.println("ringwatch sim: ended before its result was known");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(boolean terminal) {
        long waitMs = PATIENCE_MS;
        try {
            while (!finished.await(waitMs, TimeUnit.MILLISECONDS)) {
                show(terminal);
                waitMs = terminal ? LINE_MS : PLAIN_LINE_MS;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void show(boolean terminal) {
        if (finished.getCount() == 0) {
            return;
        }
        String line = line(at, seconds(), stopped);
        System.err.print(terminal ? "\r\u001b[K" + line : line + "\n");
        System.err.flush();
        shown = terminal;
    }

    private synchronized void clear() {
        if (shown) {
            System.err.print("\r\u001b[K");
            System.err.flush();
            shown = false;
        }
    }

    private static String line(At at, double seconds, boolean stopped) {
        var line = new StringBuilder(stopped ? "ending: " : "");
        if (at.what().isEmpty()) {
            line.append("working");
        } else if (at.total() > 0) {
            line.append("%s: %,d of %,d".formatted(at.what(), at.done(), at.total()));
        } else {
            line.append("%s: %,d".formatted(at.what(), at.done()));
        }
        line.append(", ").append(Durations.rough(seconds));
        if (at.total() > 0 && at.done() > 0 && at.done() < at.total()) {
            double left = seconds * (at.total() - at.done()) / at.done();
            line.append(", about ").append(Durations.rough(left)).append(" left");
        }
        return line.toString();
    }
}
