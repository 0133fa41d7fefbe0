package io.ringwatch.sim.world;

import io.ringwatch.sim.check.Overseer;
import io.ringwatch.sim.plan.Fault;
import java.util.Set;

/**
 * Whom a fault concerns: those that it names, and all if it names nobody. That people may work on a
 * server is no reason for anything that its clients would notice, so it concerns nobody.
 */
final class Concern {
    private Concern() {}

    static void tell(Overseer overseer, Fabric fabric, Fault fault) {
        if (fault.kind() == Fault.Kind.MAINTAIN) {
            return;
        }
        long nowNs = fabric.events.nowNs();
        boolean named = false;
        for (String arg : fault.args()) {
            Set<String> names = Set.copyOf(java.util.List.of(arg.split(",", -1)));
            for (Machine machine : fabric.machines.values()) {
                if (names.contains(machine.name())) {
                    named = true;
                    overseer.touched(machine.number(), nowNs);
                }
            }
        }
        if (!named) {
            overseer.touchedAll(nowNs);
        }
    }
}
