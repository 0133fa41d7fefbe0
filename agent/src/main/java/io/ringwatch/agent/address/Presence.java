package io.ringwatch.agent.address;

/** Where the VIPs of a server are, seen from this machine as that server. */
public enum Presence {
    /** The kernel lets none of them through: not held, lapsed, or a virtual server has them. */
    AWAY,
    /** The kernel lets them through; their addresses are not known to be up yet. */
    PASSING,
    /** They pass, and since they were claimed their addresses are up. */
    CLAIMED
}
