package io.ringwatch.agent.peers;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.ringwatch.ring.Network;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A plain socket that speaks to a member as somebody else would. */
final class RawPeer implements AutoCloseable {
    private static final int READ_LIMIT_MS = 20_000;

    final Socket socket = new Socket();

    /** Dials a member from the address of another one. */
    RawPeer(LoopbackRing ring, int from, int to, Network network) throws IOException {
        this(ring.socket(from, network).getAddress().getHostAddress(), ring.socket(to, network));
    }

    RawPeer(String from, InetSocketAddress to) throws IOException {
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(to);
        socket.setSoTimeout(READ_LIMIT_MS);
    }

    static Hello hello(LoopbackRing ring, int from, int to) {
        return new Hello(
                Wire.VERSION,
                ring.config.ring().name(),
                Terms.ofRing(ring.config.ring()),
                Terms.digest(ring.config.text()),
                from,
                to,
                4711,
                0);
    }

    void say(Hello hello) throws IOException {
        ByteBuf body = Unpooled.buffer();
        hello.write(body);
        frame(body);
    }

    void message(long step, String payload) throws IOException {
        ByteBuf body = Unpooled.buffer();
        Wire.writeVarint(body, step);
        body.writeBytes(payload.getBytes(StandardCharsets.UTF_8));
        frame(body);
    }

    void frame(ByteBuf body) throws IOException {
        ByteBuf frame = Unpooled.buffer();
        Wire.writeVarint(frame, body.readableBytes());
        frame.writeBytes(body);
        bytes(frame);
    }

    void bytes(ByteBuf bytes) throws IOException {
        bytes.readBytes(socket.getOutputStream(), bytes.readableBytes());
        socket.getOutputStream().flush();
    }

    Answer answer() throws IOException, UnreadableException {
        int length = socket.getInputStream().read();
        if ((length & 0x80) != 0) {
            length = (length & 0x7F) | socket.getInputStream().read() << 7;
        }
        return Answer.read(Unpooled.wrappedBuffer(socket.getInputStream().readNBytes(length)));
    }

    /** Waits until the member closes the connection, whatever it says before. */
    boolean isClosed() {
        try {
            while (socket.getInputStream().read() >= 0) {
                continue;
            }
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
