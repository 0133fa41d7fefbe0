package io.ringwatch.agent.peers;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * The numbers and the primitive forms of the wire. A frame is the varint length of a body, and the
 * body. From the dialling side: a hello, then messages, each of them the varint step of its
 * sequence number since the last message (or the hello) of this connection, and the payload; so a
 * small message costs two bytes more than its payload. From the other side: an answer. Empty frames
 * say "still here", in both directions.
 */
final class Wire {
    /** Raised with every change of the wire, of the messages' vocabulary included. */
    static final int VERSION = 4;

    /** Snapshots of the files are the largest messages: 256 kB hold those of over 1,000 servers. */
    static final int FRAME_BYTES_MAX = 256 * 1024;

    /** Until the hello has been accepted: less than an attacker would like to have stored. */
    static final int HELLO_BYTES_MAX = 512;

    /** Ten bytes are the longest sequence step. */
    static final int PAYLOAD_BYTES_MAX = FRAME_BYTES_MAX - 10;

    static final int TEXT_BYTES_MAX = 300;

    /** How long a hello or its answer may take. */
    static final long GREETING_LIMIT_NS = TimeUnit.SECONDS.toNanos(2);

    /** A connection on which nothing was said for so long gets an empty frame. */
    static final long IDLE_NS = TimeUnit.SECONDS.toNanos(5);

    /** How long something sent may stay without any sign of the receiver's life. */
    static final long UNANSWERED_LIMIT_NS = TimeUnit.SECONDS.toNanos(3);

    /** Three idle periods: the dialler is gone. */
    static final long SILENCE_LIMIT_NS = 3 * IDLE_NS;

    private static final int VARINT_BYTES_MAX = 10;

    private Wire() {}

    static int varintBytes(long value) {
        return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
    }

    static void writeVarint(ByteBuf out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    static long readVarint(ByteBuf in) throws UnreadableException {
        long value = 0;
        for (int i = 0; i < VARINT_BYTES_MAX; i++) {
            byte next = readByte(in);
            value |= (next & 0x7FL) << (7 * i);
            if (next >= 0) {
                return value;
            }
        }
        throw new UnreadableException("a number longer than " + VARINT_BYTES_MAX + " bytes");
    }

    static byte readByte(ByteBuf in) throws UnreadableException {
        need(in, 1);
        return in.readByte();
    }

    static long readLong(ByteBuf in) throws UnreadableException {
        need(in, Long.BYTES);
        return in.readLong();
    }

    static int readInt(ByteBuf in) throws UnreadableException {
        need(in, Integer.BYTES);
        return in.readInt();
    }

    static void writeText(ByteBuf out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, TEXT_BYTES_MAX);
        writeVarint(out, length);
        out.writeBytes(bytes, 0, length);
    }

    static String readText(ByteBuf in) throws UnreadableException {
        long length = readVarint(in);
        if (length < 0 || length > TEXT_BYTES_MAX) {
            throw new UnreadableException("a text of " + length + " bytes");
        }
        need(in, (int) length);
        return in.readCharSequence((int) length, StandardCharsets.UTF_8).toString();
    }

    static void needEnd(ByteBuf in) throws UnreadableException {
        if (in.isReadable()) {
            throw new UnreadableException(in.readableBytes() + " bytes too many");
        }
    }

    private static void need(ByteBuf in, int bytes) throws UnreadableException {
        if (in.readableBytes() < bytes) {
            throw new UnreadableException("ends " + (bytes - in.readableBytes()) + " bytes early");
        }
    }
}
