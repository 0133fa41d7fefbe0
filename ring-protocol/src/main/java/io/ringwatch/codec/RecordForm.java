package io.ringwatch.codec;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The components of a record, one after the other. */
final class RecordForm implements Form {
    private final Class<?> type;
    private final Constructor<?> constructor;
    private final Method[] accessors;
    private final Form[] forms;

    private RecordForm(
            Class<?> type, Constructor<?> constructor, Method[] accessors, Form[] forms) {
        this.type = type;
        this.constructor = constructor;
        this.accessors = accessors;
        this.forms = forms;
    }

    static RecordForm of(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        var types = new Class<?>[components.length];
        var accessors = new Method[components.length];
        var forms = new Form[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            accessors[i] = reachable(type, components[i].getAccessor());
            forms[i] = Forms.of(components[i].getAnnotatedType());
        }
        try {
            Constructor<?> canonical = reachable(type, type.getDeclaredConstructor(types));
            return new RecordForm(type, canonical, accessors, forms);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(
                    "a record without its canonical constructor: " + type, e);
        }
    }

    private static <T extends AccessibleObject> T reachable(Class<?> type, T member) {
        if (!member.trySetAccessible()) {
            throw new IllegalStateException(
                    type.getName() + " must be public in an exported package to have a wire form");
        }
        return member;
    }

    @Override
    public void write(@Nullable Object value, ByteSink out) {
        Object record = Scalars.as(type, value);
        out.enter();
        for (int i = 0; i < forms.length; i++) {
            Object component = component(record, accessors[i]);
            if (component == null && !(forms[i] instanceof Containers.MaybeNull)) {
                throw new IllegalArgumentException(
                        type.getSimpleName() + "." + accessors[i].getName() + " is null");
            }
            forms[i].write(component, out);
        }
        out.leave();
    }

    private @Nullable Object component(Object record, Method accessor) {
        try {
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("accessor of a record failed: " + accessor, e);
        }
    }

    @Override
    public Object read(ByteSource in) {
        in.enter();
        @Nullable Object[] components = new @Nullable Object[forms.length];
        for (int i = 0; i < forms.length; i++) {
            components[i] = forms[i].read(in);
        }
        in.leave();
        return construct(components, in);
    }

    private Object construct(@Nullable Object[] components, ByteSource in) {
        try {
            return constructor.newInstance(components);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                IllegalArgumentException malformed =
                        in.malformed("not a " + type.getSimpleName() + ": " + refused.getMessage());
                malformed.initCause(refused);
                throw malformed;
            }
            throw new IllegalStateException("constructor of a record failed: " + type, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "constructor of a record failed: " + type + Arrays.toString(components), e);
        }
    }
}
