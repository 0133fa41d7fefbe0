package io.ringwatch.sim.chaos;

import java.util.List;
import java.util.Locale;

/** A result for people who read the log of a build. */
final class Told {
    private static final int STORY_LINES = 150;

    private Told() {}

    static String of(Result result, long first) {
        var text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "chaos: %d seeds from %d in %.0f s: %d events (%.0f/s), %.0f virtual"
                                + " server-hours (%.2f/s); again: -Dtest=ChaosTest"
                                + " -Dchaos.first=%d -Dchaos.count=1%n",
                        result.seeds(),
                        first,
                        result.wallNs() / 1e9,
                        result.events(),
                        result.eventsPerSecond(),
                        result.serverHours(),
                        result.serverHoursPerSecond(),
                        first));
        result.findings().forEach(finding -> add(finding, text));
        return text.toString();
    }

    private static void add(Finding finding, StringBuilder text) {
        text.append(
                "%n== seed %d: %s%n%s%n-- %d of %d steps, %d attempts%n"
                        .formatted(
                                finding.seed(),
                                finding.rule(),
                                finding.what(),
                                finding.steps().size(),
                                finding.stepsBefore(),
                                finding.attempts()));
        finding.scenario().forEach(line -> text.append(line).append('\n'));
        text.append("-- story\n");
        List<String> story = finding.story();
        story.subList(Math.max(0, story.size() - STORY_LINES), story.size())
                .forEach(line -> text.append(line).append('\n'));
        finding.lately()
                .forEach(
                        (name, lines) -> {
                            text.append("-- ").append(name).append('\n');
                            lines.stream()
                                    .skip(Math.max(0, lines.size() - 12))
                                    .forEach(line -> text.append(line).append('\n'));
                        });
    }
}
