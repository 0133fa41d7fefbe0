package io.ringwatch.codec;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes values of any record or sealed type from a seed, so that a new record is tested without a
 * new test.
 */
final class Samples {
    private static final int TRIES_MAX = 1000;
    private static final String[] STRINGS = {
        "", "ftp", "web1 does not answer", "\u00e9\u6f22\ud83d\ude00", "a\u0000b"
    };
    private static final long[] LONGS = {
        0, 1, -1, 63, 64, -64, -65, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE
    };
    private static final int[] INTS = {
        0, 1, 2, 3, -1, 65_535, Integer.MAX_VALUE, Integer.MIN_VALUE
    };
    private static final double[] DOUBLES = {0, -0.0, 1.5, Double.NaN, Double.MAX_VALUE};

    private final Random random;

    Samples(long seed) {
        random = new Random(seed);
    }

    <T> T next(Class<T> type) {
        return type.cast(value(type));
    }

    /** All records of a sealed type, those within inner sealed types too. */
    static List<Class<?>> recordsOf(Class<?> type) {
        if (type.isRecord()) {
            return List.of(type);
        }
        return Arrays.stream(type.getPermittedSubclasses())
                .flatMap(t -> recordsOf(t).stream())
                .toList();
    }

    private Object value(Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return INTS[random.nextInt(INTS.length)];
        }
        if (type == long.class || type == Long.class) {
            return random.nextBoolean() ? LONGS[random.nextInt(LONGS.length)] : random.nextLong();
        }
        if (type == boolean.class || type == Boolean.class) {
            return random.nextBoolean();
        }
        if (type == double.class) {
            return DOUBLES[random.nextInt(DOUBLES.length)];
        }
        if (type == String.class) {
            return STRINGS[random.nextInt(STRINGS.length)];
        }
        if (type == byte[].class) {
            var bytes = new byte[random.nextInt(5)];
            random.nextBytes(bytes);
            return bytes;
        }
        if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return constants[random.nextInt(constants.length)];
        }
        if (type.isRecord()) {
            return recordOf(type);
        }
        List<Class<?>> leaves = recordsOf(type);
        return value(leaves.get(random.nextInt(leaves.size())));
    }

    private @Nullable Object value(AnnotatedType type) {
        boolean nullable =
                Arrays.stream(type.getAnnotations()).anyMatch(a -> a instanceof Nullable);
        if (nullable && random.nextBoolean()) {
            return null;
        }
        if (type.getType() instanceof Class<?> raw) {
            return value(raw);
        }
        AnnotatedType[] arguments =
                ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments();
        Class<?> raw = (Class<?>) ((ParameterizedType) type.getType()).getRawType();
        if (raw == Optional.class) {
            return random.nextBoolean()
                    ? Optional.ofNullable(value(arguments[0]))
                    : Optional.empty();
        }
        int size = random.nextInt(4);
        var values = new ArrayList<@Nullable Object>();
        var map = new TreeMap<String, @Nullable Object>();
        for (int i = 0; i < size; i++) {
            Object value = value(arguments[arguments.length - 1]);
            values.add(value);
            map.put(STRINGS[random.nextInt(STRINGS.length)], value);
        }
        return raw == Map.class ? map : values;
    }

    /** Some records refuse some components: draw again. */
    private Object recordOf(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        for (int i = 0; i < TRIES_MAX; i++) {
            Object[] values =
                    Arrays.stream(components).map(c -> value(c.getAnnotatedType())).toArray();
            try {
                Constructor<?> constructor = type.getDeclaredConstructor(types);
                constructor.trySetAccessible();
                return constructor.newInstance(values);
            } catch (InvocationTargetException refused) {
                continue;
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(e);
            }
        }
        throw new AssertionError(
                "no components that " + type + " takes in " + TRIES_MAX + " draws");
    }
}
