package io.ringwatch.sim.world;

import io.ringwatch.sim.plan.Fault;
import io.ringwatch.sim.plan.Lengths;
import io.ringwatch.sim.plan.Span;
import io.ringwatch.sim.plan.Waiver;
import java.util.Set;

/** Does to a world what a fault says, if the world permits it. */
final class Faults {
    private final Fabric fabric;
    private final Set<Waiver> waivers;
    private final NetworkFaults networks;
    private final People people;

    Faults(Fabric fabric, Set<Waiver> waivers) {
        this.fabric = fabric;
        this.waivers = waivers;
        this.networks = new NetworkFaults(fabric);
        this.people = new People(fabric, waivers);
    }

    People people() {
        return people;
    }

    /**
     * @throws IllegalArgumentException if the fault names what this ring does not have, or needs an
     *     exception that this world does not permit
     */
    void check(Fault fault) {
        for (String problem : fault.problems(fabric.ring)) {
            throw new IllegalArgumentException(problem + " in '" + fault + "'");
        }
        fault.kind()
                .waiver()
                .filter(needed -> !waivers.contains(needed))
                .ifPresent(
                        needed -> {
                            throw new IllegalArgumentException(
                                    "'%s' needs a world that permits %s".formatted(fault, needed));
                        });
    }

    void apply(Fault fault) {
        switch (fault.kind()) {
            case BLACKOUT -> fabric.machines(fault.arg(0)).forEach(Machine::powerOff);
            case POWER_BACK ->
                    fabric.machines(fault.arg(0)).forEach(m -> m.powerOn(fabric.speeds.boot()));
            case CRASH, POWER_ON, RESTART, QUICK, SLOW_BOOT, RUIN, REPAIR ->
                    power(fault, target(fault));
            case FREEZE, THAW, SUSPEND, WAKE_UP, MACHINE_PAUSE, MACHINE_RESUME ->
                    stillness(fault, target(fault));
            case KILL, PAUSE, RESUME -> agent(fault, target(fault));
            case FLAG, UNFLAG, COMMAND, MAINTAIN, ADD, REMOVE, CONFIRM, CONFIRM_FALSELY ->
                    people.apply(fault, target(fault));
            case SERVICE, STUCK, HANG, WRONG, START_FAILS, START_WORKS ->
                    service(fault, target(fault).services());
            case UNPLUG, PLUG, CUT, SPLIT, MEND, WEATHER, MUTE, LATENCY, SLOW_LINK ->
                    networks.apply(fault);
            case SLOW_GUESTS,
                    GUESTS_FAIL,
                    INSTALL_FAILS,
                    GUESTS_LIE,
                    NO_MEMORY,
                    GUESTS_WORK,
                    GUEST_DIES,
                    GUEST_HANGS ->
                    guests(fault, target(fault));
            case GATEWAY ->
                    fabric.machines(fault.arg(0)).forEach(m -> m.surroundings().gateway(false));
            case GATEWAY_BACK ->
                    fabric.machines(fault.arg(0)).forEach(m -> m.surroundings().gateway(true));
            case FENCE_FAILS,
                    FENCE_SLOW,
                    FENCE_LIES,
                    FENCE_WORKS,
                    WAKE_FAILS,
                    WAKE_WORKS,
                    CONFLICT,
                    CONFLICT_OVER ->
                    surroundings(fault, target(fault).surroundings());
            case DISK_FAILS,
                    DISK_WORKS,
                    DISK_LOST,
                    DISK_DAMAGED,
                    TORN_WRITE,
                    MEMORY_FULL,
                    MEMORY_ROOM ->
                    disk(fault, target(fault));
            case CLOCK_STEP, CLOCK_JUMP, CLOCK_DRIFT, CLOCK_RIGHT -> clock(fault, target(fault));
        }
    }

    private Machine target(Fault fault) {
        return fabric.machine(fault.arg(0));
    }

    private void power(Fault fault, Machine machine) {
        switch (fault.kind()) {
            case CRASH -> machine.powerOff();
            case POWER_ON -> machine.powerOn(fabric.speeds.boot());
            case RESTART -> {
                Span boot = fabric.speeds.boot();
                if (fault.args().size() > 1) {
                    long lengthNs = Lengths.ns(fault.arg(1));
                    boot = new Span(lengthNs, lengthNs);
                }
                machine.restart(boot);
            }
            case QUICK -> machine.restart(fabric.speeds.quickBoot());
            case SLOW_BOOT -> machine.slowBoot(Integer.parseInt(fault.arg(1)));
            case RUIN -> {
                machine.ruin(true);
                machine.powerOff();
            }
            default -> machine.ruin(false);
        }
    }

