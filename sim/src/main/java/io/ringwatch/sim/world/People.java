package io.ringwatch.sim.world;

import io.ringwatch.member.Command;
import io.ringwatch.member.Input;
import io.ringwatch.sim.plan.Fault;
import io.ringwatch.sim.plan.Lengths;
import io.ringwatch.sim.plan.Span;
import io.ringwatch.sim.plan.Waiver;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What operators do: with commands, with flags, with their hands. */
final class People {
    private static final Span UNTIL_OFF = Span.ms(10_000, 10_000);
    private static final Span UNTIL_LOOK = Span.ms(1_000, 1_000);

    private final Fabric fabric;
    private final Set<Waiver> waivers;

    People(Fabric fabric, Set<Waiver> waivers) {
        this.fabric = fabric;
        this.waivers = waivers;
    }

    void apply(Fault fault, Machine machine) {
        switch (fault.kind()) {
            case FLAG -> machine.flag(true);
            case UNFLAG -> machine.flag(false);
            case ADD -> {
                machine.powerOn(fabric.speeds.boot());
                flagOnceUp(machine);
            }
            case REMOVE -> {
                machine.flag(false);
                fabric.after(UNTIL_OFF, machine::powerOff);
            }
            case MAINTAIN -> maintain(fault, machine);
            case CONFIRM -> confirm(machine, looked(fabric.machines(fault.arg(1))));
            case CONFIRM_FALSELY -> confirm(machine, fabric.machines(fault.arg(1)));
            default -> command(fault, machine);
        }
    }

    private void flagOnceUp(Machine machine) {
        if (machine.agent().isPresent()) {
            machine.flag(true);
        } else if (machine.power() != Machine.Power.OFF) {
            fabric.after(UNTIL_LOOK, () -> flagOnceUp(machine));
        }
    }

    private List<Machine> looked(List<Machine> machines) {
        return machines.stream().filter(m -> m.power() == Machine.Power.OFF).toList();
    }

    private void command(Fault fault, Machine machine) {
        var kind = Command.Kind.valueOf(fault.arg(1).toUpperCase(Locale.ROOT).replace('-', '_'));
        List<Machine> servers = fault.args().size() > 2 ? fabric.machines(fault.arg(2)) : List.of();
        if (kind == Command.Kind.CONFIRM_DEAD) {
            for (Machine server : servers) {
                if (server.power() != Machine.Power.OFF
                        && !waivers.contains(Waiver.CONFIRMED_FALSELY)) {
                    throw new IllegalArgumentException(
                            "%s is not off: '%s' needs a world that permits %s"
                                    .formatted(server.name(), fault, Waiver.CONFIRMED_FALSELY));
                }
            }
            confirm(machine, servers);
        } else {
            ask(machine, new Command(kind, numbers(servers)));
        }
    }

    /** Its length counts from the moment of asking, on the clock of who is asked; 0 ends it. */
    private void maintain(Fault fault, Machine machine) {
        long lengthMs = Lengths.ns(fault.arg(2)) / 1_000_000L;
        long untilMs = lengthMs == 0 ? 0 : machine.moment().wallMs() + lengthMs;
        List<Integer> servers = numbers(fabric.machines(fault.arg(1)));
        ask(machine, new Command(Command.Kind.MAINTAIN, servers, untilMs));
    }

    private void confirm(Machine machine, List<Machine> servers) {
        servers.forEach(Machine::saidToBeOff);
        if (!servers.isEmpty()) {
            ask(machine, new Command(Command.Kind.CONFIRM_DEAD, numbers(servers)));
        }
    }

    private static List<Integer> numbers(List<Machine> machines) {
        return machines.stream().map(Machine::number).toList();
    }

    /** Asks the member of this machine, if one runs there; the answer carries this operation. */
    long ask(Machine machine, Command command) {
        long op = fabric.answers.nextOp();
        machine.tellLater(new Input.Commanded(op, command));
        return op;
    }
}
