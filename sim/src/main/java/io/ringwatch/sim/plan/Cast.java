package io.ringwatch.sim.plan;

import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Who plays which part in one episode: the servers in a random order, each named once. */
final class Cast {
    private final Ring ring;
    private final Chance chance;
    private final List<String> order = new ArrayList<>();

    Cast(Ring ring, Chance chance) {
        this.ring = ring;
        this.chance = chance;
        ring.servers().stream().map(Server::name).forEach(order::add);
        for (int i = order.size() - 1; i > 0; i--) {
            Collections.swap(order, i, chance.below(i + 1));
        }
    }

    int servers() {
        return order.size();
    }

    /** The server that plays this part; a small ring has one play several. */
    String server(int part) {
        return order.get(part % order.size());
    }

    /** The first so many. */
    List<String> first(int many) {
        return List.copyOf(order.subList(0, many));
    }

    /** All but the first so many, and the witness if there is one. */
    List<String> others(int than) {
        var others = new ArrayList<>(order.subList(than, order.size()));
        if (ring.witness()) {
            others.add(ring.nameOf(Ring.WITNESS));
        }
        return others;
    }

    /** Each of these with that probability. */
    List<String> some(List<String> names, double probability) {
        return names.stream().filter(name -> chance.happens(probability)).toList();
    }

    /** The server so many places before this one in the ring. */
    String before(String name, int places) {
        List<String> inRing = ring.servers().stream().map(Server::name).toList();
        return inRing.get(Math.floorMod(inRing.indexOf(name) - places, inRing.size()));
    }

    /** A service of this server; empty if it has none. */
    List<String> serviceOf(String name) {
        return ring.servers().stream()
                .filter(server -> server.name().equals(name))
                .flatMap(server -> server.services().stream())
                .limit(1)
                .toList();
    }
}
