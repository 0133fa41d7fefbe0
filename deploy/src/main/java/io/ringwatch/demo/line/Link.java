package io.ringwatch.demo.line;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A lasting connection to a desk: it connects again when it ends. Sending never blocks; what waits
 * for a connection longer than the queue is deep is dropped, oldest first.
 */
public final class Link implements Closeable {
    /** Lines that may wait. */
    static final int QUEUE_MAX = 256;

    private static final long AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int CONNECT_LIMIT_MS = 2_000;

    private final InetSocketAddress desk;
    private final String greeting;
    private final Consumer<String> listener;
    private final ArrayDeque<String> queue = new ArrayDeque<>();
    private @Nullable Wire wire;
    private boolean closed;

    /**
     * Begins to connect.
     *
     * @param desk where to
     * @param greeting first line of every connection
     * @param listener takes what comes back, on the link's own thread
     */
    public Link(InetSocketAddress desk, String greeting, Consumer<String> listener) {
        this.desk = desk;
        this.greeting = greeting;
        this.listener = listener;
        start(this::read, "link reader");
        start(this::write, "link writer");
    }

    /** Sends a line when there is a connection. */
    public synchronized void send(String line) {
        if (queue.size() == QUEUE_MAX) {
            queue.removeFirst();
        }
        queue.addLast(line);
        notifyAll();
    }

    private void read() {
        while (!isClosed()) {
            try (Wire connected = connect()) {
                for (@Nullable String line = connected.read();
                        line != null;
                        line = connected.read()) {
                    listener.accept(line);
                }
            } catch (IOException e) {
                // Nobody there, or gone: try again.
            }
            rest();
        }
    }

    private Wire connect() throws IOException {
        var socket = new Socket();
        try {
            socket.connect(desk, CONNECT_LIMIT_MS);
            var connected = new Wire(socket);
            connected.send(greeting);
            synchronized (this) {
                wire = connected;
                notifyAll();
            }
            return connected;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private synchronized void rest() {
        wire = null;
        long againNs = System.nanoTime() + AGAIN_NS;
        try {
            long leftNs = AGAIN_NS;
            while (!closed && leftNs > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, leftNs);
                leftNs = againNs - System.nanoTime();
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private void write() {
        try {
            while (true) {
                Wire to;
                String line;
                synchronized (this) {
                    while (!closed && (wire == null || queue.isEmpty())) {
                        wait();
                    }
                    if (closed || wire == null) {
                        return;
                    }
                    to = wire;
                    line = queue.removeFirst();
                }
                push(to, line);
            }
        } catch (InterruptedException e) {
            // Nobody interrupts it but an end of the process.
            Thread.currentThread().interrupt();
        }
    }

    private void push(Wire to, String line) {
        try {
            to.send(line);
        } catch (IOException e) {
            // The reader sees the same and connects again; deadlines make a lost claim harmless.
            synchronized (this) {
                if (wire == to) {
                    wire = null;
                }
            }
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void close() throws IOException {
        Wire last;
        synchronized (this) {
            closed = true;
            last = wire;
            notifyAll();
        }
        if (last != null) {
            last.close();
        }
    }

    private static void start(Runnable work, String name) {
        var thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
