package io.ringwatch.agent.peers;

import io.netty.channel.ChannelFuture;
import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.codec.RecordCodec;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Network;
import java.net.InetAddress;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Connects one member with all others over both networks. Messages may be lost, but come once:
 * whatever must arrive is repeated by the protocol. May be used from any thread.
 */
public final class Peers implements AutoCloseable {
    /** Messages handed over but not yet written; beyond that they are dropped and counted. */
    static final int OUTBOX_MAX = 4096;

    private static final long STOP_LIMIT_MS = 2000;

    private final Endpoint here;
    private final Map<Integer, Peer> peers = new HashMap<>();
    private final Map<Network, Reception> receptions = new EnumMap<>(Network.class);
    private final ArrayBlockingQueue<Parcel> outbox = new ArrayBlockingQueue<>(OUTBOX_MAX);
    private final AtomicBoolean draining = new AtomicBoolean();

    private static final class Parcel {
        final Peer to;
        final byte[] payload;

        Parcel(Peer to, byte[] payload) {
            this.to = to;
            this.payload = payload;
        }
    }

    /**
     * Nothing happens before {@link #start}.
     *
     * @param config the ring file
     * @param own number of this member
     * @param receiver is given the first copy of every message, on the event loop
     * @param counters what is counted
     */
    public Peers(RingConfig config, int own, Receiver receiver, PeerCounters counters) {
        here = new Endpoint(config, own, receiver, counters);
        for (int number : config.ring().members()) {
            if (number != own) {
                peers.put(number, new Peer(here, number));
            }
        }
        for (Network network : Network.values()) {
            receptions.put(network, new Reception(here, network, peers));
        }
    }

    /**
     * Listens on both networks and begins to dial. If one of them has no address yet, it goes on
     * with the other and tries again every second.
     *
     * @throws ListenException if it can listen on neither, or must not
     */
    public void start() throws ListenException {
        for (Network network : Network.values()) {
            refuseOpenNetwork(network);
        }
        var failed = new EnumMap<Network, Throwable>(Network.class);
        receptions.forEach(
                (network, reception) -> {
                    ChannelFuture binding = reception.listen().awaitUninterruptibly();
                    if (!binding.isSuccess()) {
                        failed.put(network, binding.cause());
                    }
                });
        if (failed.size() == receptions.size()) {
            close();
            throw new ListenException(
                    "cannot listen for peers on "
                            + here.socket(here.own, Network.SERVICE)
                            + " nor "
                            + here.socket(here.own, Network.MANAGEMENT)
                            + " (is another agent running here, or are these not this machine's"
                            + " addresses?): "
                            + failed.values());
        }
        here.execute(
                () -> {
                    failed.forEach((network, why) -> reception(network).keepTrying(why));
                    peers.values().forEach(Peer::dial);
                });
        here.loop
                .scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS)
                .addListener(Endpoint::requireSuccess);
    }

    private Reception reception(Network network) {
        Reception reception = receptions.get(network);
        if (reception == null) {
            throw new IllegalStateException("a reception per network");
        }
        return reception;
    }

    private void refuseOpenNetwork(Network network) throws ListenException {
        InetAddress address = here.address(here.own, network);
        if (!address.isLoopbackAddress() && !here.config.insecure()) {
            close();
            throw new ListenException(
                    "refusing to listen on "
                            + address.getHostAddress()
                            + ": peers are not authenticated, so anybody who reaches it could take"
                            + " over the ring; on a network that nobody else can reach, say"
                            + " 'insecure: true' in the ring file");
        }
    }

    /** Sends a message to a member over both networks. */
    public void send(int to, Message message) {
        send(to, RecordCodec.encode(Message.class, message));
    }

    /**
     * Sends a payload to a member over both networks, or drops it where there is no connection or
     * too much is waiting.
     *
     * @throws IllegalArgumentException if there is no such other member, or the payload is too long
     */
    public void send(int to, byte[] payload) {
        Peer peer = peers.get(to);
        if (peer == null || payload.length > Wire.PAYLOAD_BYTES_MAX) {
            throw new IllegalArgumentException(
                    payload.length + " bytes to member " + to + " of " + peers.keySet());
        }
        if (!outbox.offer(new Parcel(peer, payload))) {
            here.counters.dropped.increment();
        }
        drainSoon();
    }

    private void drainSoon() {
        if (draining.compareAndSet(false, true)) {
            here.execute(this::drain);
        }
    }

    /** Writes what is waiting, then flushes: one system call per connection and batch. */
    private void drain() {
        draining.set(false);
        var written = new HashSet<Peer>();
        for (int i = 0; i < OUTBOX_MAX; i++) {
            Parcel parcel = outbox.poll();
            if (parcel == null) {
                break;
            }
            parcel.to.send(parcel.payload);
            written.add(parcel.to);
        }
        written.forEach(Peer::flush);
        if (!outbox.isEmpty()) {
            drainSoon();
        }
    }

    private void tick() {
        long nowNs = System.nanoTime();
        peers.values().forEach(peer -> peer.tick(nowNs));
    }

    /** Whether messages to this other member leave over this network at the moment. */
    public boolean isConnected(int member, Network network) {
        Peer peer = peers.get(member);
        return peer != null && peer.isConnected(network);
    }

    /** What went wrong with whom within the last minute, a line each. */
    public List<String> problems() {
        return here.problems.list();
    }

    /** What is counted. */
    public PeerCounters counters() {
        return here.counters;
    }

    /** Closes all connections. */
    @Override
    public void close() {
        if (here.loop.isShuttingDown()) {
            return;
        }
        here.execute(
                () -> {
                    receptions.values().forEach(Reception::close);
                    peers.values().forEach(Peer::close);
                });
        here.loop
                .shutdownGracefully(0, STOP_LIMIT_MS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(STOP_LIMIT_MS, TimeUnit.MILLISECONDS);
    }

    /** Bytes for this member that no kernel has taken yet; for tests. */
    long unsentBytes(int member, Network network) {
        Peer peer = peers.get(member);
        return peer == null ? 0 : peer.link(network).unsentBytes();
    }
}
