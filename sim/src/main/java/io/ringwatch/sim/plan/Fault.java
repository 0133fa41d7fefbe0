package io.ringwatch.sim.plan;

import static io.ringwatch.sim.plan.Argument.FACTOR;
import static io.ringwatch.sim.plan.Argument.LENGTH;
import static io.ringwatch.sim.plan.Argument.MESSAGE;
import static io.ringwatch.sim.plan.Argument.MILLISECONDS;
import static io.ringwatch.sim.plan.Argument.NETWORK;
import static io.ringwatch.sim.plan.Argument.PERCENT;
import static io.ringwatch.sim.plan.Argument.PPM;
import static io.ringwatch.sim.plan.Argument.SERVER;
import static io.ringwatch.sim.plan.Argument.SERVERS;
import static io.ringwatch.sim.plan.Argument.SIDE;

import io.ringwatch.ring.Ring;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that is done to the world: something breaks, is repaired, or an operator acts.
 *
 * @param kind what
 * @param args names of servers and figures, as {@link Kind} says
 */
public record Fault(Kind kind, List<String> args) {
    /**
     * @throws IllegalArgumentException if the arguments are too many, too few, or not of the form
     *     that the kind needs; the message says what was expected
     */
    public Fault {
        args = List.copyOf(args);
        if (args.size() < kind.needed.size()
                || args.size() > kind.needed.size() + kind.possible.size()) {
            throw new IllegalArgumentException(
                    "'%s' has %d arguments; usage: %s"
                            .formatted(kind.text(), args.size(), kind.usage()));
        }
        for (int i = 0; i < args.size(); i++) {
            Optional<String> problem = kind.argument(i).formProblem(args.get(i));
            if (problem.isPresent()) {
                throw new IllegalArgumentException(problem.get() + "; usage: " + kind.usage());
            }
        }
    }

    /** A fault of these arguments. */
    public static Fault of(Kind kind, String... args) {
        return new Fault(kind, List.of(args));
    }

    /**
     * Reads {@code crash ftp} and its like.
     *
     * @throws IllegalArgumentException if there is no such kind, or its arguments are wrong
     */
    public static Fault parse(String text) {
        List<String> words = Arrays.asList(text.strip().split("\\s+"));
        Kind kind =
                Arrays.stream(Kind.values())
                        .filter(k -> k.text().equals(words.get(0)))
                        .findFirst()
                        .orElseThrow(() -> unknown(words.get(0)));
        return new Fault(kind, words.subList(1, words.size()));
    }

    private static IllegalArgumentException unknown(String word) {
        List<String> known = Arrays.stream(Kind.values()).map(Kind::text).toList();
        return new IllegalArgumentException("no fault '" + word + "'" + Spelling.hint(word, known));
    }

    /** What it names that this ring does not have, one line each; empty if it has all. */
    public List<String> problems(Ring ring) {
        var problems = new ArrayList<String>();
        for (int i = 0; i < args.size(); i++) {
            kind.argument(i).ringProblem(args.get(i), ring, args.get(0)).ifPresent(problems::add);
        }
        return problems;
    }

    /** The argument at this place. */
    public String arg(int index) {
        return args.get(index);
    }

    /** The argument at this place, or something else if there is none. */
    public String arg(int index, String otherwise) {
        return index < args.size() ? args.get(index) : otherwise;
    }

    @Override
    public String toString() {
        return (kind.text() + " " + String.join(" ", args)).strip();
    }

