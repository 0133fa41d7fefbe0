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
    private Mood mood = Mood.WORKS;
    private int slowness = 1;

    /** What becomes of a virtual server that is wanted. */
    enum Mood {
        WORKS,
        RESUME_FAILS,
        INSTALL_FAILS,
        NO_MEMORY,
        /** It is said to be ready, and does not serve. */
        LIES
    }

    private static final class Guest {
        private boolean running;
        private boolean serving;
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

    /** Servers whose virtual servers run here. */
    List<Integer> runningServers() {
        return guests.isEmpty()
                ? List.of()
                : guests.keySet().stream().filter(this::runs).sorted().toList();
    }

    /** Whether the virtual server of this server runs here and answers clients. */
    boolean serves(int server) {
        Guest guest = guests.get(server);
        return guest != null && guest.running && guest.serving;
    }

    void become(Mood how) {
        mood = how;
    }

    boolean hasMemory() {
        return mood != Mood.NO_MEMORY;
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
        String refusal = refusal(resumeNs + installNs, effect.limitNs());
        if (!refusal.isEmpty()) {
            var failed = new Input.GuestFailed(effect.op(), effect.server(), refusal);
            long triedNs = mood == Mood.INSTALL_FAILS ? resumeNs + installNs : resumeNs;
            fabric.events.after(Math.min(triedNs, effect.limitNs()), () -> agent.feed(failed));
            return;
        }
        var guest = new Guest();
        guest.serving = mood != Mood.LIES;
        guests.put(effect.server(), guest);
        var ready =
                new Input.GuestReady(
                        effect.op(), effect.server(), resumeNs / 1_000_000, installNs / 1_000_000);
        fabric.events.after(
                resumeNs + installNs, () -> agent.whenRunning(() -> ready(guest, ready, agent)));
    }

    /** Whether a suspended original server is left. */
    boolean hasOriginal() {
        return guests.size() < ORIGINALS;
    }

    private String refusal(long neededNs, long limitNs) {
        if (!hasOriginal()) {
            return "no original server is left";
        }
        return switch (mood) {
            case RESUME_FAILS -> "domain cannot be resumed";
            case INSTALL_FAILS -> "the installation procedure failed";
            case NO_MEMORY -> "cannot allocate memory";
            case WORKS, LIES -> neededNs > limitNs ? "not ready in time" : "";
        };
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
            agent.feedLater(new Input.VipDropped(server, 0));
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

    /** The service of the virtual server of this server hangs, if it runs here. */
    void hang(int server) {
        Guest guest = guests.get(server);
        if (guest != null) {
            guest.serving = false;
        }
    }
}
