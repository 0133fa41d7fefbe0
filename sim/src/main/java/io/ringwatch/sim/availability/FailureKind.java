package io.ringwatch.sim.availability;

/** What goes wrong with servers over the years. */
public enum FailureKind {
    /** A part is broken: the machine is off until a person has repaired it. */
    HARDWARE(Reach.ONE),
    /** Off, and nothing is broken: whoever powers it on has it again (Nt2 of the thesis). */
    POWER(Reach.ONE),
    /** It restarts by itself (Nt1 of the thesis, Nt of the ring paper). */
    RESTART(Reach.ONE),
    /** A daemon is dead, and its restart repairs it (St1). */
    SERVICE(Reach.ONE),
    /** A daemon is dead, and only a restart of the server repairs it (St2, St). */
    STUCK(Reach.ONE),
    /** A daemon accepts and never replies; only a restart of the server repairs it. */
    HANG(Reach.ONE),
    /** It alone has lost its default gateway, until a person has plugged the cable in. */
    GATEWAY(Reach.ONE),

    /** Its agent is frozen for a moment; its services work. */
    FREEZE(Reach.TRANSIENT),
    /**
     * The path between it and the machine that watches it is cut for a moment; clients reach it.
     */
    CUT(Reach.TRANSIENT),
    /** Its link to the service network is down for a moment. */
    FLAP(Reach.TRANSIENT),
    /** Both networks lose, double and delay for a minute. */
    LOSS(Reach.TRANSIENT),

    /** A rack loses power until it is repaired. */
    RACK_POWER(Reach.MANY),
    /** The switches of a rack fail, both networks, until they are repaired. */
    RACK_SWITCH(Reach.MANY),
    /** All lose power until it is back. */
    SITE_POWER(Reach.MANY);

    private final Reach reach;

    private enum Reach {
        ONE,
        TRANSIENT,
        MANY
    }

    FailureKind(Reach reach) {
        this.reach = reach;
    }

    /** Whether it is a failure of one server, of which {@code mtbfHours} tells how often. */
    public boolean isFailureOfOne() {
        return reach == Reach.ONE;
    }

    /** Whether it passes by itself and leaves nothing broken. */
    public boolean isTransient() {
        return reach == Reach.TRANSIENT;
    }

    /** Whether several servers fail together. */
    public boolean isCorrelated() {
        return reach == Reach.MANY;
    }

    /** Whether it lasts until a person comes, with whatever method. */
    public boolean needsPerson() {
        return this == HARDWARE || this == GATEWAY || isCorrelated();
    }
}
