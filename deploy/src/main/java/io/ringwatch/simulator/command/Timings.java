package io.ringwatch.simulator.command;

import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Timing;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The profiles of a ring file. */
enum Timings {
    PAPER,
    DEFAULT,
    FAST;

    /** Its durations. */
    Timing timing() {
        return switch (this) {
            case PAPER -> Timing.paper();
            case DEFAULT -> Timing.standard();
            case FAST -> Timing.fast();
        };
    }

    /** The same ring with this timing. */
    Ring of(Ring ring) {
        return new Ring(ring.name(), ring.servers(), ring.witness(), timing());
    }

    /** Its name on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Timings> of(String word) {
        return Arrays.stream(values()).filter(t -> t.word().equals(word)).findFirst();
    }

    /** The profile with exactly this timing, {@code own timing} if there is none. */
    static String nameOf(Timing timing) {
        return Arrays.stream(values())
                .filter(t -> t.timing().equals(timing))
                .map(Timings::word)
                .findFirst()
                .orElse("own timing");
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Timings::word).toList();
    }
}
