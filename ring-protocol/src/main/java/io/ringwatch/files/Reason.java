package io.ringwatch.files;

/** Why a server was separated. */
public enum Reason {
    NONE,
    /** Its network did not answer (the paper's Nt). */
    NETWORK,
    /** A service did not answer and restarting its daemon did not help (St). */
    SERVICE,
    /** It says that it lost its own default gateway. */
    GATEWAY,
    /** It restarted faster than anybody noticed: its boot id is a new one. */
    RESTART,
    /** An operator moved its function to a virtual server. */
    MOVED,
    /** A new incarnation began without it. */
    LOST
}
