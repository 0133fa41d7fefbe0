package io.ringwatch.sim.world;

import io.ringwatch.member.Event;

/** Is told what the members of a world tell. */
@FunctionalInterface
public interface Listener {
    /**
     * A member told an event.
     *
     * @param atNs virtual time, nanoseconds since the world began
     * @param member number of who told it
     * @param event what it told
     */
    void told(long atNs, int member, Event event);
}
