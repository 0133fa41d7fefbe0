package io.ringwatch.codec;

import org.jspecify.annotations.Nullable;

/** How values of one type are written and read. */
interface Form {
    /** Writes a value; fails with {@link IllegalArgumentException} if it has no such form. */
    void write(@Nullable Object value, ByteSink out);

    /** Reads a value; fails with {@link IllegalArgumentException} if the bytes are none. */
    @Nullable Object read(ByteSource in);
}
