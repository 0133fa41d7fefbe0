package io.ringwatch.sim.world;

import io.ringwatch.ring.Ring;
import io.ringwatch.sim.check.Safety;
import io.ringwatch.sim.plan.Chance;
import io.ringwatch.sim.plan.Span;
import io.ringwatch.sim.record.Member;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all parts of one world share. */
final class Fabric {
    final Ring ring;
    final Speeds speeds;
    final Member.Factory members;
    final Chance chance;
    final Safety safety;
    final EventQueue events = new EventQueue();
    final Trace trace;
    final Net net;
    final Records records;

    /** Network cards hand over what has arrived only so often, nanoseconds; 0 for at once. */
    private final long gatherNs;

    /** Counts messages, if somebody wants to know. */
    @Nullable Traffic traffic;

    final Answers answers = new Answers();

    /** By number, in ring order, the witness last. */
    final Map<Integer, Machine> machines = new LinkedHashMap<>();

    /** The same for the way of every message. */
    private final @Nullable Machine[] byNumber;

    /**
     * @param recording whether inputs and effects of all members are kept, to be replayed and read
     * @param gatherNs network cards hand over what has arrived only so often; 0 for at once
     */
    Fabric(
            Ring ring,
            Speeds speeds,
            Member.Factory members,
            long seed,
            boolean strict,
            boolean recording,
            long gatherNs) {
        this.ring = ring;
        this.byNumber = new Machine[ring.numberMax() + 1];
        this.speeds = speeds;
        this.members = members;
        this.chance = new Chance(seed);
        this.safety = new Safety(ring, strict);
        this.trace = new Trace(ring, events, recording);
        this.net = new Net(events, chance.split(), speeds);
        this.records = new Records(ring, recording);
        this.gatherNs = gatherNs;
    }

    void add(Machine machine) {
        machines.put(machine.number(), machine);
        byNumber[machine.number()] = machine;
    }

    /**
     * Where the network card of that machine keeps messages, null if it hands over each at once.
     */
    @Nullable Mailbox mailbox(Machine of) {
        return gatherNs == 0
                ? null
                : new Mailbox(
                        events,
                        gatherNs,
                        (from, by, message) -> net.deliver(from, of, by, message));
    }

    /** Lets something happen after a time drawn from the range. */
    void after(Span span, Runnable action) {
        events.after(chance.within(span), action);
    }

    Machine machine(int number) {
        Machine machine = number >= 0 && number < byNumber.length ? byNumber[number] : null;
        if (machine == null) {
            throw new IllegalArgumentException("no member " + number + " in ring " + ring.name());
        }
        return machine;
    }

    /** The machine of that name; {@code witness} for the witness. */
    Machine machine(String name) {
        return machines.values().stream()
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no server " + name));
    }

    /** The machines of these names, joined by commas. */
    List<Machine> machines(String names) {
        return List.of(names.split(",")).stream().map(this::machine).toList();
    }
}
