package io.ringwatch.deploy.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sample of the attacks, of each kind at least one: {@code -Dattack.seed=N} draws others, {@code
 * -Dattack.minutes=M} goes on for longer. All of them: {@code deploy/lab/attack}.
 */
final class AttackIT {
    private static final String TOOL = Path.of("lab/attack").toAbsolutePath().toString();
    private static final String SEED = System.getProperty("attack.seed", "1");
    private static final double MINUTES =
            Double.parseDouble(System.getProperty("attack.minutes", "6"));

    /** Time for the lab to come up, and for the last attack to end. */
    private static final int MARGIN_SECONDS = 900;

    @TempDir private Path directory;

    @BeforeAll
    static void needsALab() throws Exception {
        LabRequirement.assume();
    }

    @Test
    void shouldWithstandASample() throws Exception {
        Path raw = directory.resolve("attack.json");
        LabTool.Ran ran =
                LabTool.process(
                        MARGIN_SECONDS + (int) (MINUTES * 60),
                        List.of(
                                TOOL,
                                "--lab",
                                "attack-it",
                                "--package",
                                System.getProperty("ringwatch.deb"),
                                "--sample",
                                String.valueOf(MINUTES),
                                "--seed",
                                SEED,
                                "--json",
                                raw.toString()));
        System.out.println(ran.text());
        assertEquals(0, ran.code(), ran.text());
        List<Run> runs = Json.read(Files.readString(raw), Record.class).runs();
        assertTrue(runs.size() > 5, "only " + runs.size() + " attacks");
        Run control = runs.get(0);
        assertEquals("foreign", control.attack());
        assertTrue(control.foreignMs() > 10_000, "two holders were not seen: " + control);
    }

    /** What the raw data say. */
    private record Record(List<Run> runs) {}

    /**
     * @param foreignMs for so long a machine that is not of the ring answered beside one that is
     */
    private record Run(String attack, double foreignMs) {}
}
