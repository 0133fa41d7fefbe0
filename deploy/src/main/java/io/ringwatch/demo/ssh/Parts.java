package io.ringwatch.demo.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The data types of RFC 4251, section 5, written one after another. */
final class Parts {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Parts number(int value) {
        bytes.writeBytes(ByteBuffer.allocate(4).putInt(value).array());
        return this;
    }

    Parts octet(int value) {
        bytes.write(value);
        return this;
    }

    Parts raw(byte[] value) {
        bytes.writeBytes(value);
        return this;
    }

    Parts string(byte[] value) {
        return number(value.length).raw(value);
    }

    Parts string(String value) {
        return string(value.getBytes(StandardCharsets.US_ASCII));
    }

    /** Unsigned bytes, the highest first, as an mpint. */
    Parts unsigned(byte[] magnitude) {
        return string(new BigInteger(1, magnitude).toByteArray());
    }

    byte[] done() {
        return bytes.toByteArray();
    }

    /** Reads a string; what breaks the limits of its packet is an error. */
    static byte[] readString(ByteBuffer from) throws IOException {
        try {
            int length = from.getInt();
            if (length < 0 || length > from.remaining()) {
                throw new IOException("a string of " + length + " bytes in " + from.remaining());
            }
            byte[] value = new byte[length];
            from.get(value);
            return value;
        } catch (BufferUnderflowException e) {
            throw new IOException("a packet is too short", e);
        }
    }
}
