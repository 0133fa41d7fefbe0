package io.ringwatch.sim.scenario;

import io.ringwatch.ring.FailBack;
import io.ringwatch.ring.Isolation;
import io.ringwatch.ring.Timing;
import io.ringwatch.sim.plan.Lengths;
import io.ringwatch.sim.plan.Spelling;
import io.ringwatch.sim.plan.Waiver;
import io.ringwatch.sim.world.Pace;
import io.ringwatch.sim.world.Profile;
import io.ringwatch.sim.world.Speeds;
import io.ringwatch.sim.world.World;
import io.ringwatch.sim.world.WorldBuilder;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The lines of a plan that begin with {@code @}: of which world the story is, and how it ends. */
final class Settings {
    static final int SERVERS_MAX = 1_000;
    static final int SERVICES_MAX = 16;
    private static final int PER_DAY_MAX = 1_000;

    private static final String PERMIT = "permit";
    private static final String WITHOUT_VIP = "services-without-vip";

    /** Every setting, and what stands behind it; nothing if the word alone is the setting. */
    private static final Map<String, String> FORMS =
            Map.ofEntries(
                    Map.entry("servers", "a number from 1 to " + SERVERS_MAX),
                    Map.entry("services", "a number from 1 to " + SERVICES_MAX),
                    Map.entry("absent", "names of servers"),
                    Map.entry("witness", ""),
                    Map.entry("fences", ""),
                    Map.entry("profile", "paper, default, fast, calm or slow"),
                    Map.entry("pace", "usual, swift, sluggish, worn or lingering"),
                    Map.entry("isolation", "drop or keep"),
                    Map.entry(PERMIT, String.join(" or ", permits())),
                    Map.entry("fail-back", "auto, manual or a length of time such as 90 s"),
                    Map.entry("fail-backs-per-day", "a number from 1 to " + PER_DAY_MAX),
                    Map.entry(WITHOUT_VIP, "run or stop"),
                    Map.entry("seed", "a number"),
                    Map.entry("end", "a length of time such as 90 s"),
                    Map.entry("quiet", ""));

    private final Map<String, String> values = new HashMap<>();
    private final Set<Waiver> waivers = EnumSet.noneOf(Waiver.class);

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
            return "no setting @" + name + Spelling.hint(name, FORMS.keySet());
        }
        if (values.containsKey(name) && !name.equals(PERMIT)) {
            return "@" + name + " is there twice";
        }
        values.put(name, value);
        if (form.isEmpty()) {
            return value.isEmpty() ? "" : "nothing stands behind @" + name;
        }
        return isGood(name, value) ? "" : "expected @" + name + " and " + form;
    }

    private boolean isGood(String name, String value) {
        return switch (name) {
            case "servers" -> isWithin(value, SERVERS_MAX);
            case "services" -> isWithin(value, SERVICES_MAX);
            case "absent" -> !value.isEmpty();
            case "profile" -> Profile.ofWord(value).isPresent();
            case "pace" -> Pace.ofWord(value).isPresent();
            case "isolation" -> List.of("drop", "keep").contains(value);
            case PERMIT -> permit(value);
            case "fail-back" -> List.of("auto", "manual").contains(value) || isLength(value);
            case "fail-backs-per-day" -> isWithin(value, PER_DAY_MAX);
            case WITHOUT_VIP -> List.of("run", "stop").contains(value);
            case "seed" -> value.matches("-?[0-9]{1,18}");
            case "end" -> isLength(value);
            default -> true;
        };
    }

    private boolean permit(String word) {
        return Arrays.stream(Waiver.values())
                .filter(waiver -> word(waiver).equals(word))
                .findFirst()
                .map(
                        waiver -> {
                            waivers.add(waiver);
                            return true;
                        })
                .orElse(false);
    }

    private static boolean isWithin(String value, int max) {
        return value.matches("[0-9]{1,6}")
                && Integer.parseInt(value) >= 1
                && Integer.parseInt(value) <= max;
    }

    private static boolean isLength(String value) {
        try {
            return Lengths.ns(value) > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static List<String> permits() {
        return Arrays.stream(Waiver.values()).map(Settings::word).toList();
    }

    /** As it is written in a plan: {@code fence-lies}. */
    static String word(Waiver waiver) {
        return waiver.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The exceptions that the world permits. */
    Set<Waiver> waivers() {
        return Set.copyOf(waivers);
    }

    /** Whether all must be well in the end. */
    boolean quiet() {
        return values.containsKey("quiet");
    }

    /** When the story ends unless it has to become quiet, virtual time. */
    long endNs() {
        return Lengths.ns(values.getOrDefault("end", "60 s"));
    }

    /** What its world is like. */
    WorldBuilder builder() {
        WorldBuilder builder =
                World.ring(Integer.parseInt(values.getOrDefault("servers", "6")))
                        .services(Integer.parseInt(values.getOrDefault("services", "1")))
                        .witness(values.containsKey("witness"))
                        .fences(values.containsKey("fences"))
                        .isolation(
                                values.getOrDefault("isolation", "drop").equals("keep")
                                        ? Isolation.KEEP
                                        : Isolation.DROP)
                        .servicesNeedVip(values.getOrDefault(WITHOUT_VIP, "run").equals("stop"))
                        .timing(timing())
                        .speeds(speeds())
                        .seed(Long.parseLong(values.getOrDefault("seed", "1")));
        if (values.containsKey("absent")) {
            builder.absent(values.getOrDefault("absent", "").split("[,\\s]+"));
        }
        waivers.forEach(builder::permit);
        return builder;
    }

    private Timing timing() {
        Timing timing =
                Profile.ofWord(values.getOrDefault("profile", "")).orElse(Profile.DEFAULT).timing();
        String stable = values.getOrDefault("fail-back", "auto");
        long stableNs =
                switch (stable) {
                    case "auto" -> 0;
                    case "manual" -> FailBack.NEVER;
                    default -> Lengths.ns(stable);
                };
        int perDay = Integer.parseInt(values.getOrDefault("fail-backs-per-day", "0"));
        return timing.withFailBack(new FailBack(stableNs, perDay));
    }

    private Speeds speeds() {
        return Pace.ofWord(values.getOrDefault("pace", "")).orElse(Pace.USUAL).speeds();
    }
}
