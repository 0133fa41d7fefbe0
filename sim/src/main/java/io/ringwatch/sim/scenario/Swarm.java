package io.ringwatch.sim.scenario;

import io.ringwatch.ring.Timing;
import io.ringwatch.sim.check.Quiet;
import io.ringwatch.sim.check.Violation;
import io.ringwatch.sim.plan.Chance;
import io.ringwatch.sim.plan.Plan;
import io.ringwatch.sim.plan.RandomPlan;
import io.ringwatch.sim.world.Speeds;
import io.ringwatch.sim.world.World;
import java.util.List;
import java.util.Set;

/**
 * Random worlds: of each seed a ring, a plan of faults, and after them an operator who repairs what
 * only a person can. Safety must hold all the time, and in the end everything must be as it was at
 * first.
 */
public final class Swarm {
    private static final long SEC = 1_000_000_000L;
    private static final long FORMED_NS = 12 * SEC;
    private static final long FAULTS_NS = 50 * SEC;
    private static final int FAULTS_MAX = 9;

    /** How often the operator looks; a recovery takes less than that, mostly. */
    private static final String LOOK = "15 s";

    private static final int LOOKS_MAX = 24;

    /** So often the operator leaves to the ring what the ring can repair. */
    private static final int PATIENT_LOOKS = 12;

    private Swarm() {}

    /**
     * Runs the world of this seed.
     *
     * @return the world as it is in the end
     * @throws Violation if a rule is broken, or the ring does not become quiet
     */
    public static World run(long seed) {
        var chance = new Chance(seed);
        World world = world(chance, seed);
        Plan plan =
                RandomPlan.draw(
                        chance,
                        world.ring(),
                        Set.of(),
                        FORMED_NS,
                        FAULTS_NS,
                        1 + chance.below(chance.happens(0.2) ? 3 * FAULTS_MAX : FAULTS_MAX));
        world.follow(plan);
        world.endFaults();
        for (int look = 0; look < LOOKS_MAX; look++) {
            world.run(LOOK);
            if (Quiet.missing(world).isEmpty()) {
                break;
            }
            new Operator(world).attend(look >= PATIENT_LOOKS);
        }
        world.untilQuiet("15 s");
        return world;
    }

    private static World world(Chance chance, long seed) {
        int servers = 3 + chance.below(5);
        return World.ring(servers)
                .witness(chance.happens(0.5))
                .fences(chance.happens(0.5))
                .timing(chance.happens(0.7) ? Timing.fast() : Timing.standard())
                .speeds(chance.oneOf(List.of(Speeds.usual(), Speeds.swift(), Speeds.sluggish())))
                .seed(seed)
                .start();
    }
}