    private static void stillness(Fault fault, Machine machine) {
        Stillness why =
                switch (fault.kind()) {
                    case FREEZE, THAW -> Stillness.FROZEN;
                    case SUSPEND, WAKE_UP -> Stillness.ASLEEP;
                    default -> Stillness.PAUSED;
                };
        switch (fault.kind()) {
            case THAW, WAKE_UP, MACHINE_RESUME -> machine.goOn(why);
            default -> {
                machine.standStill(why);
                if (fault.args().size() > 1) {
                    machine.goOnAfter(Lengths.ns(fault.arg(1)), why);
                }
            }
        }
    }

    private void agent(Fault fault, Machine machine) {
        switch (fault.kind()) {
            case KILL -> machine.killAgent();
            case PAUSE -> machine.agent().ifPresent(agent -> pause(fault, agent));
            default -> machine.agent().ifPresent(agent -> agent.resume(Agent.PROCESS));
        }
    }

    private void pause(Fault fault, Agent agent) {
        agent.pause(Agent.PROCESS);
        if (fault.args().size() > 1) {
            fabric.events.after(Lengths.ns(fault.arg(1)), () -> agent.resume(Agent.PROCESS));
        }
    }

    private static void service(Fault fault, Services services) {
        String name = fault.arg(1, "");
        switch (fault.kind()) {
            case SERVICE -> services.set(name, Services.State.DEAD);
            case STUCK -> services.set(name, Services.State.STUCK);
            case HANG -> services.set(name, Services.State.HUNG);
            case WRONG -> services.set(name, Services.State.WRONG);
            case START_FAILS -> services.startFails(true);
            default -> services.startFails(false);
        }
    }

    private void guests(Fault fault, Machine machine) {
        int number = machine.number();
        switch (fault.kind()) {
            case SLOW_GUESTS -> machine.guests().slow(Integer.parseInt(fault.arg(1)));
            case GUESTS_FAIL -> machine.guests().become(Guests.Mood.RESUME_FAILS);
            case INSTALL_FAILS -> machine.guests().become(Guests.Mood.INSTALL_FAILS);
            case GUESTS_LIE -> machine.guests().become(Guests.Mood.LIES);
            case NO_MEMORY -> machine.guests().become(Guests.Mood.NO_MEMORY);
            case GUESTS_WORK -> machine.guests().become(Guests.Mood.WORKS);
            case GUEST_HANGS -> fabric.machines.values().forEach(m -> m.guests().hang(number));
            default -> fabric.machines.values().forEach(m -> m.guests().die(number));
        }
    }

    private static void surroundings(Fault fault, Surroundings around) {
        switch (fault.kind()) {
            case FENCE_FAILS -> around.fence(Surroundings.Fence.FAILS, 0);
            case FENCE_SLOW -> around.fence(Surroundings.Fence.WORKS, Lengths.ns(fault.arg(1)));
            case FENCE_LIES -> around.fence(Surroundings.Fence.LIES, 0);
            case FENCE_WORKS -> around.fence(Surroundings.Fence.WORKS, 0);
            case WAKE_FAILS -> around.wake(false);
            case WAKE_WORKS -> around.wake(true);
            case CONFLICT -> around.foreign(true);
            default -> around.foreign(false);
        }
    }

    private static void disk(Fault fault, Machine machine) {
        switch (fault.kind()) {
            case DISK_FAILS -> machine.disk().fail();
            case DISK_WORKS -> machine.disk().work();
            case DISK_LOST -> {
                machine.powerOff();
                machine.disk().loseWithMemory();
            }
            case DISK_DAMAGED -> machine.disk().lose();
            case TORN_WRITE -> machine.disk().tear();
            case MEMORY_FULL -> machine.memory().full(true);
            default -> machine.memory().full(false);
        }
    }

    private void clock(Fault fault, Machine machine) {
        long nowNs = fabric.events.nowNs();
        switch (fault.kind()) {
            case CLOCK_STEP -> machine.stepClock(Long.parseLong(fault.arg(1)));
            case CLOCK_JUMP -> machine.wallClock().step(Long.parseLong(fault.arg(1)));
            case CLOCK_DRIFT -> machine.wallClock().drift(Long.parseLong(fault.arg(1)), nowNs);
            default -> machine.wallClock().set();
        }
    }
}
