package io.ringwatch.sim.plan;

import io.ringwatch.message.Message;
import io.ringwatch.sim.plan.Fault.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Draws plans: faults of all kinds at any time, most of which end again by themselves. */
public final class RandomPlan {
    private static final long SEC = 1_000_000_000L;
    private static final Span SHORT = Span.ms(50, 2_000);
    private static final Span LONG = Span.ms(500, 20_000);

    private static final List<String> KINDS =
            Arrays.stream(Message.class.getPermittedSubclasses())
                    .map(Class::getSimpleName)
                    .toList();

    private final Chance chance;
    private final List<String> names;
    private final boolean witness;
    private final List<Plan.Step> steps = new ArrayList<>();
    private boolean diskLost;

    /** What may be drawn; more often the earlier. */
    private enum Trouble {
        POWER,
        RESTART,
        AGENT,
        SERVICE,
        NETWORK,
        SPLIT,
        MUTE,
        GUESTS,
        WEATHER,
        GATEWAY,
        FENCE,
        DISK,
        CLOCK,
        OPERATOR
    }

    private RandomPlan(Chance chance, List<String> names, boolean witness) {
        this.chance = chance;
        this.names = names;
        this.witness = witness;
    }

    /**
     * Draws a plan.
     *
     * @param names of the servers, without the witness
     * @param witness whether there is one
     * @param fromNs the first fault is not before this
     * @param lengthNs and the last one not this much later, though its end may be
     * @param faults how many
     */
    public static Plan draw(
            Chance chance,
            List<String> names,
            boolean witness,
            long fromNs,
            long lengthNs,
            int faults) {
        var drawn = new RandomPlan(chance, names, witness);
        var times = new Span(fromNs, fromNs + lengthNs);
        long atNs = fromNs;
        for (int i = 0; i < faults; i++) {
            // Now and then several at the same moment.
            atNs = i > 0 && chance.happens(0.25) ? atNs : chance.within(times);
            drawn.trouble(atNs);
        }
        return new Plan(drawn.steps);
    }

    private void trouble(long atNs) {
        int last = Trouble.values().length;
        Trouble trouble = Trouble.values()[Math.min(chance.below(last), chance.below(last))];
        String name = trouble == Trouble.POWER || trouble == Trouble.AGENT ? anybody() : server();
        switch (trouble) {
            case POWER -> power(atNs, name);
            case RESTART -> add(atNs, chance.oneOf(List.of(Kind.RESTART, Kind.QUICK)), name);
            case AGENT -> agent(atNs, name);
            case SERVICE ->
                    add(atNs, chance.oneOf(List.of(Kind.SERVICE, Kind.STUCK, Kind.HANG)), name);
            case NETWORK -> network(atNs);
            case SPLIT -> split(atNs);
            case MUTE -> mute(atNs);
            case GUESTS -> guests(atNs, name);
            case WEATHER -> weather(atNs);
            case GATEWAY -> between(atNs, Kind.GATEWAY, Kind.GATEWAY_BACK, name);
            case FENCE -> between(atNs, Kind.FENCE_FAILS, Kind.FENCE_WORKS, name);
            case DISK -> disk(atNs, name);
            case CLOCK ->
                    add(atNs, Kind.CLOCK_STEP, name, String.valueOf(chance.below(8_000) - 4_000));
            case OPERATOR -> operator(atNs, name);
        }
    }

    private void power(long atNs, String name) {
        add(atNs, chance.happens(0.2) ? Kind.RUIN : Kind.CRASH, name);
        long backNs = atNs + chance.within(LONG);
        add(backNs, Kind.REPAIR, name);
        if (chance.happens(0.5) || name.equals("witness")) {
            add(backNs, Kind.POWER_ON, name);
        }
    }

    private void agent(long atNs, String name) {
        if (chance.happens(0.4)) {
            add(atNs, Kind.KILL, name);
        } else {
            long lengthNs = chance.within(chance.happens(0.5) ? SHORT : LONG);
            add(atNs, Kind.PAUSE, name, lengthNs / 1_000_000 + "ms");
        }
    }

    private void network(long atNs) {
        String networks = chance.oneOf(List.of("service", "management", "both"));
        if (chance.happens(0.5)) {
            String name = anybody();
            add(atNs, Kind.UNPLUG, name, networks);
            add(atNs + chance.within(LONG), Kind.PLUG, name);
        } else {
            add(atNs, Kind.CUT, anybody(), anybody(), networks);
            add(atNs + chance.within(LONG), Kind.MEND);
        }
    }

    private void split(long atNs) {
        var some = new ArrayList<String>();
        var others = new ArrayList<String>();
        names.forEach(name -> (chance.happens(0.5) ? some : others).add(name));
        if (witness) {
            (chance.happens(0.5) ? some : others).add("witness");
        }
        if (!some.isEmpty() && !others.isEmpty()) {
            add(atNs, Kind.SPLIT, String.join(",", some), String.join(",", others));
            add(atNs + chance.within(LONG), Kind.MEND);
        }
    }

    private void mute(long atNs) {
        long untilNs = atNs + chance.within(LONG);
        for (int i = chance.below(3); i >= 0; i--) {
            String kind = chance.oneOf(KINDS);
            add(atNs, Kind.MUTE, kind, String.valueOf(40 + chance.below(61)));
            add(untilNs, Kind.MUTE, kind, "0");
        }
    }

    private void guests(long atNs, String name) {
        switch (chance.below(3)) {
            case 0 -> between(atNs, Kind.GUESTS_FAIL, Kind.GUESTS_WORK, name);
            case 1 -> add(atNs, Kind.GUEST_DIES, name);
            default -> add(atNs, Kind.SLOW_GUESTS, name, String.valueOf(1 + chance.below(6)));
        }
    }

    private void weather(long atNs) {
        add(atNs, Kind.WEATHER, percent(), percent(), percent());
        add(atNs + chance.within(LONG), Kind.WEATHER, "0", "0", "0");
    }

    private void disk(long atNs, String name) {
        if (!diskLost && chance.happens(0.5)) {
            diskLost = true;
            add(atNs, Kind.CRASH, name);
            add(atNs, Kind.DISK_LOST, name);
            add(atNs + chance.within(LONG), Kind.POWER_ON, name);
        } else {
            between(atNs, Kind.DISK_FAILS, Kind.DISK_WORKS, name);
        }
    }

    private void operator(long atNs, String name) {
        String by = server();
        String command = chance.oneOf(List.of("move", "stop"));
        add(atNs, Kind.COMMAND, by, command, name);
        String back = command.equals("move") ? "move-back" : "start";
        add(atNs + chance.within(LONG) + 2 * SEC, Kind.COMMAND, by, back, name);
    }

    private void between(long atNs, Kind from, Kind until, String name) {
        add(atNs, from, name);
        add(atNs + chance.within(LONG), until, name);
    }

    private void add(long atNs, Kind kind, String... args) {
        steps.add(new Plan.Step(atNs, Fault.of(kind, args)));
    }

    private String server() {
        return chance.oneOf(names);
    }

    private String anybody() {
        return witness && chance.happens(1.0 / (names.size() + 1)) ? "witness" : server();
    }

    private String percent() {
        return String.valueOf(chance.below(21));
    }
}
