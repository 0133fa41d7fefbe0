package io.ringwatch.agent.peers;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.ScheduledFuture;
import io.ringwatch.ring.Network;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connection over which this member sends to one other on one network. It is dialled again and
 * again until closed. Belongs to the event loop.
 *
 * <pre>
 *   WAITING --- back-off over, or the peer said hello ---> DIALLING --- welcome ---> READY
 *      ^                                                      |                        |
 *      +--- refused, lost, silent, does not read -------------+------------------------+
 * </pre>
 */
final class Link {
    /** The first pause; a member that comes back says hello, which ends any pause. */
    static final long BACKOFF_NS_MIN = TimeUnit.MILLISECONDS.toNanos(100);

    /** After a network was down all are to hear each other before anybody draws conclusions. */
    static final long BACKOFF_NS_MAX = TimeUnit.SECONDS.toNanos(1);

    private static final int CONNECT_LIMIT_MS = 1000;

    /** A dialling older than that is begun anew when the peer says hello: its SYN was lost. */
    private static final long STALE_DIALLING_NS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final long NEVER = Long.MAX_VALUE;

    private final Endpoint here;
    private final Peer peer;
    private final Network network;
    private final String source;
    private final Bootstrap bootstrap;
    private volatile @Nullable Channel channel;
    private @Nullable ScheduledFuture<?> retry;
    private boolean closed;
    private volatile boolean ready;
    private boolean unflushed;
    private long dialledAtNs;
    private long backoffNs = BACKOFF_NS_MIN;
    private long remoteEpoch;
    private long lastSequence;
    private long saidAtNs;
    private long unansweredSinceNs = NEVER;
    private long unwritableSinceNs = NEVER;

