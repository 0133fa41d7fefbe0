package io.ringwatch.simulator.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TryCommandTest {
    private static final String RING = "examples/ring.yaml";

    @TempDir Path scratch;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--break ftp:fire|no kind 'fire'",
                "--break web9:power|no server 'web9'; this ring has mail, ftp",
                "--break ftp|not SERVER:KIND",
                "--break ftp:power,ftp:power|twice",
                "--break ftp:power --profile slow|no 'slow'; there are paper, default, fast",
                "--break ftp:power --at soon|--at: not a length",
                "--break ftp:power --for 0s|--for: more than nothing",
                "--break ftp:power --runs 0|--runs: from 1",
                "--seed 1|what breaks?",
                "--plan nowhere.plan|nowhere.plan:1: there is no such file",
            })
    void shouldSayWhatIsWrongWithTheCommand(String arguments, String diagnosis) {
        Said said = Said.by(("try " + RING + " " + arguments).split(" "));

        assertEquals(2, said.code());
        assertTrue(said.err().contains(diagnosis), said.err());
        assertEquals("", said.out());
    }

    @Test
    void shouldTellAllThatIsWrongAtOnce() {
        Said said = Said.by("try", RING, "--break", "web9:fire", "--runs", "0", "--at", "x");

        assertEquals(4, said.err().lines().count(), said.err());
    }

    @Test
    void shouldNameTheLinesOfABadRingFile() throws IOException {
        Path file = scratch.resolve("ring.yaml");
        String text = Files.readString(Path.of(RING));
        Files.writeString(file, text.replace("type: NETWORK", "type: DISK"));

        Said said = Said.by("try", file.toString(), "--break", "ftp:power");

        assertEquals(2, said.code());
        List<String> lines = text.lines().toList();
        assertTrue(
                said.err().contains(file + ":" + (lines.indexOf("    type: NETWORK") + 1) + ": "),
                said.err());
        assertTrue(said.err().lines().count() >= 2, said.err());
    }

    @Test
    void shouldNameTheLinesOfABadPlan() throws IOException {
        Path file = Files.writeString(scratch.resolve("plan"), "@seed 3\n35 s crsh ftp\n");

        Said said = Said.by("try", RING, "--plan", file.toString());

        assertEquals(2, said.code());
        assertTrue(said.err().contains(file + ":1: "), said.err());
        assertTrue(said.err().contains(file + ":2: "), said.err());
    }

    @Test
    @SuppressWarnings("unchecked")
    void shouldTellProgramsWhatHappens() throws Exception {
        Said said = Said.by("try", RING, "--break", "web1:quick", "--runs", "2", "--json");

        Map<String, Object> result = said.json();
        assertEquals(0, said.code(), said.out());
        assertEquals(true, result.get("good"));
        assertEquals(false, result.get("partial"));
        assertEquals("default", result.get("profile"));
        var servers = (List<Map<String, Object>>) result.get("servers");
        assertEquals(6, servers.size());
        var web1 = servers.get(2);
        assertEquals("web1", web1.get("name"));
        assertEquals(2, ((List<Object>) web1.get("longestOutageMsOfEachRun")).size());
        assertTrue((double) web1.get("outageMs") > 0);
        assertEquals(0.0, servers.get(0).get("outageMs"));
    }

    @Test
    void shouldTellPeopleWhatHappens() {
        Said said =
                Said.by("try", RING, "--break", "ftp:service", "--profile", "fast", "--runs", "1");

        assertEquals(0, said.code(), said.out());
        assertTrue(said.out().contains("0.00 s  ftp: its daemon dies"), said.out());
        assertTrue(said.out().contains("Nothing needs a person."), said.out());
        assertTrue(said.out().contains("profile fast"), said.out());
    }
}
