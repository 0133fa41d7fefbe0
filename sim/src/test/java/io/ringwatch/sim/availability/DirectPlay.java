package io.ringwatch.sim.availability;

import io.ringwatch.ring.Server;
import io.ringwatch.sim.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Failures one after another in one world, in continuous virtual time in which nothing is skipped:
 * repairs, persons and quiet take their time.
 */
final class DirectPlay {
    private static final long SEC = 1_000_000_000L;
    private static final long LOOK_NS = 20_000_000L;
    private static final long VISIT_NS = 15 * SEC;
    private static final long STUCK_NS = 40 * SEC;

    private final AvailabilityOptions options;
    private final SplittableRandom random;
    private final World world;
    private final Trouble trouble;
    private final Attendant attendant;
    private final Strike strike;
    private final Map<String, Long> failsNs = new HashMap<>();
    private final TreeMap<Long, String> repairs = new TreeMap<>();
    private long stuckSinceNs = -1;
    private int failures;

    DirectPlay(AvailabilityOptions options, Method method, long seed) {
        this.options = options;
        this.random = new SplittableRandom(seed);
        this.world =
                World.ring(options.servers())
                        .fences(method.hasFences())
                        .witness(method.hasWitness())
                        .timing(options.timing())
                        .speeds(options.speeds())
                        .seed(seed)
                        .start();
        this.trouble = new Trouble(world);
        this.attendant = new Attendant(world, trouble);
        this.strike = new Strike(world, trouble, attendant, new io.ringwatch.sim.plan.Chance(seed));
    }

    /** Plays so long; the outages of all servers, seconds. */
    List<Double> play(double hours) {
        world.untilQuiet("60 s");
        long fromNs = world.nowNs();
        long untilNs = fromNs + ns(hours);
        long visitNs = fromNs;
        servers().forEach(name -> failsNs.put(name, nextNs()));
        while (world.nowNs() < untilNs) {
            world.runUntil(world.nowNs() + (trouble.isWatching() ? LOOK_NS : SEC / 4));
            trouble.look();
            failWhatIsDue();
            while (!repairs.isEmpty() && repairs.firstKey() <= world.nowNs()) {
                attendant.repair(repairs.pollFirstEntry().getValue());
            }
            if (world.nowNs() - visitNs >= VISIT_NS) {
                visitNs = world.nowNs();
                attendant.recover();
                helpIfStuck();
            }
        }
        var outages = new ArrayList<Double>();
        for (Server server : world.ring().servers()) {
            trouble.outages(server.number(), fromNs)
                    .forEach(gap -> outages.add((gap.untilNs() - gap.fromNs()) / 1e9));
        }
        return outages;
    }

    int failures() {
        return failures;
    }

    private void failWhatIsDue() {
        for (String name : servers()) {
            long dueNs = failsNs.get(name);
            if (dueNs > world.nowNs() || repairs.containsValue(name)) {
                continue;
            }
            failsNs.put(name, nextNs());
            if (attendant.well().contains(name)) {
                fail(name);
            }
        }
    }

    private void fail(String name) {
        failures++;
        FailureKind kind = History.kind(options.failures(), random.nextDouble());
        strike.at(kind, List.of(name));
        if (kind.needsPerson()) {
            double meanH =
                    kind == FailureKind.HARDWARE
                            ? options.failures().repairHours()
                            : options.failures().operatorMinutes() / 60;
            long atNs = world.nowNs() + ns(History.exponential(random, meanH));
            repairs.put(atNs, name);
            failsNs.put(name, atNs + nextNs() - world.nowNs());
        }
    }

    private void helpIfStuck() {
        if (!attendant.isStuck()) {
            stuckSinceNs = -1;
        } else if (stuckSinceNs < 0) {
            double personH = options.failures().operatorMinutes() / 60;
            stuckSinceNs =
                    world.nowNs() + Math.max(STUCK_NS, ns(History.exponential(random, personH)));
        } else if (world.nowNs() >= stuckSinceNs) {
            attendant.confirmDead();
        }
    }

    private long nextNs() {
        return world.nowNs() + ns(History.exponential(random, options.failures().mtbfHours()));
    }

    private List<String> servers() {
        return world.ring().servers().stream().map(Server::name).toList();
    }

    private static long ns(double hours) {
        return (long) (hours * 3.6e12);
    }
}
