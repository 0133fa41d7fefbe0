package io.ringwatch.sim.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of transitions in {@code sim/scenarios}: each is shown by the story that it names. */
class TransitionsTest {
    private static final Path FOLDER = Path.of("scenarios");
    private static final int COLUMNS = 6;
    private static final int FEWEST = 38;

    @Test
    void shouldShowEveryTransitionInItsStory() throws IOException {
        List<String> missing = new ArrayList<>();
        int rows = 0;
        for (String line : Files.readAllLines(FOLDER.resolve("README.md"))) {
            if (!line.startsWith("| ") || line.startsWith("| Machine")) {
                continue;
            }
            rows++;
            List<String> cells = cells(line);
            assertEquals(COLUMNS, cells.size(), line);
            Path trace = FOLDER.resolve(cells.get(5)).resolve("trace.expect");
            if (!Files.exists(trace) || !Files.readString(trace).contains(cells.get(4))) {
                missing.add(line);
            }
        }
        assertEquals(List.of(), missing);
        assertTrue(rows >= FEWEST, "only " + rows + " transitions in the table");
    }

    private static List<String> cells(String line) {
        return List.of(line.substring(1).split("\\|")).stream()
                .map(cell -> cell.replace("`", "").strip())
                .toList();
    }
}
