package io.ringwatch.sim.plan;

/**
 * The closed list of what may make two machines answer for one VIP although the ring did all it
 * could. Each is off in every world unless its builder permits it, and a fault that needs one is
 * refused elsewhere.
 */
public enum Waiver {
    /** A power fence says that a machine is off which is on. */
    FENCE_LIES,
    /** A person confirms that a machine is off which is on. */
    CONFIRMED_FALSELY,
    /**
     * The hypervisor of a machine stops it whole, its kernel's timers too: it may answer for a VIP
     * after its time, for at most one lease once it goes on.
     */
    MACHINE_PAUSED
}
