package io.ringwatch.agent.peers;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.ringwatch.ring.Network;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A connection that another member has dialled: first its hello, then its messages. */
final class Arrival extends FrameReader {
    private final Endpoint here;
    private final Reception reception;
    private final Network network;
    private @Nullable ChannelHandlerContext ctx;
    private @Nullable InetAddress stranger;
    private @Nullable Peer peer;
    private String source = "";
    private long sequence;
    private long heardAtNs;
    private boolean unanswered;

    Arrival(Endpoint here, Reception reception, Network network) {
        this.here = here;
        this.reception = reception;
        this.network = network;
    }

    @Override
    int frameBytesMax() {
        return peer == null ? Wire.HELLO_BYTES_MAX : Wire.FRAME_BYTES_MAX;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        this.ctx = ctx;
        var remote = (InetSocketAddress) ctx.channel().remoteAddress();
        source = remote.getAddress().getHostAddress() + " on " + network;
        String refusal = reception.admit(remote.getAddress());
        if (refusal.isEmpty()) {
            stranger = remote.getAddress();
            var unused = here.schedule(this::endGreeting, Wire.GREETING_LIMIT_NS);
        } else {
            refuse(ctx, refusal);
        }
    }

    private void endGreeting() {
        if (stranger != null && ctx != null) {
            here.counters.silent.increment();
            here.problems.note(source, "connected, but did not say who it is; closed");
            close(ctx);
        }
    }

    @Override
    void frame(ChannelHandlerContext ctx, ByteBuf frame) throws UnreadableException {
        Peer known = peer;
        if (known == null) {
            greet(ctx, Hello.read(frame));
        } else if (frame.isReadable()) {
            message(known, frame);
        }
    }

    private void greet(ChannelHandlerContext ctx, Hello hello) throws UnreadableException {
        var remote = (InetSocketAddress) ctx.channel().remoteAddress();
        String refusal = reception.examine(hello, remote.getAddress());
        if (!refusal.isEmpty()) {
            refuse(ctx, refusal);
            return;
        }
        leaveStrangers();
        peer = reception.peer(hello.from());
        sequence = hello.sequence();
        source = here.name(hello.from()) + " on " + network;
        answer(ctx, Answer.WELCOME);
        peer.greeted(this, network, hello);
        String from = here.name(hello.from());
        if (hello.fileDigest() == here.fileDigest) {
            here.problems.solved(from);
        } else {
            here.problems.note(from, "has a ring file that differs from the one here");
        }
    }

    private void message(Peer known, ByteBuf frame) throws UnreadableException {
        long step = Wire.readVarint(frame);
        if (step <= 0) {
            throw new UnreadableException("a sequence number that goes back");
        }
        sequence += step;
        here.counters.on(network).messagesReceived.increment();
        if (!known.first(sequence)) {
            here.counters.duplicates.increment();
            return;
        }
        byte[] payload = new byte[frame.readableBytes()];
        frame.readBytes(payload);
        here.receiver.received(known.number(), network, payload);
    }

    private void refuse(ChannelHandlerContext ctx, String refusal) {
        here.counters.refused.increment();
        here.problems.note(source, "refused: " + refusal);
        answer(ctx, refusal);
        close(ctx);
    }

    private void answer(ChannelHandlerContext ctx, String refusal) {
        ByteBuf body = here.allocator.ioBuffer();
        new Answer(refusal, here.epoch).write(body);
        ByteBuf length = here.allocator.ioBuffer(2);
        Wire.writeVarint(length, body.readableBytes());
        say(ctx, length);
        say(ctx, body);
        ctx.flush();
    }

    private void say(ChannelHandlerContext ctx, ByteBuf bytes) {
        here.counters.on(network).bytesSent.add(bytes.readableBytes());
        var unused = ctx.write(bytes, ctx.voidPromise());
    }

    /** Once a second: a sign of life to whoever has sent something, an end to whoever is gone. */
    void tick(long nowNs) {
        ChannelHandlerContext current = ctx;
        if (current == null) {
            return;
        }
        if (nowNs - heardAtNs >= Wire.SILENCE_LIMIT_NS) {
            here.counters.silent.increment();
            here.problems.note(source, "silent; closed");
            close(current);
        } else if (unanswered && current.channel().isWritable()) {
            unanswered = false;
            say(current, here.allocator.ioBuffer(1).writeByte(0));
            current.flush();
        }
    }

    /** Another connection of the same member has taken its place. */
    void replaced() {
        if (ctx != null) {
            close(ctx);
        }
    }

    @Override
    void heard(int bytes) {
        here.counters.on(network).bytesReceived.add(bytes);
        heardAtNs = System.nanoTime();
        unanswered = peer != null;
    }

    @Override
    void unreadable(String why) {
        here.counters.garbage.increment();
        here.problems.note(source, "sends garbage: " + why + "; closed");
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        super.channelInactive(ctx);
        leaveStrangers();
        if (peer != null) {
            peer.left(this, network);
        }
    }

    private void leaveStrangers() {
        if (stranger != null) {
            reception.leave(stranger);
            stranger = null;
        }
    }
}
