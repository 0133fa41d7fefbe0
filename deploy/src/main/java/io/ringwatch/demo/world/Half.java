package io.ringwatch.demo.world;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One direction of a forwarded connection: what was read and is not yet written. */
final class Half {
    private static final int BUFFER_BYTES = 16 * 1024;

    private final SocketChannel from;
    private final SocketChannel to;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private boolean ended;
    private boolean endTold;

    Half(SocketChannel from, SocketChannel to) {
        this.from = from;
        this.to = to;
    }

    /** Reads and writes what can be without waiting. */
    void move() throws IOException {
        boolean moved = true;
        while (moved) {
            moved = false;
            if (!ended && buffer.hasRemaining()) {
                int count = from.read(buffer);
                ended = count < 0;
                moved = count > 0;
            }
            buffer.flip();
            if (buffer.hasRemaining()) {
                moved |= to.write(buffer) > 0;
            }
            buffer.compact();
        }
        if (ended && buffer.position() == 0 && !endTold) {
            endTold = true;
            to.shutdownOutput();
        }
    }

    /** Whether it wants to know when its source can be read. */
    boolean wantsRead() {
        return !ended && buffer.hasRemaining();
    }

    /** Whether it wants to know when its target can be written. */
    boolean wantsWrite() {
        return buffer.position() > 0;
    }

    /** Whether all came through, the end included. */
    boolean isDone() {
        return endTold;
    }
}
