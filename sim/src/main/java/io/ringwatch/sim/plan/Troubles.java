package io.ringwatch.sim.plan;

import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import io.ringwatch.sim.plan.Fault.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Turns one trouble into faults: what breaks, and what ends it. */
final class Troubles {
    private static final long SEC = 1_000_000_000L;
    private static final List<String> NETWORKS = List.of("service", "management", "both");

    private final Chance chance;
    private final Ring ring;
    private final boolean falsely;
    private final Script script;
    private final List<String> servers;
    private boolean recordLost;

    /** Takes the faults. */
    interface Sink {
        void add(long atNs, Kind kind, String... args);
    }

    Troubles(Chance chance, Ring ring, Set<Waiver> exceptions, Sink sink) {
        this.chance = chance;
        this.ring = ring;
        this.falsely = exceptions.contains(Waiver.CONFIRMED_FALSELY);
        this.script = new Script(chance, ring, sink);
        this.servers = ring.servers().stream().map(Server::name).toList();
    }

    /** Adds the faults of one trouble that begins then and lasts so long. */
    void add(Trouble trouble, long atNs, long lengthNs) {
        long untilNs = atNs + lengthNs;
        String name = server();
        switch (trouble) {
            case POWER -> power(atNs, untilNs, anybody());
            case BLACKOUT -> blackout(atNs, untilNs);
            case RESTART -> restart(atNs, lengthNs, name);
            case STILLNESS -> still(atNs, lengthNs, script.of(Kind.FREEZE, Kind.SUSPEND));
            case MACHINE_PAUSED -> still(atNs, lengthNs, Kind.MACHINE_PAUSE);
            case AGENT -> agent(atNs, lengthNs, anybody());
            case SERVICE -> service(atNs, name);
            case START -> start(atNs, untilNs, name);
            case UNPLUG -> unplug(atNs, untilNs, anybody());
            case CUT -> cut(atNs, untilNs);
            case SPLIT -> split(atNs, untilNs);
            case WEATHER -> weather(atNs, untilNs);
            case LATENCY -> latency(atNs, untilNs, anybody());
            case MUTE -> mute(atNs, untilNs);
            case GATEWAY -> script.between(atNs, untilNs, Kind.GATEWAY, some());
            case GUESTS -> guests(atNs, untilNs, name);
            case GUEST -> script.add(atNs, script.of(Kind.GUEST_DIES, Kind.GUEST_HANGS), name);
            case FENCE -> fence(atNs, untilNs, name);
            case FENCE_LIES -> script.between(atNs, untilNs, Kind.FENCE_LIES, name);
            case WAKE -> script.between(atNs, untilNs, Kind.WAKE_FAILS, name);
            case DISK -> disk(atNs, untilNs, anybody());
            case RECORD -> record(atNs, untilNs, name);
            case MEMORY -> script.between(atNs, untilNs, Kind.MEMORY_FULL, name);
            case CLOCK -> clock(atNs, untilNs, name);
            case CONFLICT -> script.between(atNs, untilNs, Kind.CONFLICT, name);
            case OPERATOR -> operator(atNs, untilNs, name);
            case ERROR -> error(atNs, name);
            case REMOVAL -> removal(atNs, untilNs, name);
            case CONFIRMATION -> confirmation(atNs, untilNs, name);
            case CONFIRMED_FALSELY -> script.add(atNs, Kind.CONFIRM_FALSELY, server(), name);
        }
    }

    private void power(long atNs, long untilNs, String name) {
        script.add(atNs, chance.happens(0.2) ? Kind.RUIN : Kind.CRASH, name);
        script.add(untilNs, Kind.REPAIR, name);
        if (chance.happens(0.5) || !servers.contains(name)) {
            script.add(untilNs, Kind.POWER_ON, name);
        }
    }

    private void blackout(long atNs, long untilNs) {
        List<String> all = new ArrayList<>(ring.members().stream().map(ring::nameOf).toList());
        if (chance.happens(0.6)) {
            all.removeIf(name -> chance.happens(0.5));
        }
        if (all.isEmpty()) {
            all.add(server());
        }
        script.add(atNs, Kind.BLACKOUT, String.join(",", all));
        // They come back in any order, or with the mains.
        if (chance.happens(0.4)) {
            script.add(untilNs, Kind.POWER_BACK, String.join(",", all));
        } else {
            for (String name : all) {
                script.add(untilNs + chance.within(Span.ms(0, 60_000)), Kind.POWER_ON, name);
            }
        }
    }

