package io.ringwatch.demo.world;

import io.ringwatch.demo.line.Link;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The machine's side of the wire: answers echoes while it has power, and says when it has none. */
final class Nic {
    private static final long OFF_SEEN_LIMIT_MS = 500;

    private final int machine;
    private @Nullable Link link;
    private boolean on;
    private @Nullable CountDownLatch offSeen;

    Nic(int machine) {
        this.machine = machine;
    }

    synchronized void plugged(Link to) {
        link = to;
    }

    /** A line came over the wire. */
    void take(String line) {
        synchronized (this) {
            if (line.equals("OFF-SEEN") && offSeen != null) {
                offSeen.countDown();
            } else if (line.startsWith("ECHO ") && on && link != null) {
                link.send("ECHOED " + line.substring("ECHO ".length()));
            }
        }
    }

    /** The machine is on or off; returns when the wire knows, since the dead do not say goodbye. */
    void power(boolean nowOn) {
        var seen = new CountDownLatch(nowOn ? 0 : 1);
        synchronized (this) {
            on = nowOn;
            offSeen = seen;
            if (link != null) {
                link.send((nowOn ? "ON " : "OFF ") + machine);
            }
        }
        try {
            if (!seen.await(OFF_SEEN_LIMIT_MS, TimeUnit.MILLISECONDS)) {
                System.err.println("the switch does not answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
