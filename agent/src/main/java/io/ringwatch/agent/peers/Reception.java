package io.ringwatch.agent.peers;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.ringwatch.ring.Network;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Listens on one network, and says who may come in. Belongs to the event loop. */
final class Reception {
    /** Connections from one address that have not said who they are yet. */
    static final int STRANGERS_PER_ADDRESS_MAX = 4;

    /** The same of all addresses: a ring of hundreds that starts at once gets in within seconds. */
    static final int STRANGERS_MAX = 64;

    private static final int BACKLOG = 256;
    private static final long LISTEN_PAUSE_NS = TimeUnit.SECONDS.toNanos(1);

    private final Endpoint here;
    private final Network network;
    private final Map<Integer, Peer> peers;
    private final Set<InetAddress> members = new HashSet<>();
    private final Map<InetAddress, Integer> strangers = new HashMap<>();
    private int strangersInAll;
    private @Nullable Channel listening;
    private boolean closed;

    Reception(Endpoint here, Network network, Map<Integer, Peer> peers) {
        this.here = here;
        this.network = network;
        this.peers = peers;
        peers.keySet().forEach(number -> members.add(here.address(number, network)));
    }

    /** Begins to listen; the outcome is that of the future. */
    ChannelFuture listen() {
        var bootstrap =
                new ServerBootstrap()
                        .group(here.loop)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.ALLOCATOR, here.allocator)
                        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Endpoint.UNSENT_BYTES)
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        channel.pipeline().addLast(arrival());
                                    }
                                });
        ChannelFuture binding = bootstrap.bind(here.socket(here.own, network));
        binding.addListener(
                done -> {
                    if (done.isSuccess()) {
                        listening = binding.channel();
                        if (closed) {
                            close();
                        }
                    }
                });
        return binding;
    }

    /** Tries again until it listens: the address of a network that is down may come later. */
    void keepTrying(Throwable reason) {
        if (closed) {
            return;
        }
        String source = "listening on " + network;
        here.problems.note(source, here.socket(here.own, network) + ": " + reason.getMessage());
        var unused = here.schedule(() -> tryAgain(source), LISTEN_PAUSE_NS);
    }

    private void tryAgain(String source) {
        if (closed) {
            return;
        }
        ChannelFuture binding = listen();
        binding.addListener(
                done -> {
                    if (done.isSuccess()) {
                        here.problems.solved(source);
                    } else {
                        keepTrying(done.cause());
                    }
                });
    }

    private Arrival arrival() {
        return new Arrival(here, this, network);
    }

    void close() {
        closed = true;
        if (listening != null) {
            var unused = listening.close();
        }
    }

    /** Why a connection from this address is not let in; empty: it may say hello. */
    String admit(InetAddress address) {
        if (!members.contains(address)) {
            return "no member has this address on this network";
        }
        int there = strangers.getOrDefault(address, 0);
        if (there >= STRANGERS_PER_ADDRESS_MAX || strangersInAll >= STRANGERS_MAX) {
            return "too many connections that have not said who they are";
        }
        strangers.put(address, there + 1);
        strangersInAll++;
        return "";
    }

    /** A connection that was admitted has said who it is, or has gone. */
    void leave(InetAddress address) {
        strangers.computeIfPresent(address, (a, there) -> there > 1 ? there - 1 : null);
        strangersInAll--;
    }

    /** Why a hello is refused; empty: it is welcome. */
    String examine(Hello hello, InetAddress address) {
        if (hello.version() != Wire.VERSION) {
            return "its wire version is "
                    + Integer.toUnsignedString(hello.version())
                    + ", the one here is "
                    + Wire.VERSION
                    + ": update the older agent";
        }
        String ring = here.config.ring().name();
        if (!hello.ring().equals(ring)) {
            return "its ring is '" + hello.ring() + "', the one here is '" + ring + "'";
        }
        if (hello.terms() != here.terms) {
            return "its ring file has other members, VIPs, isolation, fences or lease than the one"
                    + " here: give all members the same file";
        }
        if (hello.to() != here.own) {
            return "it looks for member " + hello.to() + ", this is " + here.own;
        }
        if (!peers.containsKey(hello.from())) {
            return "it says that it is member " + hello.from() + ", which is no other member";
        }
        if (!here.address(hello.from(), network).equals(address)) {
            return "it says that it is " + here.name(hello.from()) + ", whose address is another";
        }
        return "";
    }

    Peer peer(int number) {
        Peer peer = peers.get(number);
        if (peer == null) {
            throw new IllegalArgumentException("no peer " + number);
        }
        return peer;
    }
}
