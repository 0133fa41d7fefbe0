package io.ringwatch.codec;

import java.util.Arrays;

/** Bytes being written, {@link RecordCodec#TOTAL_MAX} at most. */
final class ByteSink {
    private static final int FIRST_CAPACITY = 64;

    private byte[] buffer = new byte[FIRST_CAPACITY];
    private int size;
    private int depth;

    int size() {
        return size;
    }

    byte[] bytes() {
        return Arrays.copyOf(buffer, size);
    }

    void enter() {
        if (++depth > RecordCodec.DEPTH_MAX) {
            throw new IllegalArgumentException("nested deeper than " + RecordCodec.DEPTH_MAX);
        }
    }

    void leave() {
        depth--;
    }

    void put(int oneByte) {
        reserve(1);
        buffer[size++] = (byte) oneByte;
    }

    void put(byte[] bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
    }

    /** Seven bits a byte, the lowest first; the highest bit says that more follow. */
    void putUnsigned(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            put((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        put((int) rest);
    }

    /** Small numbers of either sign take few bytes: 0, -1, 1, -2 become 0, 1, 2, 3. */
    void putSigned(long value) {
        putUnsigned((value << 1) ^ (value >> 63));
    }

    private void reserve(int more) {
        if (more > RecordCodec.TOTAL_MAX - size) {
            throw new IllegalArgumentException(
                    "more than " + RecordCodec.TOTAL_MAX + " bytes in one value");
        }
        if (size + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(size + more, 2 * buffer.length));
        }
    }
}
