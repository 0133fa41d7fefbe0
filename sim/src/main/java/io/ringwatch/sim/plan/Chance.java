package io.ringwatch.sim.plan;

import java.util.List;
import java.util.SplittableRandom;

/** Everything random in a world comes from here, and this from the seed. Not thread-safe. */
public final class Chance {
    private final SplittableRandom random;

    public Chance(long seed) {
        this(new SplittableRandom(seed));
    }

    private Chance(SplittableRandom random) {
        this.random = random;
    }

    /** Another source, so that what one part draws does not change what another draws. */
    public Chance split() {
        return new Chance(random.split());
    }

    /** A duration of the range, nanoseconds. */
    public long within(Span span) {
        return span.minNs() == span.maxNs()
                ? span.minNs()
                : random.nextLong(span.minNs(), span.maxNs() + 1);
    }

    /** Whether something of this probability, 0 to 1, happens. */
    public boolean happens(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    /** A number from 0 to below the bound. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** One of these. */
    public <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Any number but 0. */
    public long nonZero() {
        long drawn = random.nextLong();
        return drawn != 0 ? drawn : 1;
    }
}
