package io.ringwatch.sim.plan;

import java.util.Optional;

/** What a random plan is made of. */
enum Trouble {
    POWER(6),
    BLACKOUT(3),
    RESTART(5),
    STILLNESS(4),
    AGENT(5),
    SERVICE(5),
    START(2),
    UNPLUG(4),
    CUT(4),
    SPLIT(4),
    WEATHER(4),
    LATENCY(3),
    MUTE(4),
    GATEWAY(3),
    GUESTS(4),
    GUEST(3),
    FENCE(3),
    WAKE(2),
    DISK(3),
    RECORD(1),
    MEMORY(2),
    CLOCK(4),
    CONFLICT(1),
    OPERATOR(4),
    ERROR(3),
    REMOVAL(2),
    CONFIRMATION(3),
    FENCE_LIES(Waiver.FENCE_LIES),
    CONFIRMED_FALSELY(Waiver.CONFIRMED_FALSELY),
    MACHINE_PAUSED(Waiver.MACHINE_PAUSED);

    private static final int WAIVED_WEIGHT = 4;

    private final int weightMax;
    private final Optional<Waiver> waiver;

    Trouble(int weightMax) {
        this.weightMax = weightMax;
        this.waiver = Optional.empty();
    }

    Trouble(Waiver waiver) {
        this.weightMax = WAIVED_WEIGHT;
        this.waiver = Optional.of(waiver);
    }

    /** How many times likelier than the rarest one it may be. */
    int weightMax() {
        return weightMax;
    }

    /** Which exception it needs, if any. */
    Optional<Waiver> waiver() {
        return waiver;
    }

    boolean needsFence() {
        return this == FENCE || this == FENCE_LIES;
    }
}
