package io.ringwatch.sim.availability;

import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import io.ringwatch.sim.check.Tenures;
import io.ringwatch.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What has been broken in a world, and from that and from who answered for which VIP: when clients
 * were served.
 *
 * <p>A client of a server is served while some machine answers for its VIP, that machine can reach
 * clients, and, if it is the server itself, its services work. So an outage begins with the fault
 * and not with its detection.
 */
final class Trouble {
    private final World world;
    private final TreeMap<Integer, List<Interval>> unreachable = new TreeMap<>();
    private final TreeMap<Integer, List<Interval>> unserving = new TreeMap<>();
    private final TreeMap<Integer, Long> unreachableSince = new TreeMap<>();
    private final TreeMap<Integer, Long> unservingSince = new TreeMap<>();
    private final TreeSet<Integer> excused = new TreeSet<>();

    Trouble(World world) {
        this.world = world;
    }

    /** Clients do not reach this machine from now on. */
    void cutOff(int server) {
        excused.add(server);
        unreachableSince.putIfAbsent(server, world.nowNs());
    }

    /** Clients reach it again. */
    void reachable(int server) {
        end(server, unreachableSince, unreachable);
    }

    /** Its services do not work from now on; {@link #look} finds out when they do again. */
    void stopServing(int server) {
        excused.add(server);
        unservingSince.putIfAbsent(server, world.nowNs());
    }

    /** It has failed: whoever takes it over is right. */
    void excuse(int server) {
        excused.add(server);
    }

    /** Whether it is known that clients cannot be served from this machine. */
    boolean isCutOff(int server) {
        return unreachableSince.containsKey(server);
    }

    /** Whether anything is looked at that changes by itself. */
    boolean isWatching() {
        return !unservingSince.isEmpty();
    }

    /** Looks at the services that did not work. */
    void look() {
        for (int server : List.copyOf(unservingSince.keySet())) {
            if (world.serviceTrouble(server).isEmpty()) {
                end(server, unservingSince, unserving);
            }
        }
    }

    private void end(int server, Map<Integer, Long> since, Map<Integer, List<Interval>> to) {
        Long fromNs = since.remove(server);
        if (fromNs != null) {
            to.computeIfAbsent(server, s -> new ArrayList<>())
                    .add(new Interval(fromNs, world.nowNs()));
        }
    }

    /** The times from then until now in which clients of this server were not served. */
    List<Interval> outages(int server, long fromNs) {
        long nowNs = world.nowNs();
        var served = new ArrayList<Interval>();
        for (Tenures.Tenure tenure : world.tenures().of(server)) {
            var held = List.of(new Interval(tenure.fromNs(), Math.min(nowNs, tenure.untilNs())));
            held = Interval.without(held, all(tenure.holder(), unreachable, unreachableSince));
            if (tenure.holder() == server) {
                held = Interval.without(held, all(server, unserving, unservingSince));
            }
            served.addAll(held);
        }
        return Interval.gaps(served, fromNs, nowNs);
    }

    private List<Interval> all(
            int server, Map<Integer, List<Interval>> over, Map<Integer, Long> since) {
        var all = new ArrayList<>(over.getOrDefault(server, List.of()));
        Long fromNs = since.get(server);
        if (fromNs != null) {
            all.add(new Interval(fromNs, Long.MAX_VALUE));
        }
        return all;
    }

    /** Takeovers from then until now of servers of which nothing was broken. */
    int falseTakeovers(long fromNs) {
        int sum = 0;
        Ring ring = world.ring();
        for (Server server : ring.servers()) {
            int number = server.number();
            if (!excused.contains(number)) {
                sum +=
                        (int)
                                world.tenures().of(number).stream()
                                        .filter(t -> t.holder() != number && t.fromNs() >= fromNs)
                                        .count();
            }
        }
        return sum;
    }
}
