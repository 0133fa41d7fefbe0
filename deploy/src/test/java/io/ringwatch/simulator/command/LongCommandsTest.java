package io.ringwatch.simulator.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongCommandsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chaos --servers some|a range such as 3..30",
                "chaos --servers 9..3|--servers: from 9",
                "chaos --seeds 0|--seeds: from 1",
                "chaos --minutes 0|--minutes: from 1",
                "chaos --profile quick|no 'quick'; there are paper",
                "paper --runs 0|--runs: from 1",
                "availability --servers 2|--servers: from 3",
                "availability --years 0|--years: more than 0",
                "availability --mtbf -1|--mtbf: more than 0",
                "availability --methods ring,luck|no 'luck'; there are nothing, spare",
                "scale --servers 6,1|--servers: from 3",
                "paper --report /|--report: / is a directory",
                "availability --report /nowhere/x.html|--report: there is no directory /nowhere",
                "scale --report /nowhere/x.html|--report: there is no directory /nowhere",
                "report /nowhere/x.html|FILE: there is no directory /nowhere",
                "report x.html --runs 0|--runs: from 1"
            })
    void shouldSayWhatIsWrongWithTheCommand(String arguments, String diagnosis) {
        Said said = Said.by(arguments.split(" "));

        assertEquals(2, said.code());
        assertTrue(said.err().contains(diagnosis), said.err());
        assertEquals("", said.out());
    }

    @Test
    void shouldTellProgramsWhatCameOfChaos() throws Exception {
        Map<String, Object> result =
                Said.by("chaos", "--seed", "7", "--servers", "3", "--minutes", "1", "--json")
                        .json();

        assertEquals(true, result.get("clean"));
        assertEquals(1, result.get("seedsPlayed"));
        assertEquals(7, result.get("firstSeed"));
        assertTrue((double) result.get("serverHours") > 0);
    }

    @Test
    @SuppressWarnings("unchecked")
    void shouldTellProgramsWhatARingCosts() throws Exception {
        Map<String, Object> result =
                Said.by("scale", "--servers", "3", "--minutes", "1", "--failures", "0", "--json")
                        .json();

        var rows = (List<Map<String, Object>>) result.get("rows");
        assertEquals(3, rows.get(0).get("servers"));
        assertTrue((double) rows.get(0).get("messagesPerServerAndTick") > 0);
    }
}
