package io.ringwatch.sim.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioFaultsTest {
    @TempDir Path folder;

    private List<ScenarioFault> faultsOf(String... lines) throws IOException {
        Files.write(folder.resolve("plan"), List.of(lines));
        return assertThrows(ScenarioFaults.class, () -> Scenario.read(folder)).faults();
    }

    @Test
    void shouldTellAllFaultsAtOnceWithTheirLines() throws IOException {
        var faults =
                faultsOf(
                        "@servers six",
                        "# why",
                        "25 s crsh ftp",
                        "",
                        "soon crash ftp",
                        "@colour red");

        assertEquals(List.of(1, 3, 5, 6), faults.stream().map(ScenarioFault::line).toList());
        assertEquals("25 s crsh ftp", faults.get(1).found());
        assertTrue(
                faults.get(1).toString().startsWith(folder.resolve("plan") + ":3: found"),
                faults.get(1).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@servers 0|from 1 to",
                "@services 99|from 1 to",
                "@profile hasty|paper, default, fast, calm or slow",
                "@pace lame|usual, swift, sluggish, worn or lingering",
                "@permit everything|fence-lies",
                "@seed x|a number",
                "@end later|a length of time",
                "@witness yes|nothing stands behind",
                "@fence|did you mean fences",
                "25 s crsh ftp|did you mean crash",
                "25 s crash|usage: crash S",
                "25 s crash nobody|no server 'nobody'",
                "25 apples crash ftp|not a length",
                "25 s|not 'TIME UNIT FAULT'",
                "25 s weather a b c|not a percentage",
                "25 s fence-lies ftp|@permit fence-lies"
            })
    void shouldSayWhatWasExpected(String line, String expected) throws IOException {
        var faults = faultsOf(line);

        assertEquals(1, faults.size(), faults.toString());
        assertEquals(1, faults.get(0).line());
        assertTrue(faults.get(0).expected().contains(expected), faults.get(0).expected());
    }

    @Test
    void shouldFindASettingThatIsThereTwice() throws IOException {
        var faults = faultsOf("@seed 1", "@seed 2");

        assertEquals(2, faults.get(0).line());
    }

    @Test
    void shouldTakeWhatTheWorldPermits() throws IOException, ScenarioFaults {
        Files.write(
                folder.resolve("plan"),
                List.of("@permit fence-lies", "@permit machine-paused", "25 s fence-lies ftp"));

        assertEquals(folder.getFileName().toString(), Scenario.read(folder).name());
    }
}
