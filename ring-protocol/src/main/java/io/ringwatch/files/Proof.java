package io.ringwatch.files;

/** Why it is certain that the last holder of a VIP holds it no more (design, section 6). */
public enum Proof {
    NONE,
    /** The holder itself gave it up, and wrote that down. */
    RELEASED,
    /** A power fence says that the holder is off. */
    FENCED,
    /** The holder's lease has surely run out. */
    EXPIRED,
    /** An operator said so. */
    CONFIRMED
}
