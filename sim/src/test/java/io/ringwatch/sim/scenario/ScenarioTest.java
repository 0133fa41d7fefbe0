package io.ringwatch.sim.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every folder of {@code sim/scenarios}; {@code -Dscenario.rewrite=true} takes what comes as
 * expected.
 */
class ScenarioTest {
    static List<Path> folders() throws IOException {
        return Scenario.in(Path.of("scenarios"));
    }

    @ParameterizedTest
    @MethodSource("folders")
    void shouldTellTheExpectedStory(Path folder) throws IOException, ScenarioFaults {
        var scenario = Scenario.read(folder);
        List<String> story = scenario.run();
        if (Boolean.getBoolean("scenario.rewrite")) {
            scenario.expect(story);
        }
        assertEquals(String.join("\n", scenario.expected()), String.join("\n", story));
    }
}
