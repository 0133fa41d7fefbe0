package io.ringwatch.agent.peers;

import io.ringwatch.ring.Network;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One other member: the connections from and to it, and what was seen of it. */
final class Peer {
    private final int number;
    private final Map<Network, Link> links = new EnumMap<>(Network.class);
    private final Map<Network, Arrival> arrivals = new EnumMap<>(Network.class);
    private long sequence;
    private long epoch;
    private @Nullable SeenWindow seen;

    Peer(Endpoint here, int number) {
        this.number = number;
        for (Network network : Network.values()) {
            links.put(network, new Link(here, this, network));
        }
    }

    int number() {
        return number;
    }

    /** Number of the last message sent to it. */
    long sequence() {
        return sequence;
    }

    boolean isConnected(Network network) {
        return link(network).isReady();
    }

    Link link(Network network) {
        Link link = links.get(network);
        if (link == null) {
            throw new IllegalStateException("a link per network");
        }
        return link;
    }

    void dial() {
        links.values().forEach(Link::dial);
    }

    /** Writes to both networks what {@link #flush} then sends. */
    void send(byte[] payload) {
        sequence++;
        links.values().forEach(link -> link.send(sequence, payload));
    }

    void flush() {
        links.values().forEach(Link::flush);
    }

    void tick(long nowNs) {
        links.values().forEach(link -> link.tick(nowNs));
        List.copyOf(arrivals.values()).forEach(arrival -> arrival.tick(nowNs));
    }

    /** Whether a message from it is the first copy. */
    boolean first(long messageSequence) {
        return seen != null && seen.first(messageSequence);
    }

    /** It has dialled this member; an older connection of its on that network is over. */
    void greeted(Arrival arrival, Network network, Hello hello) {
        if (seen == null || hello.epoch() != epoch) {
            epoch = hello.epoch();
            seen = new SeenWindow(hello.sequence());
            dismissArrivals();
        }
        Arrival older = arrivals.put(network, arrival);
        if (older != null) {
            older.replaced();
        }
        links.values().forEach(link -> link.hurry(epoch));
    }

    void left(Arrival arrival, Network network) {
        arrivals.remove(network, arrival);
    }

    void close() {
        links.values().forEach(Link::close);
        dismissArrivals();
    }

    private void dismissArrivals() {
        List<Arrival> old = List.copyOf(arrivals.values());
        arrivals.clear(); // First: a closed connection takes itself off the map.
        old.forEach(Arrival::replaced);
    }
}