    private void restart(long atNs, long lengthNs, String name) {
        if (chance.happens(0.3)) {
            script.add(atNs, Kind.RESTART, name, ms(lengthNs));
        } else {
            script.add(atNs, script.of(Kind.RESTART, Kind.QUICK), name);
        }
    }

    private void still(long atNs, long lengthNs, Kind kind) {
        script.add(atNs, kind, anybody(), ms(lengthNs));
    }

    private void agent(long atNs, long lengthNs, String name) {
        if (chance.happens(0.4)) {
            script.add(atNs, Kind.KILL, name);
        } else {
            script.add(atNs, Kind.PAUSE, name, ms(lengthNs));
        }
    }

    private void service(long atNs, String name) {
        List<String> services =
                ring.servers().stream()
                        .filter(s -> s.name().equals(name))
                        .findFirst()
                        .orElseThrow()
                        .services();
        if (services.isEmpty()) {
            script.add(atNs, Kind.KILL, name);
        } else {
            Kind kind = script.of(Kind.SERVICE, Kind.STUCK, Kind.HANG, Kind.WRONG);
            script.add(atNs, kind, name, chance.oneOf(services));
        }
    }

    /** A boot that is slow, or after which nothing can be started. */
    private void start(long atNs, long untilNs, String name) {
        if (chance.happens(0.5)) {
            script.between(atNs, untilNs, Kind.START_FAILS, name);
        } else {
            script.add(atNs, Kind.SLOW_BOOT, name, String.valueOf(2 + chance.below(10)));
            script.add(untilNs, Kind.SLOW_BOOT, name, "1");
        }
        script.add(atNs, Kind.RESTART, name);
    }

    private void unplug(long atNs, long untilNs, String name) {
        script.add(atNs, Kind.UNPLUG, name, chance.oneOf(NETWORKS));
        script.add(untilNs, Kind.PLUG, name);
    }

    private void cut(long atNs, long untilNs) {
        String one = anybody();
        String other = anybody();
        String network = chance.oneOf(NETWORKS);
        script.add(atNs, Kind.CUT, one, other, network);
        if (chance.happens(0.3)) {
            script.add(atNs, Kind.CUT, other, one, network);
        }
        script.add(untilNs, Kind.MEND);
    }

    private void split(long atNs, long untilNs) {
        int sides = chance.happens(0.7) ? 2 : 3;
        var names = new ArrayList<List<String>>();
        for (int i = 0; i < sides; i++) {
            names.add(new ArrayList<>());
        }
        for (int number : ring.members()) {
            names.get(chance.below(sides)).add(ring.nameOf(number));
        }
        names.removeIf(List::isEmpty);
        if (names.size() > 1) {
            var args = new ArrayList<String>();
            names.forEach(side -> args.add(String.join(",", side)));
            if (chance.happens(0.3)) {
                args.add(chance.oneOf(NETWORKS));
            }
            script.add(atNs, Kind.SPLIT, args.toArray(String[]::new));
            script.add(untilNs, Kind.MEND);
        } else {
            // All on one side: then one of them alone.
            unplug(atNs, untilNs, anybody());
        }
    }

    private void weather(long atNs, long untilNs) {
        String network = chance.oneOf(NETWORKS);
        script.add(atNs, Kind.WEATHER, percent(), percent(), percent(), network);
        script.add(untilNs, Kind.WEATHER, "0", "0", "0");
    }

    private void latency(long atNs, long untilNs, String name) {
        String longer = 1 + chance.below(chance.happens(0.5) ? 20 : 400) + "ms";
        String network = chance.oneOf(NETWORKS);
        if (chance.happens(0.5)) {
            script.add(atNs, Kind.LATENCY, network, longer);
            script.add(untilNs, Kind.LATENCY, "both", "0s");
        } else {
            script.add(atNs, Kind.SLOW_LINK, name, longer, network);
            script.add(untilNs, Kind.SLOW_LINK, name, "0s");
        }
    }

    private void mute(long atNs, long untilNs) {
        for (int i = chance.below(3); i >= 0; i--) {
            String kind = chance.oneOf(Argument.MESSAGES);
            script.add(atNs, Kind.MUTE, kind, String.valueOf(40 + chance.below(61)));
            script.add(untilNs, Kind.MUTE, kind, "0");
        }
    }

    private void guests(long atNs, long untilNs, String name) {
        if (chance.happens(0.3)) {
            script.add(atNs, Kind.SLOW_GUESTS, name, String.valueOf(2 + chance.below(5)));
            script.add(untilNs, Kind.SLOW_GUESTS, name, "1");
        } else {
            Kind kind =
                    script.of(
                            Kind.GUESTS_FAIL, Kind.INSTALL_FAILS, Kind.GUESTS_LIE, Kind.NO_MEMORY);
            script.between(atNs, untilNs, kind, name);
        }
    }

