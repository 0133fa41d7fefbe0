package io.ringwatch.sim.rehearsal;

import io.ringwatch.member.Event;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import io.ringwatch.sim.check.Quiet;
import io.ringwatch.sim.check.Violation;
import io.ringwatch.sim.plan.Fault;
import io.ringwatch.sim.plan.Plan;
import io.ringwatch.sim.rehearsal.Performance.Told;
import io.ringwatch.sim.rehearsal.Performance.What;
import io.ringwatch.sim.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** One performance: a world, its clients who look all the time, and what is told. */
final class Stage {
    /** How often clients look; their outages are known as exactly as this. */
    private static final long LOOK_NS = 5_000_000L;

    /** What is as before must stay so for so long. */
    private static final long STAY_NS = 2_000_000_000L;

    private final Rehearsal.Options options;
    private final World world;
    private final long seed;
    private final Plan plan;
    private final long beginNs;
    private final long endNs;
    private final List<Told> told = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private long quietSinceNs = -1;

    /**
     * @param laterNs by how much later everything happens than in the plan
     */
    Stage(Rehearsal.Options options, long seed, long laterNs) {
        this.options = options;
        this.seed = seed;
        this.plan =
                new Plan(
                        options.plan().steps().stream()
                                .map(s -> new Plan.Step(s.atNs() + laterNs, s.fault()))
                                .toList());
        this.beginNs = plan.steps().get(0).atNs();
        this.endNs = beginNs + options.lengthNs();
        this.world = World.ring(options.ring()).speeds(options.speeds()).seed(seed).start();
        world.listen(this::heard);
        for (Server server : options.ring().servers()) {
            clients.add(new Client(world, server, beginNs, this::tell));
        }
    }

    Performance play() {
        String violation = "";
        boolean settled = false;
        try {
            world.runUntil(beginNs);
            settled = Quiet.missing(world).isEmpty();
            steps();
            watch(endNs);
        } catch (Violation e) {
            violation = String.valueOf(e.getMessage());
        }
        told.sort(Comparator.comparingLong(Told::atNs));
        var facts = new Facts(told);
        boolean back = quietSinceNs >= 0 && violation.isEmpty();
        return new Performance(
                seed,
                beginNs,
                settled,
                told,
                clients.stream().map(c -> c.seen(facts, plan, world.nowNs())).toList(),
                back ? OptionalLong.of(quietSinceNs - beginNs) : OptionalLong.empty(),
                back ? List.of() : Quiet.missing(world),
                back || !violation.isEmpty() ? List.of() : Needs.of(world),
                violation);
    }

    private void steps() {
        for (Plan.Step step : plan.steps()) {
            watch(step.atNs());
            Fault fault = step.fault();
            String about = fault.args().isEmpty() ? "" : fault.arg(0);
            tell(
                    new Told(
                            world.nowNs() - beginNs,
                            about,
                            about,
                            What.FAULT,
                            fault.toString(),
                            Map.of()));
            world.apply(fault);
            quietSinceNs = -1;
            clients.forEach(Client::look);
        }
    }

    /** Lets time pass; after the last fault only until everything is as before. */
    private void watch(long untilNs) {
        boolean last = untilNs == endNs;
        while (world.nowNs() < untilNs) {
            world.runUntil(Math.min(untilNs, world.nowNs() + LOOK_NS));
            clients.forEach(Client::look);
            if (!last) {
                continue;
            }
            if (!clients.stream().allMatch(Client::isServed)) {
                quietSinceNs = -1;
            } else if (world.nowNs() % (20 * LOOK_NS) < LOOK_NS) {
                quiet();
            }
            if (quietSinceNs >= 0 && world.nowNs() - quietSinceNs >= STAY_NS) {
                return;
            }
        }
    }

    private void quiet() {
        if (!Quiet.missing(world).isEmpty()) {
            quietSinceNs = -1;
        } else if (quietSinceNs < 0) {
            quietSinceNs = world.nowNs();
        }
    }

    private void heard(long atNs, int member, Event event) {
        if (atNs < beginNs) {
            return;
        }
        Ring ring = options.ring();
        String about = ring.has(event.server()) ? ring.nameOf(event.server()) : "";
        What.of(event.kind())
                .ifPresent(
                        what ->
                                tell(
                                        new Told(
                                                atNs - beginNs,
                                                ring.nameOf(member),
                                                about,
                                                what,
                                                event.text(),
                                                event.data())));
    }

    private void tell(Told what) {
        told.add(what);
    }
}
