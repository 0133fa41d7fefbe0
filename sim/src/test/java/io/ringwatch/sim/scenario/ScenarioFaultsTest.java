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
                "@profile slow|paper, default or fast",
                "@seed x|a number",
                "@end later|a length of time",
                "@witness yes|nothing stands behind",
                "@fence|is @fences meant?",
                "25 s crsh ftp|is crash meant?",
                "25 s explode ftp|there are",
                "25 s crash|wrong number of arguments",
                "25 s crash nobody|no server nobody",
                "25 apples crash ftp|expected a time",
                "25 s|expected TIME UNIT FAULT",
                "25 s weather a b c|expected a number",
                "25 s unplug ftp internet|no internet is known here",
                "25 s command ftp dance mail|no dance is known here"
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

    /** What depends on the moment is not judged beforehand. */
    @Test
    void shouldTakeWhatCanBeDoneOnlyLater() throws IOException, ScenarioFaults {
        Files.write(folder.resolve("plan"), List.of("25 s disk-lost ftp"));

        assertEquals(folder.getFileName().toString(), Scenario.read(folder).name());
    }
}
