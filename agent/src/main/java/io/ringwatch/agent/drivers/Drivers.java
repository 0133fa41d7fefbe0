package io.ringwatch.agent.drivers;

import java.util.List;

/**
 * The drivers of one agent. Blocking methods are called on a bounded pool, never on the member's
 * thread.
 */
public interface Drivers extends AutoCloseable {
    Vips vips();

    VirtualServers virtualServers();

    Power power();

    Fences fences();

    Services services();

    NetworkExamination network();

    /**
     * Memory that suspended originals have and the next virtual server would use, kB: it counts as
     * available to it.
     */
    default long reservedKb() {
        return 0;
    }

    /**
     * One digest of all installation procedures here, 0 if none is used here or they are unread.
     */
    default int proceduresDigest() {
        return 0;
    }

    /** What does not work at present, a line each; shown by {@code status}. */
    default List<String> problems() {
        return List.of();
    }

    @Override
    void close();
}
