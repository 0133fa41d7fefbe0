package io.ringwatch.sim.plan;

import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import io.ringwatch.sim.plan.Fault.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Draws plans: each enables a random part of all troubles with random weights, so that one is full
 * of networks and the next full of disks. Every trouble ends within the plan, or is one that the
 * ring or an operator repairs, and at least two of them overlap.
 */
public final class RandomPlan {
    private static final Span MOMENT = Span.ms(50, 2_000);
    private static final Span SHORT = Span.ms(500, 20_000);
    private static final Span LONG = Span.ms(20_000, 180_000);

    /** Two that are to overlap begin at most this far from each other; less than any recovery. */
    private static final Span TOGETHER = Span.ms(0, 400);

    private final Chance chance;
    private final Troubles troubles;
    private final List<Plan.Step> steps = new ArrayList<>();

    private RandomPlan(Chance chance, Ring ring, Set<Waiver> exceptions) {
        this.chance = chance;
        this.troubles = new Troubles(chance, ring, exceptions, this::add);
    }

    /**
     * Draws a plan.
     *
     * @param ring whose servers, services and witness are broken
     * @param exceptions those that the world permits; no others are drawn
     * @param fromNs the first fault is not before this, virtual time
     * @param lengthNs and the last one begins not this much later, though its end may come after
     * @param faults how many, one at least
     */
    public static Plan draw(
            Chance chance,
            Ring ring,
            Set<Waiver> exceptions,
            long fromNs,
            long lengthNs,
            int faults) {
        var drawn = new RandomPlan(chance, ring, exceptions);
        List<Trouble> bag = drawn.bag(ring, exceptions);
        var times = new Span(fromNs, fromNs + lengthNs);
        long atNs = fromNs;
        for (int i = 0; i < faults; i++) {
            // The second soon after the first, later ones now and then together with the last.
            if (i == 1) {
                atNs = Math.min(times.maxNs(), atNs + chance.within(TOGETHER));
            } else if (i == 0 || !chance.happens(0.25)) {
                atNs = chance.within(times);
            }
            long lastsNs = i < 2 ? chance.within(SHORT) : drawn.length();
            drawn.troubles.add(chance.oneOf(bag), atNs, lastsNs);
        }
        return new Plan(drawn.steps);
    }

    /**
     * Draws the faults of one episode: a few close to one another, which make each other worse.
     *
     * @param ring whose servers, services and witness are broken
     * @param fromNs it begins about then, virtual time
     */
    public static Plan episode(Chance chance, Ring ring, long fromNs) {
        var drawn = new RandomPlan(chance, ring, Set.of());
        boolean fences = hasFences(ring);
        var bag = new ArrayList<Episode>();
        for (Episode episode : Episode.values()) {
            if (fences || !episode.needsFence()) {
                bag.addAll(Collections.nCopies(episode.weight(), episode));
            }
        }
        new Episodes(chance, ring, drawn::add).add(chance.oneOf(bag), fromNs);
        return new Plan(drawn.steps);
    }

    private static boolean hasFences(Ring ring) {
        return ring.servers().stream().anyMatch(Server::fenced);
    }

    /** Some of the troubles, each as often as its weight says. */
    private List<Trouble> bag(Ring ring, Set<Waiver> exceptions) {
        boolean fences = hasFences(ring);
        var bag = new ArrayList<Trouble>();
        double share = 0.15 + chance.below(80) / 100.0;
        for (Trouble trouble : Trouble.values()) {
            boolean possible =
                    trouble.waiver().map(exceptions::contains).orElse(true)
                            && (fences || !trouble.needsFence());
            if (possible && chance.happens(share)) {
                int weight = 1 + chance.below(trouble.weightMax());
                bag.addAll(Collections.nCopies(weight, trouble));
            }
        }
        return bag.isEmpty() ? List.of(Trouble.POWER) : bag;
    }

    private long length() {
        return chance.within(
                switch (chance.below(8)) {
                    case 0, 1 -> MOMENT;
                    case 2 -> LONG;
                    default -> SHORT;
                });
    }

    private void add(long atNs, Kind kind, String... args) {
        steps.add(new Plan.Step(atNs, Fault.of(kind, args)));
    }
}
