package io.ringwatch.demo.world;

import io.ringwatch.demo.plan.PlannedServer;
import io.ringwatch.demo.plan.World;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/**
 * Owns the listeners of all VIPs and carries their connections to whoever the claims name; one
 * thread does it all. A connection is cut when the claim that it follows ends or changes.
 */
final class Forwarder implements Closeable {
    /** Connections at once; further ones are closed. */
    private static final int PASSAGES_MAX = 4096;

    private static final int BACKLOG = 128;
    private static final long LOOK_MS = 100;

    private record Port(int server, int port) {}

    private final Wiring wiring;
    private final Selector selector;
    private final Set<Passage> passages = new HashSet<>();
    private volatile boolean sweep;
    private long nextSweepNs;

    Forwarder(World world, Wiring wiring) throws IOException {
        this.wiring = wiring;
        selector = Selector.open();
        for (PlannedServer server : world.realServers()) {
            for (int port : world.forwardedPorts(server)) {
                ServerSocketChannel listener = ServerSocketChannel.open();
                listener.bind(new InetSocketAddress(server.vip(), port), BACKLOG);
                listener.configureBlocking(false);
                listener.register(
                        selector, SelectionKey.OP_ACCEPT, new Port(server.number(), port));
            }
        }
        wiring.onChange(this::lookAgain);
    }

    private void lookAgain() {
        sweep = true;
        selector.wakeup();
    }

    /** Forwards until it is closed. */
    void run() throws IOException {
        while (selector.isOpen()) {
            selector.select(Math.max(1, Math.min(LOOK_MS, untilNextEndMs())));
            if (!selector.isOpen()) {
                return;
            }
            Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
            while (ready.hasNext()) {
                SelectionKey key = ready.next();
                ready.remove();
                serve(key);
            }
            long nowNs = System.nanoTime();
            if (sweep || nowNs >= nextSweepNs) {
                sweep = false;
                sweep(nowNs);
                nextSweepNs = Math.min(nowNs + LOOK_MS * 1_000_000L, wiring.nextEndNs());
            }
        }
    }

    private long untilNextEndMs() {
        long nextNs = wiring.nextEndNs();
        return nextNs == Claims.NEVER
                ? LOOK_MS
                : (nextNs - System.nanoTime() + 999_999L) / 1_000_000L;
    }

    private void serve(SelectionKey key) throws IOException {
        if (!key.isValid()) {
            return;
        }
        if (key.attachment() instanceof Port port) {
            accept((ServerSocketChannel) key.channel(), port);
        } else if (key.attachment() instanceof Passage passage) {
            try {
                passage.ready(key, selector);
            } catch (IOException e) {
                // Refused, reset or gone: the client sees that its connection ends.
                passage.close();
            }
            if (passage.isClosed()) {
                passages.remove(passage);
            }
        }
    }

    private void accept(ServerSocketChannel listener, Port port) throws IOException {
        SocketChannel client = listener.accept();
        if (client == null) {
            return;
        }
        if (passages.size() >= PASSAGES_MAX) {
            client.close();
            return;
        }
        client.configureBlocking(false);
        client.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
        boolean fromClient =
                ((InetSocketAddress) client.getRemoteAddress())
                        .getAddress()
                        .getHostAddress()
                        .equals(World.CLIENTS);
        var claim = wiring.way(port.server(), fromClient).orElse(null);
        var passage = new Passage(port.server(), fromClient, client, claim);
        passages.add(passage);
        try {
            passage.open(selector, new InetSocketAddress(World.UPLINK, 0), port.port());
        } catch (IOException e) {
            // Nothing listens there.
            passage.close();
            passages.remove(passage);
        }
    }

    private void sweep(long nowNs) throws IOException {
        for (Passage passage : Set.copyOf(passages)) {
            var now = wiring.way(passage.server(), passage.fromClient()).orElse(null);
            if (passage.isStale(now, nowNs)) {
                passage.close();
                passages.remove(passage);
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : Set.copyOf(selector.keys())) {
            key.channel().close();
        }
        selector.close();
    }
}
