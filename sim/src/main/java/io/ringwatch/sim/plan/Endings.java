package io.ringwatch.sim.plan;

import io.ringwatch.ring.Ring;
import io.ringwatch.sim.plan.Fault.Kind;
import java.util.LinkedHashSet;
import java.util.List;

/** What ends a fault that does not end by itself. */
public final class Endings {
    private static final String NO_LENGTH = "0s";
    private static final String FACTOR_ONE = "1";

    private Endings() {}

    /**
     * The faults that undo one of this kind; empty if it is over in a moment or the ring itself
     * repairs it.
     *
     * @param kind what was done
     * @param server to which server; of no account for what is done to a whole network
     */
    public static List<Fault> of(Kind kind, String server) {
        return switch (kind) {
            case RUIN -> all(server, Kind.REPAIR, Kind.POWER_ON);
            case CRASH, DISK_LOST -> all(server, Kind.POWER_ON);
            case BLACKOUT -> all(server, Kind.POWER_BACK);
            case TORN_WRITE -> all(server, Kind.DISK_WORKS, Kind.POWER_ON);
            case SLOW_BOOT -> List.of(Fault.of(Kind.SLOW_BOOT, server, FACTOR_ONE));
            case FREEZE -> all(server, Kind.THAW);
            case SUSPEND -> all(server, Kind.WAKE_UP);
            case MACHINE_PAUSE -> all(server, Kind.MACHINE_RESUME);
            case WAKE_FAILS -> all(server, Kind.WAKE_WORKS);
            case PAUSE -> all(server, Kind.RESUME);
            case START_FAILS -> all(server, Kind.START_WORKS);
            case GATEWAY -> all(server, Kind.GATEWAY_BACK);
            case UNPLUG -> all(server, Kind.PLUG);
            case CUT, SPLIT, MUTE -> List.of(Fault.of(Kind.MEND));
            case WEATHER -> List.of(Fault.of(Kind.WEATHER, "0", "0", "0"));
            case LATENCY -> List.of(Fault.of(Kind.LATENCY, "both", NO_LENGTH));
            case SLOW_LINK -> List.of(Fault.of(Kind.SLOW_LINK, server, NO_LENGTH));
            case SLOW_GUESTS -> List.of(Fault.of(Kind.SLOW_GUESTS, server, FACTOR_ONE));
            case GUESTS_FAIL, INSTALL_FAILS, GUESTS_LIE, NO_MEMORY -> all(server, Kind.GUESTS_WORK);
            case FENCE_FAILS, FENCE_SLOW, FENCE_LIES -> all(server, Kind.FENCE_WORKS);
            case DISK_FAILS -> all(server, Kind.DISK_WORKS);
            case MEMORY_FULL -> all(server, Kind.MEMORY_ROOM);
            case CLOCK_JUMP, CLOCK_DRIFT -> all(server, Kind.CLOCK_RIGHT);
            case CONFLICT -> all(server, Kind.CONFLICT_OVER);
            case REMOVE -> all(server, Kind.POWER_ON, Kind.FLAG);
            case UNFLAG -> all(server, Kind.FLAG);
            case RESTART, QUICK, KILL, SERVICE, STUCK, HANG, WRONG, GUEST_DIES, GUEST_HANGS ->
                    List.of();
            case DISK_DAMAGED, CLOCK_STEP, COMMAND, MAINTAIN, ADD, CONFIRM, CONFIRM_FALSELY ->
                    List.of();
            case POWER_ON, POWER_BACK, REPAIR, THAW, WAKE_UP, MACHINE_RESUME, WAKE_WORKS ->
                    List.of();
            case RESUME, START_WORKS, GATEWAY_BACK, PLUG, MEND, GUESTS_WORK, FENCE_WORKS ->
                    List.of();
            case DISK_WORKS, MEMORY_ROOM, CLOCK_RIGHT, CONFLICT_OVER, FLAG -> List.of();
        };
    }

    /**
     * What ends every fault of every kind: afterwards nothing in a world of this ring is broken
     * that a ring does not repair itself. Flags are the operators' business, and power comes last.
     */
    public static List<Fault> all(Ring ring) {
        var endings = new LinkedHashSet<Fault>();
        var powered = new LinkedHashSet<Fault>();
        for (Kind kind : Kind.values()) {
            for (int number : ring.members()) {
                String name = ring.nameOf(number);
                for (Fault ending : of(kind, name)) {
                    switch (ending.kind()) {
                        case POWER_ON -> powered.add(ending);
                        // The same for several, and not for a world to decide.
                        case POWER_BACK, FLAG -> {}
                        default -> endings.add(ending);
                    }
                }
            }
        }
        endings.addAll(powered);
        return List.copyOf(endings);
    }

    private static List<Fault> all(String server, Kind... kinds) {
        return List.of(kinds).stream().map(kind -> Fault.of(kind, server)).toList();
    }
}
