package io.ringwatch.agent.store;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A value with what tells whether it is whole, and which of two is the newer one.
 *
 * @param key under which it is stored; checked too, so that it cannot stand in for another
 * @param sequence counted by the writer
 * @param payload the value
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record StoredValue(int key, long sequence, byte[] payload) {
    private static final int HEAD_BYTES = Integer.BYTES + Long.BYTES;

    byte[] bytes() {
        var buffer = ByteBuffer.allocate(HEAD_BYTES + payload.length);
        buffer.putInt(0).putLong(sequence).put(payload);
        return buffer.putInt(0, crc(key, buffer.array())).array();
    }

    /** Empty if these bytes are not exactly what was stored under this key. */
    static Optional<StoredValue> of(int key, byte @Nullable [] bytes) {
        if (bytes == null || bytes.length < HEAD_BYTES) {
            return Optional.empty();
        }
        var buffer = ByteBuffer.wrap(bytes);
        if (buffer.getInt() != crc(key, bytes)) {
            return Optional.empty();
        }
        byte[] payload = Arrays.copyOfRange(bytes, HEAD_BYTES, bytes.length);
        return Optional.of(new StoredValue(key, buffer.getLong(), payload));
    }

    private static int crc(int key, byte[] bytes) {
        var crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, key));
        crc.update(bytes, Integer.BYTES, bytes.length - Integer.BYTES);
        return (int) crc.getValue();
    }
}
