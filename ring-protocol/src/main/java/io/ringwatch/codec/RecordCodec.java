package io.ringwatch.codec;

import java.util.Objects;

/**
 * Compact binary form of records, the same for messages, vote records and flight records.
 *
 * <p>The components of a record follow each other in the order of their declaration, without names:
 * {@code int} and {@code long} as zigzag varints, {@code boolean} and enums (by ordinal) as one
 * byte, {@code double} as eight, strings (UTF-8) and {@code byte[]} behind their length, {@code
 * List} and {@code Map} behind their size, maps in the order of their keys, {@code Optional} and
 * what is {@code @Nullable} behind a byte that says whether it is there, and a record of a sealed
 * type behind one byte that says which ({@link Wire}). Every value has one form only, so equal
 * values have equal bytes, and a form that is not the shortest is refused.
 *
 * <p>The limits hold in both directions, and a length is compared with what is left before anything
 * is allocated for it. A type that has no such form is a fault of the program: {@link
 * IllegalStateException}.
 */
public final class RecordCodec {
    /** Bytes of a whole value, at most. */
    public static final int TOTAL_MAX = 4 * 1024 * 1024;

    /** Bytes of a string, at most. */
    public static final int STRING_BYTES_MAX = 65_535;

    /** Elements of a list or a map, at most. */
    public static final int ELEMENTS_MAX = 10_000;

    /** Records, lists and the like within each other, at most. */
    public static final int DEPTH_MAX = 64;

    private RecordCodec() {}

    /**
     * The bytes of a value of the given record or sealed type.
     *
     * @throws IllegalArgumentException if the value breaks a limit, or is {@code null} where its
     *     type does not allow it
     */
    public static <T> byte[] encode(Class<T> type, T value) {
        var out = new ByteSink();
        Forms.of(type).write(value, out);
        return out.bytes();
    }

    /**
     * The value in these bytes.
     *
     * @throws IllegalArgumentException if they are not exactly one value of that type, or break a
     *     limit; it says at which byte
     */
    public static <T> T decode(Class<T> type, byte[] bytes) {
        var in = new ByteSource(bytes);
        T value = Objects.requireNonNull(type.cast(Forms.of(type).read(in)));
        in.end();
        return value;
    }
}
