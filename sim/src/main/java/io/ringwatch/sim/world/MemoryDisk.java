package io.ringwatch.sim.world;

import io.ringwatch.files.Files;
import io.ringwatch.sim.plan.Span;
import org.jspecify.annotations.Nullable;

/**
 * The disk that is gone with the power: management files and flag. If it is full, the agent keeps
 * what is new and tries again every second; the flag is an empty file, for which there is room.
 */
final class MemoryDisk {
    private static final Span RETRY = Span.ms(0, 1_000);

    private final Fabric fabric;
    private @Nullable Files files;
    private @Nullable Files waiting;
    private Files held = Files.NONE;
    private boolean flag;
    private boolean full;

    MemoryDisk(Fabric fabric) {
        this.fabric = fabric;
    }

    /** What an agent that starts now finds; {@code null} if there is nothing. */
    @Nullable Files files() {
        return files;
    }

    /** The newest files that the agent stored or wanted to; {@link Files#NONE} if none. */
    Files held() {
        return held;
    }

    void store(Files newest) {
        held = newest;
        if (full) {
            waiting = newest;
        } else {
            waiting = null;
            files = newest;
        }
    }

    void full(boolean isFull) {
        full = isFull;
        if (!isFull) {
            fabric.after(RETRY, this::retry);
        }
    }

    private void retry() {
        if (!full && waiting != null) {
            files = waiting;
            waiting = null;
        }
    }

    /** The agent is gone, and what it kept for the disk with it. */
    void agentGone() {
        waiting = null;
    }

    boolean flag() {
        return flag;
    }

    void flag(boolean present) {
        flag = present;
    }

    /** The power is gone. */
    void clear() {
        files = null;
        waiting = null;
        held = Files.NONE;
        flag = false;
    }
}
