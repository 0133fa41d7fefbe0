package io.ringwatch.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One byte that says which record of a sealed type follows; those of sealed types within it count
 * as its own.
 */
final class SealedForm implements Form {
    private static final int TAGS_MAX = 256;

    private final Class<?> type;
    private final Class<?>[] typeOfTag;
    private final Map<Class<?>, Integer> tagOfType;

    private SealedForm(Class<?> type, Class<?>[] typeOfTag, Map<Class<?>, Integer> tagOfType) {
        this.type = type;
        this.typeOfTag = typeOfTag;
        this.tagOfType = tagOfType;
    }

    static SealedForm of(Class<?> type) {
        var leaves = new LinkedHashSet<Class<?>>();
        collect(type, leaves);
        List<Class<?>> ordered = new ArrayList<>(leaves);
        boolean numbered = ordered.stream().anyMatch(leaf -> leaf.isAnnotationPresent(Wire.class));
        var typeOfTag = new Class<?>[TAGS_MAX];
        var tagOfType = new HashMap<Class<?>, Integer>();
        for (int i = 0; i < ordered.size(); i++) {
            Class<?> leaf = ordered.get(i);
            int tag = numbered ? wireTag(type, leaf) : i;
            if (tag < 0 || tag >= TAGS_MAX || typeOfTag[tag] != null) {
                throw new IllegalStateException(
                        "tag " + tag + " of " + leaf.getName() + " is taken or not 0..255");
            }
            typeOfTag[tag] = leaf;
            tagOfType.put(leaf, tag);
        }
        return new SealedForm(type, typeOfTag, tagOfType);
    }

    private static int wireTag(Class<?> type, Class<?> leaf) {
        Wire wire = leaf.getAnnotation(Wire.class);
        if (wire == null) {
            throw new IllegalStateException(
                    "some records of "
                            + type.getName()
                            + " have @Wire, "
                            + leaf.getName()
                            + " has not");
        }
        return wire.value();
    }

    private static void collect(Class<?> type, Set<Class<?>> leaves) {
        if (type.isRecord()) {
            leaves.add(type);
        } else if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect(permitted, leaves);
            }
        } else {
            throw new IllegalStateException("neither a record nor sealed: " + type.getName());
        }
    }

    @Override
    public void write(@Nullable Object value, ByteSink out) {
        Object record = Scalars.as(type, value);
        Integer tag = tagOfType.get(record.getClass());
        if (tag == null) {
            throw new IllegalStateException(record.getClass().getName() + " is no leaf of " + type);
        }
        out.put(tag);
        Forms.of(record.getClass()).write(record, out);
    }

    @Override
    public @Nullable Object read(ByteSource in) {
        int tag = in.take();
        Class<?> leaf = typeOfTag[tag];
        if (leaf == null) {
            throw in.malformed("no " + type.getSimpleName() + " has the tag " + tag);
        }
        return Forms.of(leaf).read(in);
    }
}
