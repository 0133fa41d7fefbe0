package io.ringwatch.codec;

import java.util.Arrays;

/** Bytes being read, with the place in them for the message when they are malformed. */
final class ByteSource {
    private final byte[] bytes;
    private int offset;
    private int depth;

    ByteSource(byte[] bytes) {
        this.bytes = bytes;
        if (bytes.length > RecordCodec.TOTAL_MAX) {
            throw malformed("more than " + RecordCodec.TOTAL_MAX + " bytes");
        }
    }

    int offset() {
        return offset;
    }

    int remaining() {
        return bytes.length - offset;
    }

    /** The exception for bytes that are malformed here. */
    IllegalArgumentException malformed(String why) {
        return new IllegalArgumentException(
                "at byte " + offset + " of " + bytes.length + ": " + why);
    }

    void enter() {
        if (++depth > RecordCodec.DEPTH_MAX) {
            throw malformed("nested deeper than " + RecordCodec.DEPTH_MAX);
        }
    }

    void leave() {
        depth--;
    }

    void end() {
        if (remaining() > 0) {
            throw malformed(remaining() + " bytes too many");
        }
    }

    int take() {
        if (remaining() == 0) {
            throw malformed("ends too early");
        }
        return bytes[offset++] & 0xFF;
    }

    byte[] take(int count) {
        if (count > remaining()) {
            throw malformed(count + " bytes wanted, " + remaining() + " left");
        }
        offset += count;
        return Arrays.copyOfRange(bytes, offset - count, offset);
    }

    boolean takeBoolean() {
        int value = take();
        if (value > 1) {
            throw malformed("neither no (0) nor yes (1): " + value);
        }
        return value == 1;
    }

    /** A count that may not exceed the limit, nor what is left at one byte each. */
    int takeCount(int limit) {
        long count = takeUnsigned();
        if (count < 0 || count > limit) {
            throw malformed(
                    "a length or size of " + Long.toUnsignedString(count) + ", limit " + limit);
        }
        if (count > remaining()) {
            throw malformed(
                    "a length or size of " + count + ", but " + remaining() + " bytes left");
        }
        return (int) count;
    }

    long takeUnsigned() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = take();
            value |= (long) (next & 0x7F) << shift;
            if (next <= 0x7F) {
                if ((next == 0 && shift > 0) || (shift == 63 && next > 1)) {
                    throw malformed("a number that is not in its shortest form");
                }
                return value;
            }
        }
        throw malformed("a number of more than ten bytes");
    }

    long takeSigned() {
        long value = takeUnsigned();
        return (value >>> 1) ^ -(value & 1);
    }
}
