package io.ringwatch.ring;

/** What a server does with its VIPs when it has no lease. */
public enum Isolation {
    /** It drops them, so the end of its lease is a proof. */
    DROP,
    /** It keeps them while its own gateway answers; the end of its lease proves nothing. */
    KEEP
}