    private void fence(long atNs, long untilNs, String name) {
        if (chance.happens(0.5)) {
            script.between(atNs, untilNs, Kind.FENCE_FAILS, name);
        } else {
            script.add(atNs, Kind.FENCE_SLOW, name, 1 + chance.below(30) + "s");
            script.add(untilNs, Kind.FENCE_WORKS, name);
        }
    }

    private void disk(long atNs, long untilNs, String name) {
        script.between(atNs, untilNs, script.of(Kind.DISK_FAILS, Kind.TORN_WRITE), name);
    }

    /** One lost record in a plan: those that lost theirs count as dead until they are taken in. */
    private void record(long atNs, long untilNs, String name) {
        if (recordLost) {
            disk(atNs, untilNs, name);
        } else if (chance.happens(0.5)) {
            script.between(atNs, untilNs, Kind.DISK_LOST, name);
        } else {
            script.add(atNs, Kind.DISK_DAMAGED, name);
            script.add(
                    atNs + lengthOf(Span.ms(0, 2_000)), script.of(Kind.RESTART, Kind.KILL), name);
        }
        recordLost = true;
    }

    private void clock(long atNs, long untilNs, String name) {
        String ms = String.valueOf(chance.below(8_000) - 4_000);
        switch (chance.below(3)) {
            case 0 -> script.add(atNs, Kind.CLOCK_STEP, name, ms);
            case 1 -> {
                script.add(atNs, Kind.CLOCK_JUMP, name, ms);
                script.add(untilNs, Kind.CLOCK_RIGHT, name);
            }
            default -> {
                String ppm = String.valueOf(chance.below(40_000) - 20_000);
                script.add(atNs, Kind.CLOCK_DRIFT, name, ppm);
                script.add(untilNs, Kind.CLOCK_RIGHT, name);
            }
        }
    }

    private void operator(long atNs, long untilNs, String name) {
        if (chance.happens(0.2)) {
            script.between(atNs, untilNs, Kind.UNFLAG, name);
            return;
        }
        String by = server();
        boolean move = chance.happens(0.5);
        script.add(atNs, Kind.COMMAND, by, move ? "move" : "stop", name);
        script.add(untilNs + 2 * SEC, Kind.COMMAND, by, move ? "move-back" : "start", name);
    }

    /**
     * Somebody sees that an agent has died, and hurries: a command for a server that it does not
     * fit, to a member that may be that very one, perhaps twice.
     */
    private void error(long atNs, String name) {
        script.add(atNs, Kind.KILL, anybody());
        String command = chance.oneOf(List.of("move", "move-back", "recover", "start"));
        String by = anybody();
        long saidNs = atNs + lengthOf(Span.ms(0, 2_000));
        script.add(saidNs, Kind.COMMAND, by, command, name);
        if (chance.happens(0.5)) {
            script.add(saidNs, Kind.COMMAND, chance.happens(0.5) ? by : server(), command, name);
        }
    }

    private void removal(long atNs, long untilNs, String name) {
        script.add(atNs, Kind.REMOVE, name);
        script.add(Math.max(untilNs, atNs + 15 * SEC), Kind.ADD, name);
    }

    /** Somebody pulls the plug by hand, and says so. */
    private void confirmation(long atNs, long untilNs, String name) {
        script.add(atNs, Kind.RUIN, name);
        long saidNs = atNs + lengthOf(Span.ms(100, 10_000));
        Kind kind = falsely && chance.happens(0.1) ? Kind.CONFIRM_FALSELY : Kind.CONFIRM;
        script.add(saidNs, kind, server(), name);
        long backNs = Math.max(untilNs, saidNs + SEC);
        script.add(backNs, Kind.REPAIR, name);
        script.add(backNs, Kind.POWER_ON, name);
    }

    private long lengthOf(Span span) {
        return chance.within(span);
    }

    private String server() {
        return chance.oneOf(servers);
    }

    private String anybody() {
        return ring.witness() && chance.happens(1.0 / (servers.size() + 1))
                ? ring.nameOf(Ring.WITNESS)
                : server();
    }

    private String some() {
        String one = server();
        String other = server();
        return chance.happens(0.3) && !one.equals(other) ? one + "," + other : one;
    }

    private String percent() {
        return String.valueOf(1 + chance.below(20));
    }

    private static String ms(long ns) {
        return Math.max(1, ns / 1_000_000) + "ms";
    }
}
