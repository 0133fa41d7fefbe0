package io.ringwatch.sim.chaos;

import io.ringwatch.ring.FailBack;
import io.ringwatch.ring.Ring;
import io.ringwatch.sim.plan.Chance;
import io.ringwatch.sim.plan.Plan;
import io.ringwatch.sim.plan.Span;
import io.ringwatch.sim.plan.Works;
import java.util.ArrayList;
import java.util.List;

/**
 * What the people of a world have settled, and what they do on purpose: the policy of fail-back and
 * the returns that they order, and the works on servers. It is drawn from a source of its own, so
 * that the faults of a number are the same with it and without.
 */
final class Upkeep {
    private static final long SEC = 1_000_000_000L;
    private static final long SOURCE = 0x5eed_0f_90_0d_ca_7eL;
    private static final double POLICY = 0.5;
    private static final double MANUAL = 0.4;
    private static final double PER_DAY = 0.15;
    private static final double WORKS = 0.5;
    private static final int WORKS_MAX = 3;
    private static final int ORDERS_MAX = 4;
    private static final int STABLE_MAX_S = 180;

    /** A work is announced so long before what else happens, or after it began. */
    private static final long AHEAD_NS = 40 * SEC;

    /** So long after the last fault a return may be ordered. */
    private static final long ORDERED_NS = 180 * SEC;

    private final Chance chance;
    private final FailBack failBack;
    private final boolean works;

    /**
     * @param any whether there is any
     */
    Upkeep(long seed, boolean any) {
        chance = new Chance(seed ^ SOURCE);
        failBack = any && chance.happens(POLICY) ? policy() : FailBack.AUTO;
        works = any && chance.happens(WORKS);
    }

    private FailBack policy() {
        int perDay = chance.happens(PER_DAY) ? 1 + chance.below(3) : 0;
        return chance.happens(MANUAL)
                ? new FailBack(FailBack.NEVER, 0)
                : new FailBack((5 + chance.below(STABLE_MAX_S)) * SEC, perDay);
    }

    /** When servers that are well again come back. */
    FailBack failBack() {
        return failBack;
    }

    /**
     * What is done on purpose around a burst of faults.
     *
     * @param formedNs not before this, virtual time
     * @param fromNs when the burst begins
     * @param lengthNs how long it lasts
     */
    List<Plan.Step> around(Ring ring, long formedNs, long fromNs, long lengthNs) {
        var steps = new ArrayList<Plan.Step>();
        if (works) {
            for (int i = chance.below(WORKS_MAX); i >= 0; i--) {
                long atNs = fromNs - AHEAD_NS + within(AHEAD_NS + lengthNs);
                steps.addAll(Works.draw(chance, ring, Math.max(formedNs, atNs)).steps());
            }
        }
        if (failBack.mayWait()) {
            for (int i = chance.below(ORDERS_MAX); i > 0; i--) {
                long atNs = fromNs + within(lengthNs + ORDERED_NS);
                steps.addAll(Works.returns(chance, ring, atNs).steps());
            }
        }
        return steps;
    }

    private long within(long ns) {
        return chance.within(new Span(0, ns));
    }
}
