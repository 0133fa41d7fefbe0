package io.ringwatch.simulator.command;

import io.ringwatch.sim.check.Violation;
import io.ringwatch.sim.scenario.Scenario;
import io.ringwatch.simulator.screen.UnifiedDiff;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * How a scenario went.
 *
 * @param name of its folder
 * @param title what its README calls it
 * @param folder where it is
 * @param same whether its story is the one expected
 * @param violation the rule that was broken, with the world in which it was; empty if none was
 * @param story what happened, one line each, with virtual time
 * @param difference from what was expected, as {@code diff -u} shows it; empty if there is none
 * @param wallMs how long it took
 */
record PlayedScenario(
        String name,
        String title,
        String folder,
        boolean same,
        String violation,
        List<String> story,
        List<String> difference,
        long wallMs) {

    static PlayedScenario of(Path folder, Scenario scenario, boolean rewrite) throws IOException {
        long beganNs = System.nanoTime();
        List<String> story = List.of();
        String violation = "";
        try {
            story = scenario.run();
        } catch (Violation e) {
            violation = String.valueOf(e.getMessage());
        } catch (IllegalStateException e) {
            violation = "cannot be played: " + e.getMessage();
        }
        List<String> difference =
                violation.isEmpty()
                        ? UnifiedDiff.of(
                                folder.resolve("trace.expect").toString(),
                                scenario.expected(),
                                "what came",
                                story)
                        : List.of();
        if (rewrite && violation.isEmpty()) {
            scenario.expect(story);
        }
        return new PlayedScenario(
                scenario.name(),
                Scenario.title(folder),
                folder.toString(),
                violation.isEmpty() && difference.isEmpty(),
                violation,
                story,
                difference,
                (System.nanoTime() - beganNs) / 1_000_000);
    }
}
