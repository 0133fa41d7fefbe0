package io.ringwatch.sim.world;

import java.util.Arrays;
import java.util.Optional;

/** How long things take in a world, by name. */
public enum Pace {
    /** {@link Speeds#usual()}. */
    USUAL,
    /** {@link Speeds#swift()}. */
    SWIFT,
    /** {@link Speeds#sluggish()}. */
    SLUGGISH,
    /** {@link Speeds#worn()}. */
    WORN,
    /** {@link Speeds#lingering()}. */
    LINGERING;

    /** The durations. */
    public Speeds speeds() {
        return switch (this) {
            case USUAL -> Speeds.usual();
            case SWIFT -> Speeds.swift();
            case SLUGGISH -> Speeds.sluggish();
            case WORN -> Speeds.worn();
            case LINGERING -> Speeds.lingering();
        };
    }

    /** As it is written in a plan: {@code sluggish}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The pace that is written so, if there is one. */
    public static Optional<Pace> ofWord(String word) {
        return Arrays.stream(values()).filter(pace -> pace.word().equals(word)).findFirst();
    }
}
