package io.ringwatch.demo.world;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A connection to a VIP, forwarded to its holder; silent while it has none. */
final class Passage {
    /** How long a connection that nobody answers stays open. */
    private static final long SILENT_NS = 3_000_000_000L;

    private final int server;
    private final boolean fromClient;
    private final SocketChannel client;
    private final Claims.@Nullable Claim claim;
    private final long openedNs = System.nanoTime();
    private @Nullable SocketChannel target;
    private @Nullable Half up;
    private @Nullable Half down;

    Passage(int server, boolean fromClient, SocketChannel client, Claims.@Nullable Claim claim) {
        this.server = server;
        this.fromClient = fromClient;
        this.client = client;
        this.claim = claim;
    }

    int server() {
        return server;
    }

    boolean fromClient() {
        return fromClient;
    }

    /** Begins to connect to the holder. */
    void open(Selector selector, InetSocketAddress from, int port) throws IOException {
        if (claim == null) {
            return;
        }
        SocketChannel channel = SocketChannel.open();
        target = channel;
        channel.configureBlocking(false);
        channel.bind(from);
        channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
        channel.register(selector, SelectionKey.OP_CONNECT, this);
        if (channel.connect(new InetSocketAddress(claim.target(), port))) {
            connected(selector);
        }
    }

    /** Carries on with what a channel is ready for. */
    void ready(SelectionKey key, Selector selector) throws IOException {
        SocketChannel channel = target;
        if (channel == null) {
            return;
        }
        if (key.isConnectable() && channel.finishConnect()) {
            connected(selector);
        }
        pump(selector);
    }

    private void connected(Selector selector) throws IOException {
        SocketChannel channel = target;
        if (channel != null && up == null) {
            up = new Half(client, channel);
            down = new Half(channel, client);
            pump(selector);
        }
    }

    private void pump(Selector selector) throws IOException {
        SocketChannel channel = target;
        Half upward = up;
        Half downward = down;
        if (channel == null || upward == null || downward == null) {
            return;
        }
        upward.move();
        downward.move();
        if (upward.isDone() && downward.isDone()) {
            close();
            return;
        }
        client.register(selector, interest(upward, downward), this);
        channel.register(selector, interest(downward, upward), this);
    }

    private static int interest(Half outgoing, Half incoming) {
        return (outgoing.wantsRead() ? SelectionKey.OP_READ : 0)
                | (incoming.wantsWrite() ? SelectionKey.OP_WRITE : 0);
    }

    /** Whether it must be cut: its holder is another, or nobody came for long. */
    boolean isStale(Claims.@Nullable Claim now, long nowNs) {
        Claims.Claim then = claim;
        if (then == null) {
            return nowNs - openedNs > SILENT_NS;
        }
        return now == null
                || now.machine() != then.machine()
                || !now.target().equals(then.target());
    }

    boolean isClosed() {
        return !client.isOpen();
    }

    void close() throws IOException {
        client.close();
        if (target != null) {
            target.close();
        }
    }
}
