package io.ringwatch.sim.world;

import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The suspended original servers of a machine, and the virtual servers made from them. */
final class Guests {
    private static final int ORIGINALS = 8;

    private final Fabric fabric;
    private final Machine machine;
    private final Map<Integer, Guest> guests = new HashMap<>();
    private boolean failing;
    private int slowness = 1;

    private static final class Guest {
        private boolean running;
    }

    Guests(Fabric fabric, Machine machine) {
        this.fabric = fabric;
        this.machine = machine;
    }

    boolean runs(int server) {
        Guest guest = guests.get(server);
        return guest != null && guest.running;
    }

    int running() {
        return (int) guests.values().stream().filter(guest -> guest.running).count();
    }

    List<Integer> runningServers() {
        return guests.isEmpty()
                ? List.of()
                : guests.keySet().stream().filter(this::runs).sorted().toList();
    }

    void fail(boolean failing) {
        this.failing = failing;
    }

    void slow(int factor) {
        this.slowness = factor;
    }

    void clear() {
        guests.clear();
    }

    void prepare(Effect.PrepareGuest effect, Agent agent) {
        if (runs(effect.server())) {
            var ready = new Input.GuestReady(effect.op(), effect.server(), 0, 0);
            fabric.after(fabric.speeds.step(), () -> agent.feed(ready));
            return;
        }
        long resumeNs = fabric.chance.within(fabric.speeds.resume()) * slowness;
        long installNs = fabric.chance.within(fabric.speeds.install()) * slowness;
        String refusal = "";
        if (failing || guests.size() >= ORIGINALS) {
            refusal = failing ? "domain cannot be resumed" : "no original server is left";
        } else if (resumeNs + installNs > effect.limitNs()) {
            refusal = "not ready in time";
        }
        if (!refusal.isEmpty()) {
            var failed = new Input.GuestFailed(effect.op(), effect.server(), refusal);
            long delayNs = Math.min(resumeNs, effect.limitNs());
            fabric.events.after(delayNs, () -> agent.feed(failed));
            return;
        }
        var guest = new Guest();
        guests.put(effect.server(), guest);
        var ready =
                new Input.GuestReady(
                        effect.op(), effect.server(), resumeNs / 1_000_000, installNs / 1_000_000);
        fabric.events.after(
                resumeNs + installNs, () -> agent.whenRunning(() -> ready(guest, ready, agent)));
    }

    private void ready(Guest guest, Input.GuestReady ready, Agent agent) {
        if (guests.get(ready.server()) == guest) {
            guest.running = true;
            agent.feed(ready);
        }
    }

    void suspend(int server, Agent agent) {
        guests.remove(server);
        if (machine.kernel().holdsVirtual(server)) {
            machine.kernel().remove(server, "its virtual server is suspended");
            agent.feedLater(new Input.VipDropped(server));
        }
        fabric.after(fabric.speeds.suspend(), () -> agent.feed(new Input.GuestSuspended(server)));
    }

    /** The virtual server of this server dies, if it runs here. */
    void die(int server) {
        if (runs(server)) {
            guests.remove(server);
            machine.tellLater(new Input.GuestDied(server, "domain crashed"));
        }
    }
}
