package io.ringwatch.demo.world;

import io.ringwatch.demo.guest.Guest;
import io.ringwatch.demo.line.Question;
import io.ringwatch.demo.plan.PlannedServer;
import io.ringwatch.demo.plan.World;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * The virtual servers of one host: suspended originals, and those that stand in for a server. An
 * original is used once; a clean one takes its place.
 */
final class GuestPool {
    private static final Duration START_LIMIT = Duration.ofSeconds(20);

    private final World world;
    private final PlannedServer host;
    private final int originals;
    private final Executor background;
    private final BiConsumer<Integer, String> died;
    private final ArrayDeque<Original> suspended = new ArrayDeque<>();
    private final Map<Integer, Original> active = new HashMap<>();
    private int started;
    private int generation;

    private record Original(Process process, String address) {}

    /**
     * @param originals how many to keep suspended
     * @param background starts them, one after another
     * @param died is told of the end of one that stood in for a server
     */
    GuestPool(
            World world,
            PlannedServer host,
            int originals,
            Executor background,
            BiConsumer<Integer, String> died) {
        this.world = world;
        this.host = host;
        this.originals = originals;
        this.background = background;
        this.died = died;
    }

    /** The machine has power: begins to start the originals. */
    synchronized void powered() {
        for (int i = 0; i < originals; i++) {
            refillLater();
        }
    }

    private void refillLater() {
        int mine = generation;
        background.execute(() -> refill(mine));
    }

    private void refill(int mine) {
        synchronized (this) {
            if (mine != generation || suspended.size() >= originals) {
                return;
            }
        }
        try {
            Original original = startOriginal();
            synchronized (this) {
                if (mine == generation) {
                    suspended.addLast(original);
                    notifyAll();
                } else {
                    original.process().destroyForcibly();
                }
            }
        } catch (IOException e) {
            // The next one that is needed is tried again; the log of the guest says why.
            System.err.println("no original server: " + e.getMessage());
        }
    }

    private Original startOriginal() throws IOException {
        int count;
        synchronized (this) {
            count = ++started;
        }
        String address = host.guestAddress(count);
        Process process =
                Child.start(
                        world,
                        host.name() + "-guest" + count,
                        Guest.class,
                        List.of(address),
                        START_LIMIT);
        Child.suspend(process);
        return new Original(process, address);
    }

    /** The power is gone, and with it all of them. */
    synchronized void lost() {
        generation++;
        suspended.forEach(o -> o.process().destroyForcibly());
        active.values().forEach(o -> o.process().destroyForcibly());
        suspended.clear();
        active.clear();
    }

    /**
     * What a preparation took.
     *
     * @param address of the virtual server
     */
    record Prepared(String address, long resumeMs, long installMs) {}

    /**
     * Resumes an original and installs a server's procedure in it.
     *
     * @throws IOException if it cannot; nothing of it is left running
     */
    Prepared prepare(PlannedServer server, Duration limit) throws IOException {
        long startNs = System.nanoTime();
        Original original = take(server.number(), limit);
        try {
            InetSocketAddress desk = world.guestDesk(original.address());
            Child.resume(original.process());
            Question.ask(desk, "PING", limit);
            long resumedNs = System.nanoTime();
            String answer = Question.ask(desk, "INSTALL " + server.number(), limit);
            if (!answer.equals("INSTALLED")) {
                throw new IOException(answer);
            }
            long installedNs = System.nanoTime();
            refillLater();
            return new Prepared(
                    original.address(),
                    (resumedNs - startNs) / 1_000_000L,
                    (installedNs - resumedNs) / 1_000_000L);
        } catch (IOException e) {
            synchronized (this) {
                active.remove(server.number(), original);
            }
            original.process().destroyForcibly();
            refillLater();
            throw e;
        }
    }

    private Original take(int server, Duration limit) throws IOException {
        long deadlineNs = System.nanoTime() + limit.toNanos();
        Original original;
        synchronized (this) {
            Original before = active.remove(server);
            if (before != null) {
                before.process().destroyForcibly();
            }
            if (suspended.isEmpty()) {
                refillLater();
            }
            awaitOriginal(deadlineNs);
            original = suspended.removeFirst();
            active.put(server, original);
        }
        var unused =
                original.process().onExit().thenAccept(p -> ended(server, original, p.exitValue()));
        return original;
    }

    private synchronized void awaitOriginal(long deadlineNs) throws IOException {
        try {
            while (suspended.isEmpty()) {
                long leftNs = deadlineNs - System.nanoTime();
                if (leftNs <= 0) {
                    throw new IOException("no original server is ready");
                }
                TimeUnit.NANOSECONDS.timedWait(this, leftNs);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void ended(int server, Original original, int exit) {
        boolean mine;
        synchronized (this) {
            mine = active.remove(server, original);
        }
        if (mine) {
            died.accept(server, "its process ended with " + exit);
        }
    }

    /** Ends the virtual server of a server; a clean suspended original takes its place. */
    synchronized void suspend(int server) {
        Original original = active.remove(server);
        if (original != null) {
            original.process().destroyForcibly();
        }
        refillLater();
    }

    /** Address of the virtual server by the server that it stands in for here. */
    synchronized Map<Integer, String> active() {
        var addresses = new TreeMap<Integer, String>();
        active.forEach((server, original) -> addresses.put(server, original.address()));
        return addresses;
    }

    /** Originals that wait suspended. */
    synchronized int suspendedCount() {
        return suspended.size();
    }
}
