package io.ringwatch.sim.availability;

import io.ringwatch.ring.Ring;
import io.ringwatch.sim.plan.Chance;
import io.ringwatch.sim.plan.Fault;
import io.ringwatch.sim.plan.Fault.Kind;
import io.ringwatch.sim.plan.Span;
import io.ringwatch.sim.world.World;
import java.util.List;

/** Lets failures of the kinds of the years happen in a world. */
final class Strike {
    /** How long transients last; see docs/availability.md. */
    private static final Span FREEZE = Span.ms(200, 10_000);

    private static final Span CUT = Span.ms(500, 10_000);
    private static final Span FLAP = Span.ms(200, 10_000);
    private static final Span LOSS = Span.ms(60_000, 60_000);

    private final World world;
    private final Trouble trouble;
    private final Attendant attendant;
    private final Chance chance;

    Strike(World world, Trouble trouble, Attendant attendant, Chance chance) {
        this.world = world;
        this.trouble = trouble;
        this.attendant = attendant;
        this.chance = chance;
    }

    /**
     * Something happens to these servers now.
     *
     * @return how long, nanoseconds, until {@link #end} is to be called; 0 if it is not
     */
    long at(FailureKind kind, List<String> names) {
        if (kind == FailureKind.SITE_POWER && world.ring().witness()) {
            broken("ruin", world.ring().nameOf(Ring.WITNESS));
        }
        return names.stream().mapToLong(name -> at(kind, name)).max().orElse(0);
    }

    private long at(FailureKind kind, String name) {
        int server = world.number(name);
        switch (kind) {
            case HARDWARE, RACK_POWER, SITE_POWER -> broken("ruin", name);
            case POWER, RESTART -> {
                trouble.excuse(server);
                world.apply((kind == FailureKind.POWER ? "crash " : "restart ") + name);
            }
            case SERVICE -> services(Kind.SERVICE, name);
            case STUCK -> services(Kind.STUCK, name);
            case HANG -> services(Kind.HANG, name);
            case GATEWAY -> {
                trouble.cutOff(server);
                broken("gateway", name);
            }
            case RACK_SWITCH -> {
                trouble.cutOff(server);
                attendant.isBroken(name);
                world.apply(Fault.of(Kind.UNPLUG, name, "both"));
            }
            case FREEZE -> {
                long lengthNs = chance.within(FREEZE);
                world.apply(Fault.of(Kind.PAUSE, name, lengthNs / 1_000_000 + "ms"));
                return lengthNs;
            }
            case CUT -> {
                String watcher = watcherOf(name);
                String networks = chance.oneOf(List.of("service", "management", "both"));
                world.apply(Fault.of(Kind.CUT, name, watcher, networks));
                world.apply(Fault.of(Kind.CUT, watcher, name, networks));
                return chance.within(CUT);
            }
            case FLAP -> {
                trouble.cutOff(server);
                world.apply(Fault.of(Kind.UNPLUG, name, "service"));
                return chance.within(FLAP);
            }
            case LOSS -> {
                String percent = String.valueOf(5 + chance.below(16));
                world.apply(Fault.of(Kind.WEATHER, percent, percent, percent));
                return chance.within(LOSS);
            }
        }
        return 0;
    }

    /** What passes by itself has passed. */
    void end(FailureKind kind, String name) {
        switch (kind) {
            case CUT -> world.apply(Fault.of(Kind.MEND));
            case FLAP -> {
                world.apply(Fault.of(Kind.PLUG, name));
                trouble.reachable(world.number(name));
            }
            case LOSS -> world.apply(Fault.of(Kind.WEATHER, "0", "0", "0"));
            default -> {}
        }
    }

    private void broken(String fault, String name) {
        if (!name.equals(world.ring().nameOf(Ring.WITNESS))) {
            trouble.excuse(world.number(name));
        }
        attendant.isBroken(name);
        world.apply(fault + " " + name);
    }

    private void services(Kind kind, String name) {
        trouble.stopServing(world.number(name));
        world.apply(Fault.of(kind, name));
    }

    private String watcherOf(String name) {
        List<String> names =
                world.ring().servers().stream().map(io.ringwatch.ring.Server::name).toList();
        return names.get(Math.floorMod(names.indexOf(name) - 1, names.size()));
    }
}
