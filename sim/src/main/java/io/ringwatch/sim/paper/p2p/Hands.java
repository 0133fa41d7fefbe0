package io.ringwatch.sim.paper.p2p;

import io.ringwatch.member.Effect;
import io.ringwatch.member.Event;
import io.ringwatch.member.Moment;
import io.ringwatch.ring.Ring;
import io.ringwatch.sim.paper.p2p.PeerMessage.Deed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * What the programs of one server do: examine, wait, command other servers, and write the log.
 * Every result comes back through a callback, within a later input.
 */
final class Hands {
    private final Ring ring;
    private final int self;
    private final PeerMethod method;
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
    private final Map<Long, Consumer<Boolean>> awaited = new HashMap<>();
    private List<Effect> effects = new ArrayList<>();
    private Moment now = new Moment(0, 0);
    private long lastOp;

    private record Alarm(long atNs, long order, Runnable action) implements Comparable<Alarm> {
        @Override
        public int compareTo(Alarm other) {
            int byTime = Long.compare(atNs, other.atNs);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    Hands(Ring ring, int self, PeerMethod method) {
        this.ring = ring;
        this.self = self;
        this.method = method;
    }

    int self() {
        return self;
    }

    Ring ring() {
        return ring;
    }

    Moment now() {
        return now;
    }

    /** An input begins: its time, and where its effects go. */
    void begin(Moment moment, List<Effect> into) {
        now = moment;
        effects = into;
    }

    /** Does what the time has come for. */
    void ring(Moment moment) {
        while (!alarms.isEmpty() && alarms.peek().atNs() <= moment.monoNs()) {
            alarms.remove().action().run();
        }
    }

    long wakeAtNs() {
        return alarms.isEmpty() ? Long.MAX_VALUE : alarms.peek().atNs();
    }

    void after(long delayNs, Runnable action) {
        alarms.add(new Alarm(now.monoNs() + delayNs, ++lastOp, action));
    }

    void effect(Effect effect) {
        effects.add(effect);
    }

    /** Pings a server; tells whether it answers, after the longest time if it does not. */
    void ping(int server, Consumer<Boolean> result) {
        long op = await(result);
        effect(new Effect.ExamineNetwork(op, server, ring.timing().networkLimitNs()));
    }

    /** Uses the services of a server. */
    void probe(int server, boolean atVip, Consumer<Boolean> result) {
        long op = await(result);
        effect(new Effect.ExamineServices(op, server, atVip, ring.timing().serviceLimitNs()));
    }

    long await(Consumer<Boolean> result) {
        awaited.put(++lastOp, result);
        return lastOp;
    }

    /** A result is there; one that nobody awaits any more is dropped. */
    void done(long op, boolean good) {
        Consumer<Boolean> result = awaited.remove(op);
        if (result != null) {
            result.accept(good);
        }
    }

    /** Has something done on a server; without an answer in time it has failed. */
    void order(int to, Deed deed, int server, long limitNs, Consumer<Boolean> result) {
        long op = await(result);
        send(to, new PeerMessage.Order(op, self, deed, server));
        after(limitNs, () -> done(op, false));
    }

    /** Has something done on a server, and does not wait for it. */
    void order(int to, Deed deed, int server) {
        send(to, new PeerMessage.Order(0, self, deed, server));
    }

    void send(int to, PeerMessage message) {
        method.send(self, to, message);
    }

    void send(int to, PeerMessage.File file, int server) {
        send(to, new PeerMessage.Marker(file, server));
    }

    void log(String line) {
        effect(new Effect.Log(line));
    }

    void tell(Event.Kind kind, int server, String text, Map<String, String> data) {
        effect(new Effect.Tell(new Event(kind, server, text, data)));
    }
}
