package io.ringwatch.sim.chaos;

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
 * between it has time to recover. At least two of each first burst begin at the same moment.
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
    private static final int FIRST_MIN = 3;
    private static final int BURST_MAX = 9;
    private static final Span BURST = new Span(5 * SEC, 60 * SEC);
    private static final Span LOOK_AFTER = new Span(60 * SEC, 120 * SEC);

    /** The world of this seed. */
    static Draft of(long seed, Chaos.Options options) {
        var chance = new Chance(seed);
        Setup setup = setup(chance, seed, options);
        long endNs = options.faultsNs();
        var steps = new ArrayList<Plan.Step>();
        var looks = new ArrayList<Long>();
        Ring ring = setup.ring();
        int bursts = 1 + chance.below(4);
        long partNs = (endNs - FORMED_NS) / bursts;
        for (int i = 0; i < bursts; i++) {
            long fromNs = FORMED_NS + i * partNs + chance.within(new Span(0, partNs / 3));
            int faults = (i == 0 ? FIRST_MIN : 1) + chance.below(BURST_MAX);
            long lengthNs = chance.within(BURST);
            int together = i == 0 ? 2 : 0;
            draw(chance, ring, fromNs, 0, together, steps);
            draw(chance, ring, fromNs, lengthNs, faults, steps);
            if (chance.happens(0.7)) {
                looks.add(fromNs + lengthNs + whole(chance.within(LOOK_AFTER)));
            }
        }
        steps.removeIf(step -> step.atNs() > endNs);
        return new Draft(
                setup,
                new Plan(steps),
                looks.stream().map(Draft::whole).filter(at -> at < endNs).toList(),
                endNs);
    }

    private static Setup setup(Chance chance, long seed, Chaos.Options options) {
        Profile profile = chance.oneOf(options.profiles());
        int most = profile.timing().renewalNs() < SEC ? 7 : options.serversMax();
        int spread = Math.max(0, Math.min(most, options.serversMax()) - options.serversMin()) + 1;
        // the smaller the more often: most of what can go wrong does so among a few
        double share = chance.below(1_000) / 1_000.0;
        int servers = options.serversMin() + (int) (spread * share * share * share);
        return new Setup(
                servers,
                chance.happens(0.5),
                chance.happens(0.5),
                profile,
                chance.oneOf(List.of(Pace.values())),
                seed);
    }

    private static void draw(
            Chance chance,
            Ring ring,
            long fromNs,
            long lengthNs,
            int faults,
            List<Plan.Step> into) {
        RandomPlan.draw(chance, ring, Set.of(), fromNs, lengthNs, faults)
                .steps()
                .forEach(step -> into.add(new Plan.Step(whole(step.atNs()), step.fault())));
    }

    /** Whole milliseconds, so that a plan that is printed can be read again. */
    private static long whole(long ns) {
        return ns / MS * MS;
    }
}
