package io.ringwatch.simulator.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioCommandTest {
    @TempDir Path home;

    private Path folder;

    @BeforeEach
    void write() throws IOException {
        folder = Files.createDirectory(home.resolve("quick"));
        Files.writeString(folder.resolve("README.md"), "# A quick one\n");
        Files.writeString(
                folder.resolve("plan"), "@servers 3\n@profile fast\n@end 22 s\n20 s service ftp\n");
    }

    private Said scenario(String... arguments) {
        var all = new java.util.ArrayList<>(List.of("scenario"));
        all.addAll(List.of(arguments));
        return Said.by(all.toArray(String[]::new));
    }

    @Test
    void shouldShowHowAStoryDiffersTakeItAndFindItTheSame() throws IOException {
        Said differs = scenario(folder.toString());
        assertEquals(1, differs.code());
        assertTrue(differs.out().contains("+++ what came"), differs.out());
        assertTrue(differs.out().contains("20.000 ----: service ftp"), differs.out());

        assertEquals(0, scenario(folder.toString(), "--rewrite").code());
        Said same = scenario(folder.toString());
        assertEquals(0, same.code(), same.out());
        assertTrue(same.out().contains("1 as expected, 0 different"), same.out());

        Path expected = folder.resolve("trace.expect");
        Files.writeString(expected, Files.readString(expected).replace("service ftp", "fire"));
        Said changed = scenario(folder.toString());
        assertEquals(1, changed.code());
        assertTrue(changed.out().contains("-   20.000 ----: fire"), changed.out());
    }

    @Test
    @SuppressWarnings("unchecked")
    void shouldTellPrograms() throws Exception {
        Map<String, Object> result = scenario(folder.toString(), "--json").json();

        assertEquals(1, result.get("different"));
        assertEquals(false, result.get("partial"));
        var one = ((List<Map<String, Object>>) result.get("scenarios")).get(0);
        assertEquals("quick", one.get("name"));
        assertEquals("A quick one", one.get("title"));
        assertEquals(false, one.get("same"));
    }

    @Test
    void shouldListWhatIsInAFolder() {
        assertTrue(scenario("--list", home.toString()).out().matches("quick +A quick one\\R"));
    }

    @Test
    void shouldTellTheFaultsOfAllScenariosAndPlayNone() throws IOException {
        Path other = Files.createDirectory(home.resolve("other"));
        Files.writeString(other.resolve("plan"), "20 s fall ftp\n");
        Files.writeString(folder.resolve("plan"), "@servers\n\n20 s service nobody\n@sed 4\n");

        Said said = scenario(home.toString());

        assertEquals(2, said.code());
        assertEquals("", said.out());
        assertTrue(said.err().contains(other.resolve("plan") + ":1: "), said.err());
        assertTrue(said.err().contains(folder.resolve("plan") + ":1: "), said.err());
        assertTrue(said.err().contains(":4: found \"@sed 4\": no setting"), said.err());
    }

    @Test
    void shouldRefuseWhatItDoesNotUnderstand() {
        assertTrue(scenario("nonesuch").err().contains("no scenario 'nonesuch'"));
        assertEquals(2, scenario().code());
        assertEquals(2, scenario("--all", "nt-power").code());
        assertEquals(2, scenario("--frobnicate").code());
    }
}
