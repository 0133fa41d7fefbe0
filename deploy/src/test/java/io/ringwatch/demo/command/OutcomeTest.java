package io.ringwatch.demo.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.ringwatch.demo.client.Outages;
import io.ringwatch.demo.plan.Fault;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static final long MS = 1_000_000L;
    private static final Outages OUTAGES = new Outages(7, 700 * MS, 9_900 * MS, 0);

    private static Told.Line line(long wallMs, String kind, Map<String, String> data) {
        return new Told.Line("mail", new Told.Item(1, wallMs, kind, "ftp", "", data));
    }

    @Test
    void shouldCountRecoveriesFromTheDetection() {
        var story =
                List.of(
                        line(1_500, "detected", Map.of()),
                        line(1_600, "host_chosen", Map.of("host", "web1", "scores", "table")),
                        line(1_700, "proven", Map.of("proof", "RELEASED")),
                        line(2_000, "function_recovered", Map.of()),
                        line(9_000, "server_recovered", Map.of()));

        Outcome outcome = Outcome.of("ftp", Fault.STUCK, story, OUTAGES, 1_000, 0);

        assertEquals(500, outcome.detectedMs());
        assertEquals(500, outcome.functionRecoveredMs());
        assertEquals(7_500, outcome.serverRecoveredMs());
        assertEquals(700, outcome.disconnectedMs());
        assertEquals("web1", outcome.host());
        assertEquals("RELEASED", outcome.proof());
        assertEquals("table", outcome.scores());
    }

    @Test
    void shouldAskTheClientsWhereTheFunctionNeverMoved() {
        var story = List.of(line(1_400, "detected", Map.of()));

        Outcome outcome = Outcome.of("ftp", Fault.SERVICE, story, OUTAGES, 1_000, 9_000 * MS);

        assertEquals(400, outcome.detectedMs());
        assertEquals(500, outcome.functionRecoveredMs(), "served 900 ms after the fault");
        assertEquals(500, outcome.serverRecoveredMs());
        assertEquals("", outcome.host());
    }

    @Test
    void shouldSayNothingOfWhatNobodyNoticed() {
        Outcome outcome = Outcome.of("ftp", Fault.AGENT, List.of(), Outages.NONE, 1_000, 0);

        assertNull(outcome.detectedMs());
        assertNull(outcome.functionRecoveredMs());
        assertNull(outcome.serverRecoveredMs());
    }
}
