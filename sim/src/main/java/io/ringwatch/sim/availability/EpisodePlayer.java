package io.ringwatch.sim.availability;

import io.ringwatch.ring.Server;
import io.ringwatch.sim.plan.Chance;
import io.ringwatch.sim.plan.Span;
import io.ringwatch.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Plays one episode of a class in a world of its own: the ring forms, servers fail and are given up
 * until as many are down as the class says, the failure happens, and the world is followed until
 * everything of it is repaired.
 *
 * <p>What is skipped is waiting: a person and a repair come as soon as the ring is steady and
 * nothing but they can change anything. See {@link Episode#seconds}.
 */
final class EpisodePlayer {
    private static final long SEC = 1_000_000_000L;
    private static final long LOOK_NS = 20_000_000L;

    /** Whatever happens has been noticed by then: a tick and a half. */
    private static final long NOTICED_NS = 15 * SEC;

    /** Longer than a recovery that is given up takes: restart limit, power-on limit, and edits. */
    private static final long STEADY_LIMIT_NS = 400 * SEC;

    /** A ring without a quorum for that long does not get one by itself. */
    private static final long STUCK_NS = 40 * SEC;

    /** How often the person looks after a repair, and how many times. */
    private static final long VISIT_NS = 15 * SEC;

    private static final int VISITS_MAX = 30;

    private final AvailabilityOptions options;
    private final EpisodeClass episodes;
    private final Chance chance;
    private final World world;
    private final Trouble trouble;
    private final Attendant attendant;
    private final Strike strike;

    private EpisodePlayer(AvailabilityOptions options, EpisodeClass episodes, long seed) {
        this.options = options;
        this.episodes = episodes;
        this.chance = new Chance(seed);
        this.world =
                World.ring(episodes.servers())
                        .fences(episodes.fences())
                        .witness(episodes.witness())
                        .timing(options.timing())
                        .speeds(options.speeds())
                        .seed(seed)
                        .start();
        this.trouble = new Trouble(world);
        this.attendant = new Attendant(world, trouble);
        this.strike = new Strike(world, trouble, attendant, chance);
    }

    /**
     * A second failure within this, nanoseconds, of the first one is one episode with it: by then
     * the first server is back or was given up.
     */
    static long overlapNs(AvailabilityOptions options) {
        return options.timing().restartLimitNs() + options.timing().powerOnLimitNs() + 10 * SEC;
    }

    /**
     * Plays it.
     *
     * @throws io.ringwatch.sim.check.Violation if the ring breaks a rule of safety
     */
    static Episode play(AvailabilityOptions options, EpisodeClass episodes, long seed) {
        return new EpisodePlayer(options, episodes, seed).play();
    }

    private Episode play() {
        world.untilQuiet("60 s");
        for (int i = 0; i < episodes.down(); i++) {
            takeDown();
        }
        // Not every episode begins at the same place between two ticks.
        follow(chance.within(new Span(0, options.timing().intervalNs())));
        var brokenBefore = new TreeSet<>(attendant.broken());
        long fromNs = world.nowNs();
        happen(episodes.kind());
        if (episodes.overlapping()) {
            follow(chance.within(new Span(0, overlapNs(options))));
            happen(null);
        }
        settle();
        double personMs = -1;
        if (attendant.isStuck() && attendant.confirmDead()) {
            personMs = sinceMs(fromNs);
            settle();
        }
        double repairMs = sinceMs(fromNs);
        boolean finished = repair(brokenBefore);
        trouble.look();
        return new Episode(
                outages(fromNs, personMs, repairMs),
                personMs,
                repairMs,
                trouble.falseTakeovers(fromNs),
                finished);
    }

    private void takeDown() {
        List<String> well = List.copyOf(attendant.well());
        if (well.isEmpty()) {
            return;
        }
        strike.at(FailureKind.HARDWARE, List.of(chance.oneOf(well)));
        settle();
        if (attendant.isStuck() && attendant.confirmDead()) {
            settle();
        }
    }

    private void happen(@Nullable FailureKind asked) {
        List<String> well = List.copyOf(attendant.well());
        FailureKind kind =
                asked != null
                        ? asked
                        : History.kind(options.failures(), chance.below(1 << 30) / 0x1p30);
        List<String> names = kind.isCorrelated() ? neighbours() : one(well);
        if (names.isEmpty()) {
            return;
        }
        long lengthNs = strike.at(kind, names);
        if (lengthNs > 0) {
            follow(lengthNs);
            strike.end(kind, names.get(0));
        }
    }

    private List<String> one(List<String> well) {
        return well.isEmpty() ? List.of() : List.of(chance.oneOf(well));
    }

    /** Servers of one rack; racks are filled in ring order. */
    private List<String> neighbours() {
        List<String> names = world.ring().servers().stream().map(Server::name).toList();
        int racks = Math.max(1, names.size() / episodes.together());
        int first = episodes.together() * chance.below(racks);
        return names.subList(first, Math.min(names.size(), first + episodes.together()));
    }

    private boolean repair(Set<String> brokenBefore) {
        var now = new ArrayList<>(attendant.broken());
        now.removeAll(brokenBefore);
        now.forEach(attendant::repair);
        int back = world.ring().servers().size() - brokenBefore.size();
        for (int visit = 0; visit < VISITS_MAX; visit++) {
            if (attendant.isSteady() && attendant.well().size() >= back) {
                return true;
            }
            follow(VISIT_NS);
            attendant.attend();
            if (attendant.isStuck() && visit > 4) {
                attendant.confirmDead();
            }
        }
        return false;
    }

    /** Lets time pass until the ring is steady, or cannot become so without a person. */
    private void settle() {
        follow(NOTICED_NS);
        long limitNs = world.nowNs() + STEADY_LIMIT_NS;
        long movedNs = world.nowNs();
        boolean steadyBefore = false;
        while (world.nowNs() < limitNs) {
            boolean steady = attendant.isSteady();
            if (steady && steadyBefore) {
                return;
            }
            steadyBefore = steady;
            if (!attendant.isStuck()) {
                movedNs = world.nowNs();
            } else if (world.nowNs() - movedNs > STUCK_NS) {
                return;
            }
            follow(SEC);
        }
    }

    private void follow(long lengthNs) {
        long untilNs = world.nowNs() + lengthNs;
        while (trouble.isWatching() && world.nowNs() < untilNs) {
            world.runUntil(Math.min(untilNs, world.nowNs() + LOOK_NS));
            trouble.look();
        }
        world.runUntil(untilNs);
    }

    private double sinceMs(long fromNs) {
        return (world.nowNs() - fromNs) / 1e6;
    }

    private List<Episode.Outage> outages(long fromNs, double personMs, double repairMs) {
        var outages = new ArrayList<Episode.Outage>();
        for (Server server : world.ring().servers()) {
            for (Interval gap : trouble.outages(server.number(), fromNs)) {
                outages.add(
                        new Episode.Outage(
                                (gap.untilNs() - gap.fromNs()) / 1e6,
                                isWithin(gap, fromNs, personMs),
                                isWithin(gap, fromNs, repairMs)));
            }
        }
        return outages;
    }

    private static boolean isWithin(Interval gap, long fromNs, double ms) {
        double atNs = fromNs + ms * 1e6;
        return ms >= 0 && gap.fromNs() <= atNs && atNs < gap.untilNs();
    }
}