    /**
     * What can be done. S is a server's name or {@code witness}, NAMES such names joined by commas,
     * NETWORK {@code service}, {@code management} or {@code both}, LENGTH a time such as {@code
     * 300ms} or {@code 5s}, written without a space.
     */
    // ImmutableEnumChecker: the lists are made by List.of.
    @SuppressWarnings("ImmutableEnumChecker")
    public enum Kind {
        /** S loses power and stays off until it is woken or powered on. */
        CRASH(SERVER),
        /** All of these lose power at the same moment. */
        BLACKOUT(SERVERS),
        /** S is powered on, if it is off. */
        POWER_ON(SERVER),
        /** All of these are powered on at the same moment. */
        POWER_BACK(SERVERS),
        /** S restarts by itself, or somebody presses its button; a boot may take LENGTH. */
        RESTART(List.of(SERVER), LENGTH),
        /** S restarts by itself faster than anybody may notice. */
        QUICK(SERVER),
        /** Boots of S take so many times longer; 1 ends it. */
        SLOW_BOOT(SERVER, FACTOR),
        /** S cannot be powered on until it is repaired; it goes off now. */
        RUIN(SERVER),
        /** S can be powered on again. */
        REPAIR(SERVER),
        /**
         * S hangs whole: agent, services and kernel answer nothing, until it goes on or loses
         * power. Its clocks go on.
         */
        FREEZE(List.of(SERVER), LENGTH),
        /** S that hung goes on. */
        THAW(SERVER),
        /** S sleeps: the VIP set is emptied before, its clocks go on; wake-on-LAN wakes it. */
        SUSPEND(List.of(SERVER), LENGTH),
        /** S that slept goes on. */
        WAKE_UP(SERVER),
        /** The hypervisor of S stops it, its monotonic clock and its kernel's timers, too. */
        MACHINE_PAUSE(Waiver.MACHINE_PAUSED, List.of(SERVER), LENGTH),
        /** S that was stopped by its hypervisor goes on. */
        MACHINE_RESUME(SERVER),
        /** Wake-on-LAN does not wake S. */
        WAKE_FAILS(SERVER),
        WAKE_WORKS(SERVER),
        /** The agent of S is killed; its supervisor starts it again. */
        KILL(SERVER),
        /** The agent of S is frozen, S and optionally a length after which it goes on. */
        PAUSE(List.of(SERVER), LENGTH),
        /** The agent of S goes on. */
        RESUME(SERVER),
        /** A service of S, or its first, is dead; a restart of the daemon repairs it. */
        SERVICE(List.of(SERVER), Argument.SERVICE),
        /** A service of S is dead and its restart fails; a restart of the server repairs it. */
        STUCK(List.of(SERVER), Argument.SERVICE),
        /** A service of S accepts and never replies; a restart of the server repairs it. */
        HANG(List.of(SERVER), Argument.SERVICE),
        /** A service of S answers what it should not; a restart of the daemon repairs it. */
        WRONG(List.of(SERVER), Argument.SERVICE),
        /** The services of S cannot be started, at its next boot neither. */
        START_FAILS(SERVER),
        START_WORKS(SERVER),
        /** These servers alone do not see their default gateway. */
        GATEWAY(SERVERS),
        GATEWAY_BACK(SERVERS),
        /** S loses a network. */
        UNPLUG(SERVER, NETWORK),
        PLUG(SERVER),
        /** Nothing passes from the first to the second, one way. */
        CUT(SERVER, SERVER, NETWORK),
        /**
         * The ring falls apart into two, three or four sides, on both networks or on one; nothing
         * passes between them.
         */
        SPLIT(List.of(SERVERS, SERVERS), SIDE, SIDE, SIDE),
        /** All cuts, unplugged networks and mutes are mended. */
        MEND,
        /**
         * So many per cent of the messages are lost, doubled, overtaken; on one network if it is
         * named.
         */
        WEATHER(List.of(PERCENT, PERCENT, PERCENT), NETWORK),
        /** Everything takes so much longer on a network; 0s ends it. */
        LATENCY(NETWORK, LENGTH),
        /** What S sends or receives takes so much longer; 0s ends it. */
        SLOW_LINK(List.of(SERVER, LENGTH), NETWORK),
        /** Messages of this kind ({@code Commit}) are lost, with this percentage; 0 ends it. */
        MUTE(MESSAGE, PERCENT),
        /** Virtual servers on S take so many times longer; 1 ends it. */
        SLOW_GUESTS(SERVER, FACTOR),
        /** Virtual servers cannot be resumed on S. */
        GUESTS_FAIL(SERVER),
        /** Virtual servers are resumed on S, but the procedure of any server fails. */
        INSTALL_FAILS(SERVER),
        /** Virtual servers on S are said to be ready, but do not serve. */
        GUESTS_LIE(SERVER),
        /** S has no memory left for virtual servers. */
        NO_MEMORY(SERVER),
        /** The four kinds before are over. */
        GUESTS_WORK(SERVER),
        /** The virtual server of S dies where it runs. */
        GUEST_DIES(SERVER),
        /** The virtual server of S runs on, but its service does not answer any more. */
        GUEST_HANGS(SERVER),
        /** The power fence of S fails. */
        FENCE_FAILS(SERVER),
        /** The power fence of S takes so long; if that is too long, it acts nevertheless. */
        FENCE_SLOW(SERVER, LENGTH),
        /** The power fence of S says that S is off, and does nothing. */
        FENCE_LIES(Waiver.FENCE_LIES, List.of(SERVER)),
        /** The power fence of S works as it should. */
        FENCE_WORKS(SERVER),
        /** The real disk of S cannot be written. */
        DISK_FAILS(SERVER),
        DISK_WORKS(SERVER),
        /** S goes off and gets a new disk: its vote record is lost. */
        DISK_LOST(SERVER),
        /** The vote record of S is damaged: whoever reads it finds none. */
        DISK_DAMAGED(SERVER),
        /** S loses power in the middle of its next write of the vote record. */
        TORN_WRITE(SERVER),
        /** The memory disk of S is full: new files stay in the memory of the agent. */
        MEMORY_FULL(SERVER),
        MEMORY_ROOM(SERVER),
        /** The wall clock of S steps; its time service says so, and mends it after a while. */
        CLOCK_STEP(SERVER, MILLISECONDS),
        /** The wall clock of S steps and stays off; nobody says so. */
        CLOCK_JUMP(SERVER, MILLISECONDS),
        /** The wall clock of S goes too fast, or too slow if negative; nobody says so. */
        CLOCK_DRIFT(SERVER, PPM),
        /** The wall clock of S is right again. */
        CLOCK_RIGHT(SERVER),
        /** A foreign machine answers for the VIP of S. */
        CONFLICT(SERVER),
        CONFLICT_OVER(SERVER),
        /** Somebody creates the flag file of S. */
        FLAG(SERVER),
        /** Somebody deletes the flag file of S. */
        UNFLAG(SERVER),
        /** An operator asks a member: S, command, names joined by commas. */
        COMMAND(List.of(SERVER, Argument.COMMAND), SERVERS),
        /** People work on servers for a while, as an operator tells member S; 0s ends it. */
        MAINTAIN(SERVER, SERVERS, LENGTH),
        /** S, of the ring file but not yet in the ring, is switched on and gets its flag. */
        ADD(SERVER),
        /** An operator takes S out of service: its flag first, its power ten seconds later. */
        REMOVE(SERVER),
        /** An operator looks at these machines and tells member S of those that are off. */
        CONFIRM(SERVER, SERVERS),
        /** An operator tells member S that these machines are off, without a look. */
        CONFIRM_FALSELY(Waiver.CONFIRMED_FALSELY, List.of(SERVER, SERVERS));

        private final List<Argument> needed;
        private final List<Argument> possible;
        private final Optional<Waiver> waiver;

        Kind(Argument... needed) {
            this(List.of(needed));
        }

        Kind(List<Argument> needed, Argument... possible) {
            this(Optional.empty(), needed, possible);
        }

        Kind(Waiver waiver, List<Argument> needed, Argument... possible) {
            this(Optional.of(waiver), needed, possible);
        }

        Kind(Optional<Waiver> waiver, List<Argument> needed, Argument... possible) {
            this.waiver = waiver;
            this.needed = needed;
            this.possible = List.of(possible);
        }

        /** As it is written in a plan. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** How it is written with its arguments; those in brackets may be left out. */
        public String usage() {
            var words = new ArrayList<String>(List.of(text()));
            needed.forEach(argument -> words.add(argument.usage()));
            possible.forEach(argument -> words.add("[" + argument.usage() + "]"));
            return String.join(" ", words);
        }

        /** Which exception a world must permit before this can be done in it, if any. */
        public Optional<Waiver> waiver() {
            return waiver;
        }

        Argument argument(int index) {
            return index < needed.size() ? needed.get(index) : possible.get(index - needed.size());
        }
    }
}
