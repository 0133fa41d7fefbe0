package io.ringwatch.sim.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The VIPs for which a machine answers: the set whose elements time out by themselves, whatever the
 * agent does.
 */
final class Kernel {
    private final Fabric fabric;
    private final Machine machine;
    private final Map<Integer, Element> elements = new HashMap<>();
    private boolean hidden;

    private record Element(boolean virtual, long untilNs) {}

    Kernel(Fabric fabric, Machine machine) {
        this.fabric = fabric;
        this.machine = machine;
    }

    boolean holds(int server) {
        return elements.containsKey(server);
    }

    boolean holdsVirtual(int server) {
        Element element = elements.get(server);
        return element != null && element.virtual();
    }

    List<Integer> servers() {
        return new ArrayList<>(elements.keySet());
    }

    /**
     * Puts a VIP into the set, or gives it a new time; {@code untilNs} by the clock of the machine.
     */
    void put(int server, boolean virtual, long untilNs) {
        if (elements.put(server, new Element(virtual, untilNs)) == null) {
            fabric.safety.claimed(
                    server, machine.number(), machine.filesHeld(), fabric.events.nowNs());
            fabric.trace.tell(machine.name(), "VIP of " + fabric.ring.nameOf(server) + " is up");
        }
        expireLater(server, untilNs);
    }

    private void expireLater(int server, long untilNs) {
        long atNs = machine.clock().worldNs(untilNs);
        if (atNs != Long.MAX_VALUE) {
            fabric.events.at(atNs, () -> expire(server, untilNs));
        }
    }

    private void expire(int server, long untilNs) {
        Element element = elements.get(server);
        if (element != null && element.untilNs() == untilNs && machine.clockReached(untilNs)) {
            remove(server, "its time is over");
            machine.tellLater(new io.ringwatch.member.Input.VipDropped(server, 0));
        }
    }

    void remove(int server, String why) {
        if (elements.remove(server) != null && !hidden) {
            silent(server, why);
        }
    }

    private void silent(int server, String why) {
        fabric.safety.dropped(server, machine.number(), fabric.events.nowNs());
        String name = fabric.ring.nameOf(server);
        fabric.trace.tell(machine.name(), "VIP of " + name + " is down: " + why);
    }

    void clear(String why) {
        servers().forEach(server -> remove(server, why));
        hidden = false;
    }

    /** The machine answers nothing from now on; its set stays as it is, but for its timers. */
    void hide(String why) {
        servers().forEach(server -> silent(server, why));
        hidden = true;
    }

    /** The machine answers again, for what is still in its set by its own clock. */
    void show() {
        hidden = false;
        for (Map.Entry<Integer, Element> entry : List.copyOf(elements.entrySet())) {
            int server = entry.getKey();
            long untilNs = entry.getValue().untilNs();
            if (machine.clockReached(untilNs)) {
                elements.remove(server);
                machine.tellLater(new io.ringwatch.member.Input.VipDropped(server, 0));
            } else {
                fabric.safety.answersAgain(server, machine.number(), fabric.events.nowNs());
                String name = fabric.ring.nameOf(server);
                fabric.trace.tell(machine.name(), "VIP of " + name + " is up again");
                expireLater(server, untilNs);
            }
        }
    }
}
