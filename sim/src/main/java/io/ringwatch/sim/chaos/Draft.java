package io.ringwatch.sim.chaos;

import io.ringwatch.ring.FailBack;
import io.ringwatch.ring.Isolation;
import io.ringwatch.ring.Ring;
import io.ringwatch.sim.plan.Chance;
import io.ringwatch.sim.plan.Plan;
import io.ringwatch.sim.plan.RandomPlan;
import io.ringwatch.sim.plan.Span;
import io.ringwatch.sim.world.Pace;
import io.ringwatch.sim.world.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is drawn from one number: a world, the faults that happen in it, and the moments at which an
 * operator looks.
 *
 * <p>Faults come in bursts, since what breaks a ring is that several things go wrong together; in
 * between it has time to recover. At least two of each first burst begin at the same moment. Many
 * bursts have an episode or two: faults that by themselves would hardly ever come so close. People
 * work on servers around some of them, and order returns.
 *
 * @param setup the world
 * @param plan the faults, at whole milliseconds
 * @param looksNs when an operator looks and repairs, in between
 * @param endNs when the faults stop
 */
record Draft(Setup setup, Plan plan, List<Long> looksNs, long endNs) {
    private static final long MS = 1_000_000L;
    private static final long SEC = 1000 * MS;
    private static final long FORMED_NS = 12 * SEC;
    private static final long REMOVED_NS = 11 * SEC;
    private static final int QUICK_MAX = 7;
    private static final int FIRST_MIN = 3;
    private static final int BURST_MAX = 9;
    private static final double KEEP = 0.15;
    private static final double EPISODE = 0.75;
    private static final int EPISODES_MAX = 3;
    private static final Span APART = new Span(0, 8 * SEC);
    private static final Span BURST = new Span(5 * SEC, 60 * SEC);
    private static final Span LOOK_AFTER = new Span(60 * SEC, 120 * SEC);

    /** The world of this seed. */
    static Draft of(long seed, Chaos.Options options) {
        var chance = new Chance(seed);
        var upkeep = new Upkeep(seed, options.upkeep());
        Setup setup = setup(chance, seed, options).withFailBack(upkeep.failBack());
        long endNs = options.faultsNs();
        var steps = new ArrayList<Plan.Step>();
        var looks = new ArrayList<Long>();
        Ring ring = setup.ring();
        int bursts = 1 + chance.below(4);
        long partNs = (endNs - FORMED_NS) / bursts;
        for (int i = 0; i < bursts; i++) {
            long fromNs = FORMED_NS + i * partNs + chance.within(new Span(0, partNs / 3));
            long lengthNs = chance.within(BURST);
            int episodes = chance.happens(EPISODE) ? 1 + chance.below(EPISODES_MAX) : 0;
            int single = chance.below(episodes == 0 ? BURST_MAX : BURST_MAX / 3);
            if (i == 0) {
                draw(chance, ring, fromNs, 0, 2, steps);
            }
            if (i == 0 || episodes == 0 || single > 0) {
                int faults = (i == 0 ? FIRST_MIN : 1) + single;
                draw(chance, ring, fromNs, lengthNs, faults, steps);
            }
            for (int k = 0; k < episodes; k++) {
                add(RandomPlan.episode(chance, ring, fromNs + chance.within(APART)), steps);
            }
            add(new Plan(upkeep.around(ring, FORMED_NS, fromNs, lengthNs)), steps);
            if (chance.happens(0.7)) {
                looks.add(fromNs + lengthNs + whole(chance.within(LOOK_AFTER)));
            }
        }
        steps.removeIf(step -> actsNs(step) > endNs);
        return new Draft(
                setup,
                new Plan(steps),
                looks.stream().map(Draft::whole).filter(at -> at < endNs).toList(),
                endNs);
    }

    private static Setup setup(Chance chance, long seed, Chaos.Options options) {
        Profile profile = chance.oneOf(options.profiles());
        // a large ring with short keepalives is mostly keepalives; of what matters it has no more
        boolean quick = profile.timing().renewalNs() < SEC && options.serversMin() <= QUICK_MAX;
        int most = quick ? Math.min(QUICK_MAX, options.serversMax()) : options.serversMax();
        int spread = Math.max(0, most - options.serversMin()) + 1;
        // the smaller the more often: most of what can go wrong does so among a few
        double share = chance.below(1_000) / 1_000.0;
        int servers = options.serversMin() + (int) (spread * share * share * share);
        return new Setup(
                servers,
                chance.happens(0.5),
                chance.happens(0.5),
                profile,
                chance.oneOf(List.of(Pace.values())),
                chance.happens(KEEP) ? Isolation.KEEP : Isolation.DROP,
                FailBack.AUTO,
                seed);
    }

    private static void draw(
            Chance chance,
            Ring ring,
            long fromNs,
            long lengthNs,
            int faults,
            List<Plan.Step> into) {
        add(RandomPlan.draw(chance, ring, Set.of(), fromNs, lengthNs, faults), into);
    }

    private static void add(Plan drawn, List<Plan.Step> into) {
        drawn.steps().forEach(step -> into.add(new Plan.Step(whole(step.atNs()), step.fault())));
    }

    /** When the last is done of what a step does; who takes a server out comes back to it. */
    private static long actsNs(Plan.Step step) {
        return step.atNs()
                + switch (step.fault().kind()) {
                    case REMOVE -> REMOVED_NS;
                    case MAINTAIN -> Trial.ORDERS_NS;
                    default -> 0;
                };
    }

    /** Whole milliseconds, so that a plan that is printed can be read again. */
    private static long whole(long ns) {
        return ns / MS * MS;
    }
}
