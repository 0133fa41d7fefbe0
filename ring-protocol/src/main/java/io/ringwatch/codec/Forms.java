package io.ringwatch.codec;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the form of a type, once per class. */
final class Forms {
    private static final String NULLABLE = "org.jspecify.annotations.Nullable";

    /**
     * Forms of classes; a form looks those of its parts up when it needs them, so types may contain
     * themselves.
     */
    private static final ClassValue<Form> OF_CLASS =
            new ClassValue<>() {
                @Override
                protected Form computeValue(Class<?> type) {
                    return build(type);
                }
            };

    static {
        requireNullable();
    }

    private Forms() {}

    static Form of(Class<?> type) {
        return OF_CLASS.get(type);
    }

    /** The form of a record component or type argument. */
    static Form of(AnnotatedType type) {
        Form form = ofArguments(type);
        return isNullable(type) ? new Containers.MaybeNull(form) : form;
    }

    private static Form ofArguments(AnnotatedType type) {
        if (type.getType() instanceof Class<?> raw) {
            return new Later(raw);
        }
        if (type instanceof AnnotatedParameterizedType parameterized
                && type.getType() instanceof ParameterizedType generic) {
            AnnotatedType[] arguments = parameterized.getAnnotatedActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return new Containers.OfList(of(arguments[0]));
            }
            if (generic.getRawType() == Optional.class) {
                return new Containers.OfOptional(of(arguments[0]));
            }
            if (generic.getRawType() == Map.class && arguments[0].getType() == String.class) {
                return new Containers.OfMap(of(arguments[0]), of(arguments[1]));
            }
        }
        throw new IllegalStateException("no wire form for the type " + type);
    }

    private static Form build(Class<?> type) {
        Form scalar = Scalars.FORMS.get(type);
        if (scalar != null) {
            return scalar;
        }
        if (type.isEnum()) {
            return new Scalars.OfEnum(type);
        }
        if (type.isRecord()) {
            return RecordForm.of(type);
        }
        if (type.isSealed()) {
            return SealedForm.of(type);
        }
        throw new IllegalStateException("no wire form for the type " + type.getName());
    }

    private static boolean isNullable(AnnotatedElement type) {
        return Arrays.stream(type.getAnnotations())
                .anyMatch(a -> a.annotationType().getName().equals(NULLABLE));
    }

    /**
     * Reflection is silent about annotations whose class is absent; without this one the wire form
     * would change.
     */
    private static void requireNullable() {
        try {
            Class.forName(NULLABLE, false, Forms.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the wire form needs " + NULLABLE + " at run time", e);
        }
    }

    private record Later(Class<?> type) implements Form {
        @Override
        public void write(@Nullable Object value, ByteSink out) {
            of(type).write(value, out);
        }

        @Override
        public @Nullable Object read(ByteSource in) {
            return of(type).read(in);
        }
    }
}
