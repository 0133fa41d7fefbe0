package io.ringwatch.codec;

/**
 * Compact binary form of records: variable-length integers, no names, a tag byte per sealed type.
 */
public final class RecordCodec {
    private RecordCodec() {}

    /** The bytes of a value of the given record or sealed type. */
    public static <T> byte[] encode(Class<T> type, T value) {
        throw new UnsupportedOperationException();
    }

    /**
     * The value in these bytes.
     *
     * @throws IllegalArgumentException if they are not exactly one value of that type, or break a
     *     limit
     */
    public static <T> T decode(Class<T> type, byte[] bytes) {
        throw new UnsupportedOperationException();
    }
}
