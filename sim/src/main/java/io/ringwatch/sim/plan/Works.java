package io.ringwatch.sim.plan;

import io.ringwatch.ring.Ring;
import io.ringwatch.sim.plan.Fault.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Draws work on servers: a maintenance that is announced to the ring, what people do to the servers
 * meanwhile, what befalls their neighbour, and now and then another length or an early end.
 */
public final class Works {
    private static final Span BRIEF = Span.ms(20_000, 90_000);
    private static final Span USUAL = Span.ms(90_000, 300_000);
    private static final Span LONG = Span.ms(300_000, 900_000);

    /** An order is decided by then, mostly. */
    private static final Span DECIDED = Span.ms(1_000, 15_000);

    private final Chance chance;
    private final Cast cast;
    private final Script script;
    private final List<Plan.Step> steps = new ArrayList<>();

    private Works(Chance chance, Ring ring) {
        this.chance = chance;
        this.cast = new Cast(ring, chance);
        this.script =
                new Script(
                        chance,
                        ring,
                        (atNs, kind, args) -> steps.add(new Plan.Step(atNs, Fault.of(kind, args))));
    }

    /**
     * Draws one work.
     *
     * @param ring on whose servers
     * @param atNs when it is announced, virtual time
     */
    public static Plan draw(Chance chance, Ring ring, long atNs) {
        var works = new Works(chance, ring);
        works.announce(atNs);
        return new Plan(works.steps);
    }

    /** Somebody orders that servers go back to their work, rightly or not. */
    public static Plan returns(Chance chance, Ring ring, long atNs) {
        var works = new Works(chance, ring);
        String command = chance.happens(0.8) ? "move-back" : "recover";
        works.script.command(atNs, works.cast.server(1), command, works.cast.server(0));
        return new Plan(works.steps);
    }

    private void announce(long atNs) {
        List<String> servers = servers();
        String names = String.join(",", servers);
        String by = by();
        long lengthNs = length();
        script.add(atNs, Kind.MAINTAIN, by, names, length(lengthNs));
        for (String server : servers) {
            if (chance.happens(0.75)) {
                work(server, atNs, lengthNs);
            }
        }
        if (chance.happens(0.4)) {
            neighbour(cast.before(servers.get(servers.size() - 1), -1), atNs, lengthNs);
        }
        if (chance.happens(0.15)) {
            script.add(within(atNs, lengthNs), Kind.MAINTAIN, by, names, length(length()));
        }
        if (chance.happens(0.4)) {
            script.add(within(atNs, lengthNs), Kind.MAINTAIN, by(), ended(servers), "0s");
        }
    }

    private String by() {
        return cast.server(chance.below(cast.servers()));
    }

    /** One, neighbours, or any; never all. */
    private List<String> servers() {
        int many = Math.min(chance.happens(0.6) ? 1 : 2 + chance.below(2), cast.servers() - 1);
        String first = cast.server(0);
        if (chance.happens(0.3)) {
            return cast.first(many);
        }
        var servers = new ArrayList<String>();
        for (int i = 0; i < many; i++) {
            servers.add(cast.before(first, -i));
        }
        return servers;
    }

    /** All of them, all there are, or one. */
    private String ended(List<String> servers) {
        return switch (chance.below(3)) {
            case 0 -> cast.first(cast.servers()).stream().sorted().collect(Collectors.joining(","));
            case 1 -> chance.oneOf(servers);
            default -> String.join(",", servers);
        };
    }

    /** What the work is for: soon after it was announced, or when it has led something else. */
    private void work(String server, long atNs, long lengthNs) {
        long fromNs = atNs + chance.within(chance.happens(0.6) ? DECIDED : BRIEF);
        // it may take longer than was announced
        long untilNs = fromNs + chance.within(new Span(5_000_000_000L, lengthNs * 4 / 3));
        switch (chance.below(8)) {
            case 0, 1 -> script.between(fromNs, untilNs, Kind.CRASH, server);
            case 2 -> script.between(fromNs, untilNs, Kind.RUIN, server);
            case 3 -> script.add(fromNs, Kind.CRASH, server);
            case 4 -> script.add(fromNs, script.of(Kind.RESTART, Kind.QUICK), server);
            case 5 -> {
                script.add(
                        fromNs,
                        Kind.UNPLUG,
                        server,
                        chance.oneOf(List.of("service", "management", "both")));
                script.add(untilNs, Kind.PLUG, server);
            }
            case 6 -> {
                // on again, and with nothing that works: neither silent nor of use
                script.between(fromNs, untilNs, Kind.START_FAILS, server);
                script.add(fromNs, Kind.RESTART, server);
            }
            default -> script.add(fromNs, script.of(Kind.KILL, Kind.SERVICE, Kind.STUCK), server);
        }
    }

    /** The next one fails while its manager is worked on. */
    private void neighbour(String server, long atNs, long lengthNs) {
        long fromNs = atNs + chance.within(chance.happens(0.5) ? DECIDED : BRIEF);
        script.add(fromNs, script.of(Kind.CRASH, Kind.STUCK, Kind.RESTART), server);
        if (chance.happens(0.5)) {
            script.add(within(fromNs, lengthNs), Kind.GUEST_DIES, server);
        }
        script.add(within(fromNs, lengthNs), Kind.POWER_ON, server);
    }

    private long within(long atNs, long lengthNs) {
        return atNs + chance.within(new Span(10_000_000_000L, lengthNs));
    }

    private long length() {
        return chance.within(chance.oneOf(List.of(BRIEF, USUAL, USUAL, LONG)));
    }

    private static String length(long ns) {
        return ns / 1_000_000_000L + "s";
    }
}
