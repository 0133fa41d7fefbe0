package io.ringwatch.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Forms of what holds other values. */
final class Containers {
    private Containers() {}

    private static void writeSize(int size, ByteSink out) {
        if (size > RecordCodec.ELEMENTS_MAX) {
            throw new IllegalArgumentException(
                    "a size of " + size + " elements, limit " + RecordCodec.ELEMENTS_MAX);
        }
        out.putUnsigned(size);
    }

    /** One byte: is it there? */
    record MaybeNull(Form form) implements Form {
        @Override
        public void write(@Nullable Object value, ByteSink out) {
            out.put(value != null ? 1 : 0);
            if (value != null) {
                form.write(value, out);
            }
        }

        @Override
        public @Nullable Object read(ByteSource in) {
            return in.takeBoolean() ? form.read(in) : null;
        }
    }

    /** One byte: is it there? */
    record OfOptional(Form form) implements Form {
        @Override
        public void write(@Nullable Object value, ByteSink out) {
            Optional<?> optional = Scalars.as(Optional.class, value);
            out.put(optional.isPresent() ? 1 : 0);
            if (optional.isPresent()) {
                form.write(optional.get(), out);
            }
        }

        @Override
        public Object read(ByteSource in) {
            return in.takeBoolean() ? Optional.ofNullable(form.read(in)) : Optional.empty();
        }
    }

    /**
     * Size, then the elements; each takes at least a byte, or a few bytes could ask for any number
     * of objects.
     */
    record OfList(Form form) implements Form {
        @Override
        public void write(@Nullable Object value, ByteSink out) {
            List<?> list = Scalars.as(List.class, value);
            writeSize(list.size(), out);
            out.enter();
            for (Object element : list) {
                int before = out.size();
                form.write(element, out);
                if (out.size() == before) {
                    throw new IllegalArgumentException("a list of elements that take no bytes");
                }
            }
            out.leave();
        }

        @Override
        public Object read(ByteSource in) {
            int size = in.takeCount(RecordCodec.ELEMENTS_MAX);
            List<@Nullable Object> list = new ArrayList<>(size);
            in.enter();
            for (int i = 0; i < size; i++) {
                int before = in.offset();
                list.add(form.read(in));
                if (in.offset() == before) {
                    throw in.malformed("a list of elements that take no bytes");
                }
            }
            in.leave();
            return Collections.unmodifiableList(list);
        }
    }

    /** Size, then key and value in the order of the keys, which are strings. */
    record OfMap(Form key, Form value) implements Form {
        @Override
        public void write(@Nullable Object map, ByteSink out) {
            Map<?, ?> unsorted = Scalars.as(Map.class, map);
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            unsorted.forEach((k, v) -> sorted.put(Scalars.as(String.class, k), v));
            writeSize(sorted.size(), out);
            out.enter();
            sorted.forEach(
                    (k, v) -> {
                        key.write(k, out);
                        value.write(v, out);
                    });
            out.leave();
        }

        @Override
        public Object read(ByteSource in) {
            int size = in.takeCount(RecordCodec.ELEMENTS_MAX);
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            String last = null;
            in.enter();
            for (int i = 0; i < size; i++) {
                String next = Scalars.as(String.class, key.read(in));
                if (last != null && next.compareTo(last) <= 0) {
                    throw in.malformed("keys twice or out of order");
                }
                map.put(next, value.read(in));
                last = next;
            }
            in.leave();
            return Collections.unmodifiableMap(map);
        }
    }
}
