package io.ringwatch.simulator.command;

import io.ringwatch.agent.json.Json;
import io.ringwatch.sim.chaos.Chaos;
import io.ringwatch.sim.chaos.Finding;
import io.ringwatch.sim.chaos.Result;
import io.ringwatch.sim.world.Profile;
import io.ringwatch.simulator.screen.LongRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ringwatch sim chaos}. */
@Command(
        name = "chaos",
        description = {
            "Random worlds, each from one number: rings, faults of all kinds, and people who repair"
                    + " them. Checks after every event that nothing forbidden happens, and in the"
                    + " end that everything is as it was.",
            "",
            "Exit code 1 if a rule was broken: prints the seed, the shortest story in which it is"
                    + " broken, and the line that plays it again.",
            "",
            "Example: ringwatch sim chaos --seeds 200 --servers 3..12"
        })
final class ChaosCommand implements Callable<Integer> {
    private static final String NAME = "chaos";
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,4})(?:\\.\\.([0-9]{1,4}))?");
    private static final int SERVERS_MIN = 2;
    private static final int SERVERS_MAX = 1_000;
    private static final int SEED_BOUND = 1_000_000_000;
    private static final long NS_PER_MIN = 60_000_000_000L;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "How many worlds (default: 100; 1 with --seed).")
    private @Nullable Long seeds;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "The first number; without it one is drawn, and printed.")
    private @Nullable Long seed;

    @Option(
            names = "--servers",
            paramLabel = "MIN..MAX",
            description = "Servers of a ring (default: ${DEFAULT-VALUE}).",
            defaultValue = "3..30")
    private String servers = "3..30";

    @Option(
            names = "--minutes",
            paramLabel = "M",
            description = "Virtual minutes with faults (default: ${DEFAULT-VALUE}).",
            defaultValue = "30")
    private int minutes = 30;

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            description =
                    "Only this timing: paper, default, fast, calm or slow (default: one of them is"
                            + " drawn).")
    private @Nullable String profile;

    @Option(
            names = "--threads",
            paramLabel = "T",
            description = "Worlds at the same time (default: the cores of this machine).")
    private @Nullable Integer threads;

    @Option(
            names = "--findings",
            paramLabel = "N",
            description = "Stops after so many (default: ${DEFAULT-VALUE}).",
            defaultValue = "3")
    private int findings = 3;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        Chaos.Options options;
        try {
            options = options();
        } catch (Refusal e) {
            return e.tell(NAME);
        }
        try (var run = LongRun.begin(json)) {
            if (!json) {
                run.say(
                        "Seeds %d to %d, %d to %d servers, %d virtual minutes with faults each.%n"
                                .formatted(
                                        options.firstSeed(),
                                        options.firstSeed() + options.seeds() - 1,
                                        options.serversMin(),
                                        options.serversMax(),
                                        minutes));
            }
            Result result = new Chaos(options, run).run();
            run.finish();
            System.out.print(json ? Json.pretty(ChaosJson.of(options, result)) : text(result));
            return run.exit(result.isClean() ? 0 : 1);
        }
    }

    private Chaos.Options options() throws Refusal {
        var errors = new ArrayList<String>();
        Matcher range = RANGE.matcher(servers);
        int min = SERVERS_MIN;
        int max = SERVERS_MIN;
        if (range.matches()) {
            min = Integer.parseInt(range.group(1));
            max = range.group(2) == null ? min : Integer.parseInt(range.group(2));
            Asked.within("--servers", min, SERVERS_MIN, SERVERS_MAX, errors);
            Asked.within("--servers", max, min, SERVERS_MAX, errors);
        } else {
            errors.add("--servers: expected a number or a range such as 3..30, not " + servers);
        }
        var standard = Chaos.Options.standard(firstSeed(), wanted());
        int at = threads == null ? standard.threads() : threads;
        List<Profile> profiles = profiles(standard.profiles(), errors);
        Asked.within("--seeds", seeds == null ? 1 : seeds, 1, Integer.MAX_VALUE, errors);
        Asked.within("--minutes", minutes, 1, 24 * 60, errors);
        Asked.within("--threads", at, 1, 1_000, errors);
        Asked.within("--findings", findings, 1, 1_000, errors);
        if (!errors.isEmpty()) {
            throw new Refusal(errors);
        }
        return new Chaos.Options(
                firstSeed(),
                wanted(),
                min,
                max,
                profiles,
                minutes * NS_PER_MIN,
                at,
                findings,
                standard.shrinkAttempts(),
                true);
    }

    private long wanted() {
        if (seeds != null) {
            return Math.max(1, seeds);
        }
        return seed == null ? 100 : 1;
    }

    private long firstSeed() {
        if (seed == null) {
            seed = (long) new SplittableRandom().nextInt(SEED_BOUND);
        }
        return seed;
    }

    private List<Profile> profiles(List<Profile> usual, List<String> errors) {
        if (profile == null) {
            return usual;
        }
        var one = Profile.ofWord(profile);
        if (one.isEmpty()) {
            errors.add(
                    "--profile: no '%s'; there are %s"
                            .formatted(
                                    profile,
                                    String.join(
                                            ", ",
                                            Arrays.stream(Profile.values())
                                                    .map(Profile::word)
                                                    .toList())));
        }
        return one.map(List::of).orElse(usual);
    }

    private String text(Result result) {
        var text = new StringBuilder();
        result.findings().forEach(finding -> text.append(text(finding)));
        text.append(
                "%,d of %,d seeds, %,d events, %,.1f server-hours of virtual time in %.1f s:%n"
                        .formatted(
                                result.seeds(),
                                result.asked(),
                                result.events(),
                                result.serverHours(),
                                result.wallNs() / 1e9));
        text.append(
                "%,.2f seeds/s, %,.0f events/s, %,.2f virtual server-hours/s.%n"
                        .formatted(
                                result.seedsPerSecond(),
                                result.eventsPerSecond(),
                                result.serverHoursPerSecond()));
        if (result.seeds() < result.asked() && result.findings().size() < findings) {
            text.append("Interrupted: the others were not played.\n");
        }
        text.append(
                result.isClean()
                        ? "Nothing was found.\n"
                        : "%d found.%n".formatted(result.findings().size()));
        return text.toString();
    }

    private String text(Finding finding) {
        var text = new StringBuilder();
        text.append(
                "%nSeed %d breaks a rule: %s.%n".formatted(finding.seed(), finding.rule().text()));
        text.append(finding.what())
                .append(
                        "\n\nThe shortest story found (%d of %d steps):%n%n"
                                .formatted(finding.steps().size(), finding.stepsBefore()));
        finding.scenario().forEach(line -> text.append("  ").append(line).append('\n'));
        text.append("\nIts end:\n\n");
        List<String> story = finding.story();
        story.subList(Math.max(0, story.size() - 40), story.size())
                .forEach(line -> text.append(line).append('\n'));
        finding.lately()
                .forEach(
                        (name, lines) -> {
                            text.append("\nThe last of ").append(name).append(":\n");
                            lines.subList(Math.max(0, lines.size() - 12), lines.size())
                                    .forEach(line -> text.append(line).append('\n'));
                        });
        text.append("\nAgain: ").append(again(finding.seed())).append("\n\n");
        return text.toString();
    }

    /** The command that plays this seed in the same world. */
    String again(long of) {
        return "ringwatch sim chaos --seed %d --servers %s --minutes %d%s"
                .formatted(of, servers, minutes, profile == null ? "" : " --profile " + profile);
    }
}
