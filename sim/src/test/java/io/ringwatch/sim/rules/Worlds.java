package io.ringwatch.sim.rules;

import io.ringwatch.member.SafetyRule;
import io.ringwatch.sim.chaos.Chaos;
import io.ringwatch.sim.progress.Progress;
import io.ringwatch.sim.record.Member;
import io.ringwatch.sim.world.Profile;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The ordinary random worlds in which rules are searched for, shorter than the standard ones. */
enum Worlds {
    /** Small rings and a minute of faults: what is found there is found soonest. */
    SMALL(3, 5, Profile.FAST, 60, 1),
    /** Rings in which somebody is not in the council. */
    LARGE(8, 12, Profile.FAST, 60, 8),
    /** A long lease, so that its margins are longer than a message. */
    SLOW(3, 5, Profile.SLOW, 180, 2);

    private final Chaos.Options options;
    private final int cost;

    Worlds(int serversMin, int serversMax, Profile profile, long seconds, int cost) {
        this.options =
                new Chaos.Options(
                                1,
                                1,
                                serversMin,
                                serversMax,
                                List.of(profile),
                                seconds * 1_000_000_000L,
                                1,
                                1,
                                0,
                                true)
                        .withoutUpkeep();
        this.cost = cost;
    }

    /** So many seeds of these are played in the time of so many of the cheapest. */
    long seeds(long ofTheCheapest) {
        return Math.max(1, ofTheCheapest / cost);
    }

    Chaos.Outcome play(long seed, Set<SafetyRule> off) {
        return new Chaos(options, Member.without(off), Progress.NONE).outcome(seed).orElseThrow();
    }

    /** As the table names them. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
