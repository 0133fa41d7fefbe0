package io.ringwatch.simulator.command;

import io.ringwatch.demo.plan.Fault;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import io.ringwatch.sim.plan.Fault.Kind;
import io.ringwatch.sim.plan.Plan.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** What {@code --break} says: the demo's words, done to a world. */
final class Breakages {
    /** A lost gateway is back after so long. */
    private static final long GATEWAY_NS = 60_000_000_000L;

    private final Ring ring;
    private final long atNs;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    private Breakages(Ring ring, long atNs) {
        this.ring = ring;
        this.atNs = atNs;
    }

    /**
     * Reads {@code SERVER:KIND[,SERVER:KIND...]}.
     *
     * @param atNs when it happens, virtual time
     * @param errors receives everything that is wrong with it
     */
    static List<Step> parse(String text, Ring ring, long atNs, List<String> errors) {
        var breakages = new Breakages(ring, atNs);
        var seen = new LinkedHashSet<String>();
        for (String part : text.split(",", -1)) {
            if (seen.add(part.strip())) {
                breakages.one(part.strip());
            } else {
                breakages.errors.add("--break: " + part.strip() + " is there twice");
            }
        }
        errors.addAll(breakages.errors);
        return breakages.steps;
    }

    private void one(String part) {
        String[] words = part.split(":", -1);
        if (words.length != 2) {
            errors.add("--break: '" + part + "' is not SERVER:KIND, as in ftp:power");
            return;
        }
        String server = words[0];
        if (ring.servers().stream().noneMatch(s -> s.name().equals(server))) {
            errors.add("--break: no server '%s'; this ring has %s".formatted(server, names()));
        }
        Optional<Kind> kind = kind(words[1]);
        if (kind.isEmpty()) {
            errors.add(
                    "--break: no kind '%s'; there are %s; a --plan knows more"
                            .formatted(words[1], String.join(", ", words())));
        } else {
            add(kind.get(), server);
        }
    }

    private void add(Kind kind, String server) {
        steps.add(new Step(atNs, io.ringwatch.sim.plan.Fault.of(kind, server)));
        if (kind == Kind.GATEWAY) {
            var back = io.ringwatch.sim.plan.Fault.of(Kind.GATEWAY_BACK, server);
            steps.add(new Step(atNs + GATEWAY_NS, back));
        }
    }

    private String names() {
        return String.join(", ", ring.servers().stream().map(Server::name).toList());
    }

    /** All kinds, as they are written. */
    static List<String> words() {
        var words = new ArrayList<String>();
        Arrays.stream(Fault.values())
                .filter(f -> f != Fault.NONE)
                .map(Fault::word)
                .forEach(words::add);
        words.add(Kind.RUIN.text());
        return words;
    }

    private static Optional<Kind> kind(String word) {
        if (word.equals(Kind.RUIN.text())) {
            return Optional.of(Kind.RUIN);
        }
        return Fault.of(word)
                .filter(f -> f != Fault.NONE)
                .map(
                        fault ->
                                switch (fault) {
                                    case SERVICE -> Kind.SERVICE;
                                    case STUCK -> Kind.STUCK;
                                    case HANG -> Kind.HANG;
                                    case RESTART -> Kind.RESTART;
                                    case QUICK -> Kind.QUICK;
                                    case AGENT -> Kind.KILL;
                                    case GATEWAY -> Kind.GATEWAY;
                                    case POWER, NONE -> Kind.CRASH;
                                });
    }
}
