package io.ringwatch.sim.world;

import io.ringwatch.member.Command;
import io.ringwatch.member.Input;
import io.ringwatch.ring.Network;
import io.ringwatch.sim.plan.Fault;
import io.ringwatch.sim.plan.Lengths;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Does to the machines and networks of a world what a fault says. */
final class Faults {
    private final Fabric fabric;

    Faults(Fabric fabric) {
        this.fabric = fabric;
    }

    void apply(Fault fault) {
        switch (fault.kind()) {
            case CRASH, POWER_ON, RESTART, QUICK, RUIN, REPAIR -> power(fault, target(fault));
            case KILL, PAUSE, RESUME, FLAG, UNFLAG, COMMAND -> agent(fault, target(fault));
            case SERVICE, STUCK, HANG -> service(fault.kind(), target(fault));
            case UNPLUG, PLUG, CUT, SPLIT, MEND, WEATHER, MUTE -> network(fault);
            case SLOW_GUESTS, GUESTS_FAIL, GUESTS_WORK, GUEST_DIES -> guests(fault, target(fault));
            case GATEWAY,
                    GATEWAY_BACK,
                    FENCE_FAILS,
                    FENCE_WORKS,
                    DISK_FAILS,
                    DISK_WORKS,
                    DISK_LOST,
                    CLOCK_STEP,
                    CONFLICT,
                    CONFLICT_OVER ->
                    surroundings(fault, target(fault));
        }
    }

    private Machine target(Fault fault) {
        return fabric.machine(fault.arg(0));
    }

    private void power(Fault fault, Machine machine) {
        switch (fault.kind()) {
            case CRASH -> machine.powerOff();
            case POWER_ON -> machine.powerOn(fabric.speeds.boot());
            case RESTART -> machine.restart(fabric.speeds.boot());
            case QUICK -> machine.restart(fabric.speeds.quickBoot());
            case RUIN -> {
                machine.ruin(true);
                machine.powerOff();
            }
            default -> machine.ruin(false);
        }
    }

    private void agent(Fault fault, Machine machine) {
        switch (fault.kind()) {
            case KILL -> machine.killAgent();
            case PAUSE -> pause(fault, machine);
            case RESUME -> machine.agent().ifPresent(Agent::resume);
            case FLAG -> machine.flag(true);
            case UNFLAG -> machine.flag(false);
            default -> {
                List<Integer> servers = new ArrayList<>();
                if (fault.args().size() > 2) {
                    names(fault.arg(2)).forEach(m -> servers.add(m.number()));
                }
                var kind =
                        Command.Kind.valueOf(
                                fault.arg(1).toUpperCase(Locale.ROOT).replace('-', '_'));
                command(machine, new Command(kind, servers));
            }
        }
    }

    long command(Machine machine, Command command) {
        long op = fabric.answers.nextOp();
        machine.tellLater(new Input.Commanded(op, command));
        return op;
    }

    private void pause(Fault fault, Machine machine) {
        machine.agent()
                .ifPresent(
                        agent -> {
                            agent.pause();
                            if (fault.args().size() > 1) {
                                fabric.events.after(Lengths.ns(fault.arg(1)), agent::resume);
                            }
                        });
    }

    private static void service(Fault.Kind kind, Machine machine) {
        machine.services()
                .first(
                        switch (kind) {
                            case SERVICE -> Services.State.DEAD;
                            case STUCK -> Services.State.STUCK;
                            default -> Services.State.HUNG;
                        });
    }

    private void network(Fault fault) {
        switch (fault.kind()) {
            case UNPLUG -> {
                int number = target(fault).number();
                networks(fault.arg(1)).forEach(network -> fabric.net.unplug(number, network));
            }
            case PLUG -> fabric.net.plug(target(fault).number());
            case CUT -> {
                int from = target(fault).number();
                int to = fabric.machine(fault.arg(1)).number();
                networks(fault.arg(2)).forEach(network -> fabric.net.cut(from, to, network));
            }
            case SPLIT -> split(names(fault.arg(0)), names(fault.arg(1)));
            case MUTE -> fabric.net.mute(fault.arg(0), percent(fault.arg(1)));
            case WEATHER ->
                    fabric.net.weather(
                            percent(fault.arg(0)), percent(fault.arg(1)), percent(fault.arg(2)));
            default -> fabric.net.mend();
        }
    }

    private void split(List<Machine> some, List<Machine> others) {
        for (Machine one : some) {
            for (Machine other : others) {
                for (Network network : Network.values()) {
                    fabric.net.cut(one.number(), other.number(), network);
                    fabric.net.cut(other.number(), one.number(), network);
                }
            }
        }
    }

    private void guests(Fault fault, Machine machine) {
        switch (fault.kind()) {
            case SLOW_GUESTS -> machine.guests().slow(Integer.parseInt(fault.arg(1)));
            case GUESTS_FAIL -> machine.guests().fail(true);
            case GUESTS_WORK -> machine.guests().fail(false);
            default -> fabric.machines.values().forEach(m -> m.guests().die(machine.number()));
        }
    }

    private static void surroundings(Fault fault, Machine machine) {
        switch (fault.kind()) {
            case GATEWAY -> machine.gateway(false);
            case GATEWAY_BACK -> machine.gateway(true);
            case FENCE_FAILS -> machine.fenceWorks(false);
            case FENCE_WORKS -> machine.fenceWorks(true);
            case DISK_FAILS -> machine.disk().fail(true);
            case DISK_WORKS -> machine.disk().fail(false);
            case DISK_LOST -> loseDisk(machine);
            case CLOCK_STEP -> machine.stepClock(Long.parseLong(fault.arg(1)));
            case CONFLICT -> machine.answerElsewhere(true);
            default -> machine.answerElsewhere(false);
        }
    }

    private static void loseDisk(Machine machine) {
        if (machine.power() != Machine.Power.OFF) {
            throw new IllegalStateException(machine.name() + " must be off to lose its disk");
        }
        machine.disk().lose();
    }

    private List<Machine> names(String joined) {
        return List.of(joined.split(",")).stream().map(fabric::machine).toList();
    }

    private static List<Network> networks(String name) {
        return name.equals("both")
                ? List.of(Network.values())
                : List.of(Network.valueOf(name.toUpperCase(Locale.ROOT)));
    }

    private static double percent(String text) {
        return Integer.parseInt(text) / 100.0;
    }
}