    Link(Endpoint here, Peer peer, Network network) {
        this.here = here;
        this.peer = peer;
        this.network = network;
        source = here.name(peer.number()) + " on " + network;
        // The own address of this network, so that the other side can tell who dials.
        var local = new InetSocketAddress(here.address(here.own, network), 0);
        bootstrap =
                new Bootstrap()
                        .group(here.loop)
                        .channel(NioSocketChannel.class)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_LIMIT_MS)
                        .option(ChannelOption.ALLOCATOR, here.allocator)
                        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, Endpoint.UNSENT_BYTES)
                        .localAddress(local)
                        .remoteAddress(here.socket(peer.number(), network));
    }

    boolean isReady() {
        return ready;
    }

    /** Bytes taken for sending that the kernel has not taken yet. */
    long unsentBytes() {
        Channel current = channel;
        var unsent = current == null ? null : current.unsafe().outboundBuffer();
        return unsent == null ? 0 : unsent.totalPendingWriteBytes();
    }

    void dial() {
        stopWaiting();
        if (closed || channel != null) {
            return;
        }
        dialledAtNs = System.nanoTime();
        ChannelFuture dialling = bootstrap.clone().handler(new Answers()).connect();
        channel = dialling.channel();
        dialling.addListener(
                done -> {
                    if (!done.isSuccess()) {
                        lost(dialling.channel());
                    }
                });
    }

    /** The peer has said hello under this epoch, so it can be reached now. */
    void hurry(long epoch) {
        boolean stale =
                ready ? remoteEpoch != epoch : System.nanoTime() - dialledAtNs > STALE_DIALLING_NS;
        if (channel == null || stale) {
            backoffNs = BACKOFF_NS_MIN;
            abandon();
            dial();
        }
    }

    /** Writes a message without flushing; drops it if there is no connection or it is clogged. */
    void send(long sequence, byte[] payload) {
        Channel current = channel;
        if (!ready || current == null) {
            return;
        }
        if (!current.isWritable()) {
            here.counters.dropped.increment();
            return;
        }
        long step = sequence - lastSequence;
        int length = Wire.varintBytes(step) + payload.length;
        ByteBuf frame = here.allocator.ioBuffer(Wire.varintBytes(length) + length);
        Wire.writeVarint(frame, length);
        Wire.writeVarint(frame, step);
        frame.writeBytes(payload);
        lastSequence = sequence;
        here.counters.on(network).messagesSent.increment();
        write(current, frame);
        unflushed = true;
    }

    void flush() {
        Channel current = channel;
        if (unflushed && current != null) {
            current.flush();
        }
        unflushed = false;
    }

    /** Once a second: notices a peer that is gone, or does not read, without saying so. */
    void tick(long nowNs) {
        Channel current = channel;
        if (!ready || current == null) {
            return;
        }
        if (current.isWritable()) {
            unwritableSinceNs = NEVER;
        } else if (unwritableSinceNs == NEVER) {
            unwritableSinceNs = nowNs;
        }
        if (isOver(unansweredSinceNs, nowNs)) {
            giveUp("nothing heard for " + seconds(nowNs - unansweredSinceNs));
        } else if (isOver(unwritableSinceNs, nowNs)) {
            giveUp("does not read, for " + seconds(nowNs - unwritableSinceNs));
        } else if (nowNs - saidAtNs >= Wire.IDLE_NS) {
            write(current, here.allocator.ioBuffer(1).writeByte(0));
            current.flush();
        }
    }

    void close() {
        closed = true;
        stopWaiting();
        abandon();
    }

    private static boolean isOver(long sinceNs, long nowNs) {
        return sinceNs != NEVER && nowNs - sinceNs >= Wire.UNANSWERED_LIMIT_NS;
    }

    private static String seconds(long ns) {
        return TimeUnit.NANOSECONDS.toSeconds(ns) + " s";
    }

    private void giveUp(String why) {
        here.counters.silent.increment();
        here.problems.note(source, why + "; the connection is dialled again");
        abandon();
        waitToDial();
    }

    private void write(Channel current, ByteBuf frame) {
        saidAtNs = System.nanoTime();
        if (unansweredSinceNs == NEVER) {
            unansweredSinceNs = saidAtNs;
        }
        here.counters.on(network).bytesSent.add(frame.readableBytes());
        var unused = current.write(frame, current.voidPromise());
    }

    private void abandon() {
        Channel old = channel;
        channel = null;
        ready = false;
        if (old != null) {
            var unused = old.close();
        }
    }

    private void lost(Channel old) {
        if (old == channel) {
            channel = null;
            ready = false;
            waitToDial();
        }
    }

    private void waitToDial() {
        if (closed || retry != null) {
            return;
        }
        long pauseNs = backoffNs / 2 + ThreadLocalRandom.current().nextLong(backoffNs / 2);
        backoffNs = Math.min(2 * backoffNs, BACKOFF_NS_MAX);
        retry = here.schedule(this::dial, pauseNs);
    }

    private void stopWaiting() {
        if (retry != null) {
            retry.cancel(false);
            retry = null;
        }
    }

    /** What comes back on the connection: one answer, then signs of life. */
    private final class Answers extends FrameReader {
        @Override
        int frameBytesMax() {
            return ready ? 0 : Wire.HELLO_BYTES_MAX;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            if (ctx.channel() != channel) {
                close(ctx);
                return;
            }
            lastSequence = peer.sequence();
            unansweredSinceNs = NEVER;
            unwritableSinceNs = NEVER;
            ByteBuf body = here.allocator.ioBuffer();
            new Hello(
                            Wire.VERSION,
                            here.config.ring().name(),
                            here.terms,
                            here.fileDigest,
                            here.own,
                            peer.number(),
                            here.epoch,
                            lastSequence)
                    .write(body);
            ByteBuf length = here.allocator.ioBuffer(2);
            Wire.writeVarint(length, body.readableBytes());
            write(ctx.channel(), length);
            write(ctx.channel(), body);
            ctx.flush();
            var unused = here.schedule(() -> endGreeting(ctx), Wire.GREETING_LIMIT_NS);
        }

        private void endGreeting(ChannelHandlerContext ctx) {
            if (ctx.channel() == channel && !ready) {
                here.counters.silent.increment();
                here.problems.note(source, "accepts connections but does not answer");
                close(ctx);
            }
        }

        @Override
        void frame(ChannelHandlerContext ctx, ByteBuf frame) throws UnreadableException {
            if (ctx.channel() != channel || ready) {
                return;
            }
            var answer = Answer.read(frame);
            if (answer.isWelcome()) {
                ready = true;
                remoteEpoch = answer.epoch();
                backoffNs = BACKOFF_NS_MIN;
                unansweredSinceNs = NEVER;
                here.problems.solved(source);
            } else {
                here.problems.note(source, "refuses this member: " + answer.refusal());
                close(ctx);
            }
        }

        @Override
        void heard(int bytes) {
            here.counters.on(network).bytesReceived.add(bytes);
            unansweredSinceNs = NEVER;
        }

        @Override
        void unreadable(String why) {
            here.counters.garbage.increment();
            here.problems.note(source, "answers with garbage: " + why);
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) throws Exception {
            super.channelInactive(ctx);
            lost(ctx.channel());
        }
    }
}
