package io.ringwatch.codec;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Forms of single values. */
final class Scalars {
    static final Map<Class<?>, Form> FORMS = forms();

    private Scalars() {}

    private static Map<Class<?>, Form> forms() {
        Form ofInt = new OfInt();
        Form ofLong = new OfLong();
        Form ofBoolean = new OfBoolean();
        Form ofDouble = new OfDouble();
        var forms = new HashMap<Class<?>, Form>();
        forms.put(int.class, ofInt);
        forms.put(Integer.class, ofInt);
        forms.put(long.class, ofLong);
        forms.put(Long.class, ofLong);
        forms.put(boolean.class, ofBoolean);
        forms.put(Boolean.class, ofBoolean);
        forms.put(double.class, ofDouble);
        forms.put(Double.class, ofDouble);
        forms.put(String.class, new OfString());
        forms.put(byte[].class, new OfBytes());
        return Map.copyOf(forms);
    }

    /**
     * The value as its type; the message for {@code null} names the type, the record adds its
     * component.
     */
    static <T> T as(Class<T> type, @Nullable Object value) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(
                    (value == null ? "null" : value.getClass().getName())
                            + " instead of a "
                            + type.getName());
        }
        return type.cast(value);
    }

    private static final class OfInt implements Form {
        @Override
        public void write(@Nullable Object value, ByteSink out) {
            out.putSigned(as(Integer.class, value));
        }

        @Override
        public Object read(ByteSource in) {
            long value = in.takeSigned();
            if (value != (int) value) {
                throw in.malformed("not an int: " + value);
            }
            return (int) value;
        }
    }

    private static final class OfLong implements Form {
        @Override
        public void write(@Nullable Object value, ByteSink out) {
            out.putSigned(as(Long.class, value));
        }

        @Override
        public Object read(ByteSource in) {
            return in.takeSigned();
        }
    }

    private static final class OfBoolean implements Form {
        @Override
        public void write(@Nullable Object value, ByteSink out) {
            out.put(as(Boolean.class, value) ? 1 : 0);
        }

        @Override
        public Object read(ByteSource in) {
            return in.takeBoolean();
        }
    }

    private static final class OfDouble implements Form {
        @Override
        public void write(@Nullable Object value, ByteSink out) {
            out.put(ByteBuffer.allocate(Double.BYTES).putDouble(as(Double.class, value)).array());
        }

        @Override
        public Object read(ByteSource in) {
            return ByteBuffer.wrap(in.take(Double.BYTES)).getDouble();
        }
    }

    private static final class OfString implements Form {
        @Override
        public void write(@Nullable Object value, ByteSink out) {
            try {
                ByteBuffer utf8 =
                        StandardCharsets.UTF_8
                                .newEncoder()
                                .encode(CharBuffer.wrap(as(String.class, value)));
                int length = checkLength(utf8.remaining(), RecordCodec.STRING_BYTES_MAX);
                out.putUnsigned(length);
                var bytes = new byte[length];
                utf8.get(bytes);
                out.put(bytes);
            } catch (CharacterCodingException e) {
                throw new IllegalArgumentException("a string that has no UTF-8 form", e);
            }
        }

        @Override
        public Object read(ByteSource in) {
            byte[] bytes = in.take(in.takeCount(RecordCodec.STRING_BYTES_MAX));
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            } catch (CharacterCodingException e) {
                throw in.malformed("a string that is not UTF-8");
            }
        }
    }

    private static final class OfBytes implements Form {
        @Override
        public void write(@Nullable Object value, ByteSink out) {
            byte[] bytes = as(byte[].class, value);
            out.putUnsigned(checkLength(bytes.length, RecordCodec.TOTAL_MAX));
            out.put(bytes);
        }

        @Override
        public Object read(ByteSource in) {
            return in.take(in.takeCount(RecordCodec.TOTAL_MAX));
        }
    }

    private static int checkLength(int length, int limit) {
        if (length > limit) {
            throw new IllegalArgumentException("a length of " + length + " bytes, limit " + limit);
        }
        return length;
    }

    /** By ordinal, in one byte. */
    static final class OfEnum implements Form {
        private static final int CONSTANTS_MAX = 256;

        private final Class<?> type;
        private final Object[] constants;

        OfEnum(Class<?> type) {
            this.type = type;
            this.constants = type.getEnumConstants();
            if (constants.length > CONSTANTS_MAX) {
                throw new IllegalStateException(type.getName() + " has more than 256 constants");
            }
        }

        @Override
        @SuppressWarnings("EnumOrdinal") // one byte; the order of constants is part of the form
        public void write(@Nullable Object value, ByteSink out) {
            out.put(((Enum<?>) as(type, value)).ordinal());
        }

        @Override
        public Object read(ByteSource in) {
            int ordinal = in.take();
            if (ordinal >= constants.length) {
                throw in.malformed("no " + type.getSimpleName() + " has the number " + ordinal);
            }
            return constants[ordinal];
        }
    }
}
