package io.ringwatch.ring;

/** The two networks of the ring; peer messages go over both and the first copy counts. */
public enum Network {
    SERVICE,
    MANAGEMENT
}
