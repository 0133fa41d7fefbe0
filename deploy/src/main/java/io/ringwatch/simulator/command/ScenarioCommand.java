package io.ringwatch.simulator.command;

import io.ringwatch.agent.json.Json;
import io.ringwatch.sim.scenario.Scenario;
import io.ringwatch.sim.scenario.ScenarioFault;
import io.ringwatch.sim.scenario.ScenarioFaults;
import io.ringwatch.simulator.screen.LongRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ringwatch sim scenario}. */
@Command(
        name = "scenario",
        description = {
            "Plays stories of which the trace is known, and shows where they differ from it.",
            "",
            "A scenario is a folder: README.md tells it, plan says of which world and with which"
                    + " faults, trace.expect is what must come of it. Exit code 1 if one differs.",
            "",
            "Examples: ringwatch sim scenario nt-power",
            "          ringwatch sim scenario --all"
        })
final class ScenarioCommand implements Callable<Integer> {
    private static final String NAME = "scenario";

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME|FOLDER",
            description = "Which ones: names, or folders of one's own.")
    private List<String> names = List.of();

    @Option(names = "--all", description = "All that come with Ringwatch, without their traces.")
    private boolean all;

    @Option(names = "--list", description = "Tells which there are, and plays none.")
    private boolean list;

    @Option(
            names = "--rewrite",
            description = "Takes what comes as expected from now on; review the difference.")
    private boolean rewrite;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        try {
            List<Path> folders = folders();
            return list ? list(folders) : play(folders);
        } catch (Refusal e) {
            return e.tell(NAME);
        }
    }

    private List<Path> folders() throws IOException, Refusal {
        if (all && !names.isEmpty()) {
            throw new Refusal("--all, or names; not both");
        }
        if (names.isEmpty() && !all && !list) {
            throw new Refusal("which one? Give names or --all; --list tells which there are");
        }
        var folders = ScenarioFolders.ofThisProgram();
        return names.isEmpty() ? folders.all() : folders.named(names);
    }

    private int list(List<Path> folders) throws IOException {
        var titles = new LinkedHashMap<String, String>();
        for (Path folder : folders) {
            titles.put(ScenarioFolders.name(folder), Scenario.title(folder));
        }
        if (json) {
            System.out.print(Json.pretty(new Titles(titles)));
        } else {
            titles.forEach((name, title) -> System.out.printf("%-24s %s%n", name, title));
        }
        return 0;
    }

    private int play(List<Path> folders) throws IOException, Refusal {
        Map<Path, Scenario> scenarios = read(folders);
        try (var run = LongRun.begin(json)) {
            var played = new ArrayList<PlayedScenario>();
            for (var entry : scenarios.entrySet()) {
                run.at("scenarios", played.size(), scenarios.size());
                if (run.isStopped()) {
                    break;
                }
                PlayedScenario one = PlayedScenario.of(entry.getKey(), entry.getValue(), rewrite);
                played.add(one);
                if (!json) {
                    run.say(text(one));
                }
            }
            run.finish();
            var outcome = Outcome.of(played, scenarios.size());
            System.out.print(json ? Json.pretty(outcome) : outcome.text(rewrite));
            return run.exit(outcome.different() == 0 || rewrite && outcome.broken() == 0 ? 0 : 1);
        }
    }

    /** Reads all of them, and tells all that is wrong with any. */
    private static Map<Path, Scenario> read(List<Path> folders) throws IOException, Refusal {
        var scenarios = new LinkedHashMap<Path, Scenario>();
        var wrong = new ArrayList<String>();
        for (Path folder : folders) {
            try {
                scenarios.put(folder, Scenario.read(folder));
            } catch (ScenarioFaults e) {
                e.faults().stream().map(ScenarioFault::toString).forEach(wrong::add);
            }
        }
        if (!wrong.isEmpty()) {
            throw new Refusal(wrong);
        }
        return scenarios;
    }

    private String text(PlayedScenario one) {
        var text = new StringBuilder();
        if (!all) {
            text.append(one.name()).append(": ").append(one.title()).append("\n\n");
            one.story().forEach(line -> text.append(line).append('\n'));
            text.append('\n');
        }
        text.append(one.violation().isEmpty() ? "" : one.violation() + "\n");
        one.difference().forEach(line -> text.append(line).append('\n'));
        text.append(
                "%-9s %s (%d lines, %.1f s)%n"
                        .formatted(
                                one.same() ? "same" : rewrite ? "rewritten" : "DIFFERS",
                                one.name(),
                                one.story().size(),
                                one.wallMs() / 1000.0));
        return text.toString();
    }

    /**
     * How they went.
     *
     * @param same so many told the story that was expected
     * @param different so many did not
     * @param broken so many of those broke a rule
     * @param partial whether some were not played
     */
    private record Outcome(
            int same, int different, int broken, boolean partial, List<PlayedScenario> scenarios) {
        static Outcome of(List<PlayedScenario> played, int asked) {
            int same = (int) played.stream().filter(PlayedScenario::same).count();
            int broken = (int) played.stream().filter(p -> !p.violation().isEmpty()).count();
            return new Outcome(
                    same, played.size() - same, broken, played.size() < asked, List.copyOf(played));
        }

        String text(boolean rewritten) {
            return "%n%d as expected, %d %s%s%n"
                    .formatted(
                            same,
                            different,
                            rewritten ? "rewritten: review the difference" : "different",
                            partial ? "; interrupted, the others were not played" : "");
        }
    }

    private record Titles(Map<String, String> scenarios) {}
}
