package io.ringwatch.sim.scenario;

import io.ringwatch.ring.Isolation;
import io.ringwatch.ring.Timing;
import io.ringwatch.sim.plan.Lengths;
import io.ringwatch.sim.world.Speeds;
import io.ringwatch.sim.world.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lines of a plan that begin with {@code @}: of which world the story is, and how it ends. */
final class Settings {
    static final int SERVERS_MAX = 1_000;

    /** Every setting, and what stands behind it; nothing if the word alone is the setting. */
    private static final Map<String, String> FORMS =
            Map.ofEntries(
                    Map.entry("servers", "a number from 1 to " + SERVERS_MAX),
                    Map.entry("witness", ""),
                    Map.entry("fences", ""),
                    Map.entry("profile", "paper, default or fast"),
                    Map.entry("speeds", "usual, swift or sluggish"),
                    Map.entry("isolation", "drop or keep"),
                    Map.entry("seed", "a number"),
                    Map.entry("end", "a length of time such as 90 s"),
                    Map.entry("quiet", ""));

    private final Map<String, String> values = new HashMap<>();

    /**
     * Takes a line without its {@code @}.
     *
     * @return what is wrong with it; empty if nothing is
     */
    String take(String line) {
        String[] words = line.strip().split("\\s+", 2);
        String name = words[0];
        String value = words.length > 1 ? words[1] : "";
        String form = FORMS.get(name);
        if (form == null) {
            return Words.unknown("setting", "@" + name, FORMS.keySet().stream().map(n -> "@" + n));
        }
        if (values.containsKey(name)) {
            return "@" + name + " is there twice";
        }
        values.put(name, value);
        if (form.isEmpty()) {
            return value.isEmpty() ? "" : "nothing stands behind @" + name;
        }
        return isGood(name, value) ? "" : "expected @" + name + " and " + form;
    }

    private static boolean isGood(String name, String value) {
        try {
            return switch (name) {
                case "servers" -> isWithin(Integer.parseInt(value), 1, SERVERS_MAX);
                case "profile" -> List.of("paper", "default", "fast").contains(value);
                case "speeds" -> List.of("usual", "swift", "sluggish").contains(value);
                case "isolation" -> List.of("drop", "keep").contains(value);
                case "seed" -> value.matches("-?[0-9]{1,18}");
                case "end" -> Lengths.ns(value) > 0;
                default -> true;
            };
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isWithin(int value, int min, int max) {
        return min <= value && value <= max;
    }

    /** Whether all must be well in the end. */
    boolean quiet() {
        return values.containsKey("quiet");
    }

    /** When the story ends unless it has to become quiet, virtual time. */
    long endNs() {
        return Lengths.ns(values.getOrDefault("end", "60 s"));
    }

    /** Its world, in the beginning. */
    World world() {
        return World.ring(Integer.parseInt(values.getOrDefault("servers", "6")))
                .witness(values.containsKey("witness"))
                .fences(values.containsKey("fences"))
                .isolation(
                        values.getOrDefault("isolation", "drop").equals("keep")
                                ? Isolation.KEEP
                                : Isolation.DROP)
                .timing(
                        switch (values.getOrDefault("profile", "default")) {
                            case "fast" -> Timing.fast();
                            case "paper" -> Timing.paper();
                            default -> Timing.standard();
                        })
                .speeds(
                        switch (values.getOrDefault("speeds", "usual")) {
                            case "swift" -> Speeds.swift();
                            case "sluggish" -> Speeds.sluggish();
                            default -> Speeds.usual();
                        })
                .seed(Long.parseLong(values.getOrDefault("seed", "1")))
                .start();
    }
}
