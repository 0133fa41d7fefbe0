package io.ringwatch.sim.chaos;

import io.ringwatch.sim.world.World;
import java.util.List;

/** How faults end: what ends by itself, and what a person repairs. */
final class Repairs {
    private Repairs() {}

    /**
     * The faults stop: networks, gateways, disks, fences and hosts work again and frozen agents go
     * on. What was off, ruined or moved stays so.
     */
    static void calm(World world) {
        world.apply("mend");
        world.apply("weather 0 0 0");
        each(
                world,
                "resume",
                "gateway-back",
                "guests-work",
                "fence-works",
                "disk-works",
                "conflict-over");
        for (int number : world.ring().members()) {
            world.apply("slow-guests " + world.ring().nameOf(number) + " 1");
        }
    }

    /** A person plugs in and repairs what is broken, so that machines can be powered on. */
    static void powerAndPlugs(World world) {
        world.apply("mend");
        each(world, "repair", "gateway-back", "disk-works", "fence-works");
    }

    /** A person repairs all machines and powers them on. */
    static void everything(World world) {
        each(world, "repair", "power-on");
    }

    private static void each(World world, String... faults) {
        for (int number : world.ring().members()) {
            for (String fault : List.of(faults)) {
                world.apply(fault + " " + world.ring().nameOf(number));
            }
        }
    }
}
