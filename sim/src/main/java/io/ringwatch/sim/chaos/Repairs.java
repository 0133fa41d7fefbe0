package io.ringwatch.sim.chaos;

import io.ringwatch.sim.plan.Endings;
import io.ringwatch.sim.plan.Fault;
import io.ringwatch.sim.world.World;
import java.util.EnumSet;
import java.util.Set;

/** How faults end: what ends by itself, and what a person repairs. */
final class Repairs {
    /** What does not end by itself, and no ring can do. */
    private static final Set<Fault.Kind> PERSONS =
            EnumSet.of(Fault.Kind.REPAIR, Fault.Kind.POWER_ON);

    private Repairs() {}

    /**
     * The faults stop: networks, gateways, clocks, disks, fences and hosts work again and what is
     * frozen goes on. What was off, ruined or moved stays so.
     */
    static void calm(World world) {
        Endings.all(world.ring()).stream()
                .filter(ending -> !PERSONS.contains(ending.kind()))
                .forEach(world::apply);
    }

    /** A person plugs in and repairs what is broken; who is off can be powered on. */
    static void powerAndPlugs(World world) {
        Endings.all(world.ring()).stream()
                .filter(ending -> ending.kind() != Fault.Kind.POWER_ON)
                .forEach(world::apply);
    }

    /** A person repairs all machines and powers them on. */
    static void everything(World world) {
        world.endFaults();
    }
}
