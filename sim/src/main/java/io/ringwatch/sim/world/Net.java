package io.ringwatch.sim.world;

import io.ringwatch.message.Message;
import io.ringwatch.ring.Network;
import io.ringwatch.sim.plan.Chance;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

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
    private final Map<Socket, Long> slow = new HashMap<>();
    private final Map<Network, Quality> qualities = new EnumMap<>(Network.class);
    private double doubled;

    /** Over which network the copy comes first whose way was looked up last. */
    private Network first = Network.SERVICE;

    /** How good one network is. */
    private static final class Quality {
        private double loss;
        private double overtaken;
        private long longerNs;
    }

    private record Way(int from, int to, Network network) {}

    private record Socket(int number, Network network) {}

    Net(EventQueue events, Chance chance, Speeds speeds) {
        this.events = events;
        this.chance = chance;
        this.speeds = speeds;
        for (Network network : NETWORKS) {
            qualities.put(network, new Quality());
        }
    }

    private Quality quality(Network network) {
        return Objects.requireNonNull(qualities.get(network));
    }

    /**
     * Probabilities, 0 to 1, for each copy on this network to be lost, each message to arrive
     * twice, each copy on this network to be overtaken.
     */
    void weather(Network network, double lost, double twice, double late) {
        quality(network).loss = lost;
        quality(network).overtaken = late;
        doubled = twice;
    }

    /** Everything takes so much longer on this network. */
    void latency(Network network, long longerNs) {
        quality(network).longerNs = longerNs;
    }

    /** What this one sends or receives over the network takes so much longer; 0 ends it. */
    void slowLink(int number, Network network, long longerNs) {
        if (longerNs == 0) {
            slow.remove(new Socket(number, network));
        } else {
            slow.put(new Socket(number, network), longerNs);
        }
    }

    /** How much longer than usual it takes from one to the other, nanoseconds. */
    long slowness(int from, int to, Network network) {
        if (from == to) {
            return 0;
        }
        long everybodyNs = quality(network).longerNs;
        return slow.isEmpty()
                ? everybodyNs
                : everybodyNs
                        + slow.getOrDefault(new Socket(from, network), 0L)
                        + slow.getOrDefault(new Socket(to, network), 0L);
    }

    /** How much longer than usual it takes from this one to its gateway, nanoseconds. */
    long slowness(int number, Network network) {
        return quality(network).longerNs + slow.getOrDefault(new Socket(number, network), 0L);
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
        for (Network network : NETWORKS) {
            Quality quality = quality(network);
            boolean clear =
                    quality.loss == 0
                            && quality.overtaken == 0
                            && quality.longerNs == 0
                            && isPlugged(number, network)
                            && !slow.containsKey(new Socket(number, network));
            if (!clear) {
                return false;
            }
        }
        return doubled == 0 && muted.values().stream().allMatch(p -> p == 0);
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
                        && !chance.happens(quality(network).loss)
                        && !chance.happens(quality(network).loss));
    }

    /** Sends a message; its receiver is told over which network it came first, if it comes. */
    void send(int from, Machine to, Message message) {
        post(from, to, message);
        if (from != to.number() && chance.happens(doubled)) {
            post(from, to, message);
        }
    }

    private void post(int from, Machine to, Message message) {
        Mailbox mailbox = to.mailbox;
        if (mailbox == null || from == to.number()) {
            transmit(new Letter(from, to, message));
            return;
        }
        long delayNs = delayNs(from, to.number());
        if (delayNs != Long.MAX_VALUE) {
            mailbox.put(events.nowNs() + delayNs, from, first, message);
        }
    }

    /** Carries something else; what is done with it is done when it arrives, if it does. */
    void carry(int from, Machine to, Runnable arrival) {
        transmit(new Parcel(from, to, arrival));
        if (from != to.number() && chance.happens(doubled)) {
            transmit(new Parcel(from, to, arrival));
        }
    }

    private void transmit(Delivery delivery) {
        int from = delivery.from;
        int to = delivery.to.number();
        if (from == to) {
            events.after(0, delivery);
            return;
        }
        long delayNs = delayNs(from, to);
        if (delayNs != Long.MAX_VALUE) {
            delivery.by = first;
            events.after(delayNs, delivery);
        }
    }

    /**
     * How long the copy takes that arrives first; its network is in {@link #first}. {@link
     * Long#MAX_VALUE} if none arrives.
     */
    private long delayNs(int from, int to) {
        long firstNs = Long.MAX_VALUE;
        for (Network network : NETWORKS) {
            if (isOpen(from, to, network) && !chance.happens(quality(network).loss)) {
                long delayNs = chance.within(speeds.latency()) + slowness(from, to, network);
                delayNs +=
                        chance.happens(quality(network).overtaken)
                                ? chance.within(speeds.late())
                                : 0;
                if (delayNs < firstNs) {
                    firstNs = delayNs;
                    first = network;
                }
            }
        }
        return firstNs;
    }

    /** Hands over a message that has come by this network, unless it was cut meanwhile. */
    void deliver(int from, Machine to, Network by, Message message) {
        if (arrives(from, to, by)) {
            to.receive(from, by, message);
        }
    }

    private boolean arrives(int from, Machine to, Network by) {
        return from == to.number() || isOpen(from, to.number(), by);
    }

    /** Something under way. */
    private abstract class Delivery implements Runnable {
        final int from;
        final Machine to;
        Network by = Network.SERVICE;

        Delivery(int from, Machine to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public void run() {
            if (arrives(from, to, by)) {
                arrive();
            }
        }

        abstract void arrive();
    }

    /** A message of a shipped member. */
    private final class Letter extends Delivery {
        private final Message message;

        Letter(int from, Machine to, Message message) {
            super(from, to);
            this.message = message;
        }

        @Override
        void arrive() {
            to.receive(from, by, message);
        }
    }

    /** What another method sends. */
    private final class Parcel extends Delivery {
        private final Runnable arrival;

        Parcel(int from, Machine to, Runnable arrival) {
            super(from, to);
            this.arrival = arrival;
        }

        @Override
        void arrive() {
            arrival.run();
        }
    }
}
