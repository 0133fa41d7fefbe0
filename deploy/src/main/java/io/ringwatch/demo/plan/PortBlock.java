package io.ringwatch.demo.plan;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of one demonstration: a block of numbers, the same on all its addresses. A listener on its
 * first port keeps other demonstrations out of it.
 */
public final class PortBlock implements Closeable {
    /** Ports in a block. */
    public static final int SIZE = 64;

    /** Below the range from which Linux takes ports for outgoing connections. */
    private static final int FIRST = 16_000;

    private static final int BLOCKS = 256;
    private static final String GUARD_ADDRESS = "127.0.13.250";

    private final ServerSocket guard;

    private PortBlock(ServerSocket guard) {
        this.guard = guard;
    }

    /**
     * Takes a free block.
     *
     * @throws IOException if all are taken
     */
    public static PortBlock take() throws IOException {
        int first = ThreadLocalRandom.current().nextInt(BLOCKS);
        IOException last = new IOException("no port block is free");
        for (int i = 0; i < BLOCKS; i++) {
            int base = FIRST + (first + i) % BLOCKS * SIZE;
            try {
                var guard = new ServerSocket(base, 1, InetAddress.getByName(GUARD_ADDRESS));
                if (isFree(base)) {
                    return new PortBlock(guard);
                }
                guard.close();
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    /** Number of its first port. */
    public int base() {
        return guard.getLocalPort();
    }

    /** Somebody who listens on all addresses is in the way on each of them. */
    private static boolean isFree(int base) throws IOException {
        InetAddress address = InetAddress.getByName("127.0.14.1");
        for (int port = base; port < base + SIZE; port++) {
            try (var probe = new ServerSocket(port, 1, address)) {
                probe.getLocalPort();
            } catch (java.net.BindException e) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        guard.close();
    }
}
