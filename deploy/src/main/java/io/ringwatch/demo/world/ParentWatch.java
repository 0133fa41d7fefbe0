package io.ringwatch.demo.world;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * Ends this process when the one that started it is gone, however it went: the pipe to standard
 * input ends then.
 */
public final class ParentWatch {
    private static final String READY = "ready";

    private ParentWatch() {}

    /**
     * Begins to watch.
     *
     * @param last what to do before the end
     */
    public static void begin(Runnable last) {
        var thread = new Thread(() -> watch(last), "parent watch");
        thread.setDaemon(true);
        thread.start();
    }

    /** Tells the parent that all listeners are there. */
    public static void ready() {
        System.out.println(READY);
        System.out.flush();
    }

    /**
     * Tells the parent that all listeners are there, and lets them serve until the process ends.
     *
     * @param listeners what serves
     */
    public static void serve(Closeable... listeners) throws IOException {
        ready();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            for (Closeable listener : listeners) {
                listener.close();
            }
        }
    }

    static boolean isReady(String line) {
        return line.equals(READY);
    }

    private static void watch(Runnable last) {
        try {
            int said = 0;
            while (said >= 0) {
                said = System.in.read();
            }
        } catch (IOException e) {
            // Gone as well.
            System.err.println("standard input: " + e.getMessage());
        } finally {
            last.run();
            Runtime.getRuntime().halt(0);
        }
    }
}
