package io.ringwatch.message;

/** What members say to each other. */
public sealed interface Message {
    /** Placeholder until the first real message. */
    record Nothing() implements Message {}
}
