package io.ringwatch.sim.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One thing that is done to the world: something breaks, is repaired, or an operator acts.
 *
 * @param kind what
 * @param args names of servers and figures, as {@link Kind} says
 */
public record Fault(Kind kind, List<String> args) {
    public Fault {
        args = List.copyOf(args);
        if (args.size() < kind.argsMin || args.size() > kind.argsMax) {
            throw new IllegalArgumentException(
                    kind.text() + " " + args + ": wrong number of arguments");
        }
    }

    /** A fault of these arguments. */
    public static Fault of(Kind kind, String... args) {
        return new Fault(kind, List.of(args));
    }

    /**
     * Reads {@code crash ftp} and its like.
     *
     * @throws IllegalArgumentException if there is no such kind or its arguments are too many or
     *     too few
     */
    public static Fault parse(String text) {
        List<String> words = Arrays.asList(text.strip().split("\\s+"));
        String name = words.get(0).toUpperCase(Locale.ROOT).replace('-', '_');
        return new Fault(Kind.valueOf(name), words.subList(1, words.size()));
    }

    /** The argument at this place. */
    public String arg(int index) {
        return args.get(index);
    }

    @Override
    public String toString() {
        return (kind.text() + " " + String.join(" ", args)).strip();
    }

    /** What can be done; S is a server's name or {@code witness}. */
    public enum Kind {
        /** S loses power and stays off until it is woken or powered on. */
        CRASH(1),
        /** S is powered on, if it is off. */
        POWER_ON(1),
        /** S restarts by itself. */
        RESTART(1),
        /** S restarts by itself faster than anybody may notice. */
        QUICK(1),
        /** S cannot be powered on until it is repaired; it goes off now. */
        RUIN(1),
        /** S can be powered on again. */
        REPAIR(1),
        /** The agent of S is killed; its supervisor starts it again. */
        KILL(1),
        /** The agent of S is frozen, S and optionally a length after which it goes on. */
        PAUSE(1, 2),
        /** The agent of S goes on. */
        RESUME(1),
        /** The services of S are dead; a restart of the daemon repairs them. */
        SERVICE(1),
        /**
         * The services of S are dead and their restart fails; a restart of the server repairs them.
         */
        STUCK(1),
        /** The services of S accept and never reply; a restart of the server repairs them. */
        HANG(1),
        /** S alone loses its default gateway. */
        GATEWAY(1),
        GATEWAY_BACK(1),
        /** S loses a network, S and {@code service}, {@code management} or {@code both}. */
        UNPLUG(2),
        PLUG(1),
        /**
         * Nothing passes from one server to another, one way: S, S, {@code
         * service|management|both}.
         */
        CUT(3),
        /**
         * The ring falls apart: two lists of names joined by commas; nothing passes between them.
         */
        SPLIT(2),
        /** All cuts and unplugged networks are mended. */
        MEND(0),
        /** Messages are lost, doubled and delayed with these percentages: loss, dup, reorder. */
        WEATHER(3),
        /** Messages of this kind ({@code Commit}) are lost, with this percentage; 0 ends it. */
        MUTE(2),
        /** Virtual servers on S take so many times longer: S, factor. */
        SLOW_GUESTS(2),
        /** Virtual servers cannot be resumed on S. */
        GUESTS_FAIL(1),
        GUESTS_WORK(1),
        /** The virtual server of S dies where it runs. */
        GUEST_DIES(1),
        /** The power fence of S fails. */
        FENCE_FAILS(1),
        FENCE_WORKS(1),
        /** The real disk of S cannot be written. */
        DISK_FAILS(1),
        DISK_WORKS(1),
        /** The vote record of S is lost; S must be off. */
        DISK_LOST(1),
        /** The wall clock of S steps: S, milliseconds. */
        CLOCK_STEP(2),
        /** A foreign machine answers for the VIP of S. */
        CONFLICT(1),
        CONFLICT_OVER(1),
        /** Somebody creates the flag file of S. */
        FLAG(1),
        /** Somebody deletes the flag file of S. */
        UNFLAG(1),
        /** An operator asks a member: S, command, names joined by commas. */
        COMMAND(2, 3);

        private final int argsMin;
        private final int argsMax;

        Kind(int args) {
            this(args, args);
        }

        Kind(int argsMin, int argsMax) {
            this.argsMin = argsMin;
            this.argsMax = argsMax;
        }

        /** As it is written in a plan. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
