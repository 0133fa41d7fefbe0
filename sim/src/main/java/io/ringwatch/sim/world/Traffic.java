package io.ringwatch.sim.world;

import io.ringwatch.codec.RecordCodec;
import io.ringwatch.message.Message;
import java.util.HashMap;
import java.util.Map;

/**
 * Messages sent by the members of a world, by kind, one copy each (the transport sends one over
 * each network). Their size is that of the codec, without the transport's frame, taken of the first
 * and of every 64th message of a kind: kinds differ much in size, messages of a kind hardly.
 */
public final class Traffic {
    private static final int SAMPLED = 64;

    private final Map<Class<?>, Kind> kinds = new HashMap<>();

    private static final class Kind {
        private long messages;
        private long bytes;
        private long size;
    }

    void sent(Message message) {
        Kind kind = kinds.computeIfAbsent(message.getClass(), k -> new Kind());
        if (kind.messages++ % SAMPLED == 0) {
            kind.size = RecordCodec.encode(Message.class, message).length;
        }
        kind.bytes += kind.size;
    }

    /** Messages sent so far. */
    public long messages() {
        return kinds.values().stream().mapToLong(kind -> kind.messages).sum();
    }

    /** Their bytes. */
    public long bytes() {
        return kinds.values().stream().mapToLong(kind -> kind.bytes).sum();
    }

    /** Messages of one kind sent so far. */
    public long messages(Class<? extends Message> kind) {
        Kind counted = kinds.get(kind);
        return counted == null ? 0 : counted.messages;
    }
}
