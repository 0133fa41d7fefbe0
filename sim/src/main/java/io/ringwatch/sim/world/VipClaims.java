package io.ringwatch.sim.world;

import io.ringwatch.member.Effect.Hold;
import io.ringwatch.member.Input;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The part of one agent that puts VIPs up and takes them down, as its member allows. */
final class VipClaims {
    private final Fabric fabric;
    private final Machine machine;
    private final Agent agent;
    private final Map<Integer, Hold> allowed = new HashMap<>();
    private final Set<Integer> busy = new HashSet<>();

    /** Operation of the list of what is allowed. */
    private long list;

    VipClaims(Fabric fabric, Machine machine, Agent agent) {
        this.fabric = fabric;
        this.machine = machine;
        this.agent = agent;
    }

    /** All VIPs that may be held from now on. */
    void allow(long op, List<Hold> holds) {
        list = op;
        Set<Integer> before = new TreeSet<>(allowed.keySet());
        allowed.clear();
        holds.forEach(hold -> allowed.put(hold.server(), hold));
        for (Hold hold : holds) {
            settle(hold.server());
        }
        for (int server : machine.kernel().servers()) {
            settle(server);
        }
        before.removeAll(allowed.keySet());
        before.forEach(this::giveUp);
    }

    /** What was named before and is not any more is told to be down, whether it was up or not. */
    private void giveUp(int server) {
        if (!busy.contains(server)) {
            later(server, 0, () -> drop(server));
        }
    }

    /** Does what is to be done about one VIP, one thing at a time. */
    private void settle(int server) {
        if (busy.contains(server)) {
            return;
        }
        Hold hold = current(server);
        boolean held = machine.kernel().holds(server);
        if (hold == null && held) {
            later(server, fabric.chance.within(fabric.speeds.drop()), () -> drop(server));
        } else if (hold != null && held) {
            machine.kernel().put(server, hold.virtual(), hold.untilNs());
        } else if (hold != null) {
            later(server, fabric.chance.within(fabric.speeds.claim()), () -> claim(server));
        }
    }

    private @Nullable Hold current(int server) {
        Hold hold = allowed.get(server);
        return hold != null && hold.untilNs() > machine.moment().monoNs() ? hold : null;
    }

    private void later(int server, long delayNs, Runnable action) {
        busy.add(server);
        fabric.events.after(
                delayNs,
                () ->
                        agent.whenRunning(
                                () -> {
                                    busy.remove(server);
                                    action.run();
                                }));
    }

    private void drop(int server) {
        machine.kernel().remove(server, "its agent took it down");
        agent.feed(new Input.VipDropped(server, list));
        settle(server);
    }

    private void claim(int server) {
        Hold hold = current(server);
        if (hold == null) {
            agent.feed(new Input.VipDropped(server, list));
        } else if (fabric.machine(server).surroundings().foreignAnswer()) {
            agent.feed(new Input.VipConflict(server, "a foreign machine answers"));
        } else if (hold.virtual() && !machine.guests().runs(server)) {
            agent.feed(new Input.VipDropped(server, list));
        } else {
            machine.kernel().put(server, hold.virtual(), hold.untilNs());
            agent.feed(new Input.VipClaimed(server));
        }
    }
}
