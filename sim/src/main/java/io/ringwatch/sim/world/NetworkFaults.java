package io.ringwatch.sim.world;

import io.ringwatch.ring.Network;
import io.ringwatch.sim.plan.Fault;
import io.ringwatch.sim.plan.Lengths;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Does to the networks of a world what a fault says. */
final class NetworkFaults {
    private static final List<String> NAMES = List.of("service", "management", "both");

    private final Fabric fabric;

    NetworkFaults(Fabric fabric) {
        this.fabric = fabric;
    }

    void apply(Fault fault) {
        switch (fault.kind()) {
            case UNPLUG -> {
                int number = target(fault).number();
                networks(fault.arg(1)).forEach(network -> fabric.net.unplug(number, network));
            }
            case PLUG -> fabric.net.plug(target(fault).number());
            case CUT -> {
                int from = target(fault).number();
                int to = fabric.machine(fault.arg(1)).number();
                networks(fault.arg(2)).forEach(network -> fabric.net.cut(from, to, network));
            }
            case SPLIT -> split(fault.args());
            case MUTE -> fabric.net.mute(fault.arg(0), percent(fault.arg(1)));
            case WEATHER ->
                    networks(fault.arg(3, "both"))
                            .forEach(
                                    network ->
                                            fabric.net.weather(
                                                    network,
                                                    percent(fault.arg(0)),
                                                    percent(fault.arg(1)),
                                                    percent(fault.arg(2))));
            case LATENCY ->
                    networks(fault.arg(0))
                            .forEach(
                                    network ->
                                            fabric.net.latency(network, Lengths.ns(fault.arg(1))));
            case SLOW_LINK -> {
                int number = target(fault).number();
                long longerNs = Lengths.ns(fault.arg(1));
                networks(fault.arg(2, "both"))
                        .forEach(network -> fabric.net.slowLink(number, network, longerNs));
            }
            default -> fabric.net.mend();
        }
    }

    private Machine target(Fault fault) {
        return fabric.machine(fault.arg(0));
    }

    private void split(List<String> args) {
        List<Network> over = networks("both");
        var sides = new ArrayList<List<Machine>>();
        for (String arg : args) {
            if (NAMES.contains(arg)) {
                over = networks(arg);
            } else {
                sides.add(fabric.machines(arg));
            }
        }
        for (int i = 0; i < sides.size(); i++) {
            for (int j = i + 1; j < sides.size(); j++) {
                cut(sides.get(i), sides.get(j), over);
            }
        }
    }

    private void cut(List<Machine> some, List<Machine> others, List<Network> over) {
        for (Machine one : some) {
            for (Machine other : others) {
                for (Network network : over) {
                    fabric.net.cut(one.number(), other.number(), network);
                    fabric.net.cut(other.number(), one.number(), network);
                }
            }
        }
    }

    private static List<Network> networks(String name) {
        return name.equals("both")
                ? List.of(Network.values())
                : List.of(Network.valueOf(name.toUpperCase(Locale.ROOT)));
    }

    private static double percent(String text) {
        return Integer.parseInt(text) / 100.0;
    }
}
