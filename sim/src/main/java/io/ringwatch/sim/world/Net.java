package io.ringwatch.sim.world;

import io.ringwatch.message.Message;
import io.ringwatch.ring.Network;
import io.ringwatch.sim.plan.Chance;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The two networks. A message goes over both; the copy that arrives first is delivered and the
 * other suppressed, as the agent's transport does.
 */
final class Net {
    private static final Network[] NETWORKS = Network.values();

    private final EventQueue events;
    private final Chance chance;
    private final Speeds speeds;
    private final Set<Way> cuts = new HashSet<>();
    private final Set<Socket> unplugged = new HashSet<>();
    private final Map<String, Double> muted = new HashMap<>();
    private double loss;
    private double doubled;
    private double overtaken;

    private record Way(int from, int to, Network network) {}

    private record Socket(int number, Network network) {}

    Net(EventQueue events, Chance chance, Speeds speeds) {
        this.events = events;
        this.chance = chance;
        this.speeds = speeds;
    }

    /**
     * Probabilities, 0 to 1, for each copy to be lost, each message to arrive twice, each copy to
     * be overtaken.
     */
    void weather(double loss, double doubled, double overtaken) {
        this.loss = loss;
        this.doubled = doubled;
        this.overtaken = overtaken;
    }

    /** Messages of that kind are lost with this probability, from anybody to anybody else. */
    void mute(String kind, double probability) {
        muted.put(kind, probability);
    }

    /** Whether this message is lost for what it is. */
    boolean swallows(Message message) {
        return !muted.isEmpty()
                && chance.happens(muted.getOrDefault(message.getClass().getSimpleName(), 0.0));
    }

    void cut(int from, int to, Network network) {
        cuts.add(new Way(from, to, network));
    }

    void unplug(int number, Network network) {
        unplugged.add(new Socket(number, network));
    }

    void plug(int number) {
        unplugged.removeIf(socket -> socket.number() == number);
    }

    void mend() {
        cuts.clear();
        unplugged.clear();
        muted.clear();
    }

    boolean isPlugged(int number, Network network) {
        return unplugged.isEmpty() || !unplugged.contains(new Socket(number, network));
    }

    /** Whether anything can pass that way. */
    boolean isOpen(int from, int to, Network network) {
        return (cuts.isEmpty() || !cuts.contains(new Way(from, to, network)))
                && isPlugged(from, network)
                && isPlugged(to, network);
    }

    /** Whether nothing is wrong with the networks around this member. */
    boolean isClear(int number) {
        return loss == 0
                && doubled == 0
                && overtaken == 0
                && muted.values().stream().allMatch(p -> p == 0)
                && isPlugged(number, Network.SERVICE)
                && isPlugged(number, Network.MANAGEMENT);
    }

    /** Whether messages pass between these two both ways, over one network at least. */
    boolean reaches(int one, int other) {
        return (isOpen(one, other, Network.SERVICE) || isOpen(one, other, Network.MANAGEMENT))
                && (isOpen(other, one, Network.SERVICE) || isOpen(other, one, Network.MANAGEMENT));
    }

    /** Whether a question and its answer, sent now, get through. */
    boolean answers(int from, int to, Network network) {
        return from == to
                || (isOpen(from, to, network)
                        && isOpen(to, from, network)
                        && !chance.happens(loss)
                        && !chance.happens(loss));
    }

    /**
     * Sends a message; the receiver is told over which network it came first, if it comes at all.
     */
    void send(int from, int to, Consumer<Network> receiver) {
        if (from == to) {
            events.after(0, () -> receiver.accept(Network.SERVICE));
            return;
        }
        transmit(from, to, receiver);
        if (chance.happens(doubled)) {
            transmit(from, to, receiver);
        }
    }

    private void transmit(int from, int to, Consumer<Network> receiver) {
        long firstNs = Long.MAX_VALUE;
        Network first = Network.SERVICE;
        for (Network network : NETWORKS) {
            if (isOpen(from, to, network) && !chance.happens(loss)) {
                long delayNs = chance.within(speeds.latency());
                delayNs += chance.happens(overtaken) ? chance.within(speeds.late()) : 0;
                if (delayNs < firstNs) {
                    firstNs = delayNs;
                    first = network;
                }
            }
        }
        if (firstNs != Long.MAX_VALUE) {
            Network by = first;
            events.after(firstNs, () -> arrive(from, to, by, receiver));
        }
    }

    private void arrive(int from, int to, Network by, Consumer<Network> receiver) {
        if (isOpen(from, to, by)) {
            receiver.accept(by);
        }
    }
}
