package io.ringwatch.sim.availability;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Episodes that are nearly the same: a failure in a ring that was steady before, and all until it
 * is steady again.
 *
 * @param fences whether every server has a power fence
 * @param witness whether the ring has one
 * @param servers of the ring that is played
 * @param kind what happens; null for a failure of one server of any kind, drawn by its share: the
 *     classes of rare states are not told apart any further
 * @param together how many servers fail at once
 * @param down servers that wait for repair when it happens, their functions taken over
 * @param overlapping whether a second failure of any kind comes before the ring is steady again
 */
public record EpisodeClass(
        boolean fences,
        boolean witness,
        int servers,
        @Nullable FailureKind kind,
        int together,
        int down,
        boolean overlapping) {

    /** The same in a ring of another make. */
    EpisodeClass in(Method method) {
        return new EpisodeClass(
                method.hasFences(),
                method.hasWitness(),
                servers,
                kind,
                together,
                down,
                overlapping);
    }

    /** In a few words. */
    @Override
    public String toString() {
        return "%d servers%s%s: %s%s%s%s"
                .formatted(
                        servers,
                        fences ? ", fences" : "",
                        witness ? ", witness" : "",
                        kind == null ? "any" : kind.name().toLowerCase(Locale.ROOT),
                        together > 1 ? " of " + together : "",
                        down > 0 ? " while " + down + " down" : "",
                        overlapping ? " and another" : "");
    }
}
