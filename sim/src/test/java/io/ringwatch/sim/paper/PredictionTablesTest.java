package io.ringwatch.sim.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PredictionTablesTest {
    static Stream<PaperTable> printedPredictions() {
        return Stream.of(PredictionTables.star(), PredictionTables.peers());
    }

    @ParameterizedTest
    @MethodSource("printedPredictions")
    void shouldGiveThePredictionsThatTheThesisPrints(PaperTable table) {
        var predicted =
                table.figures().stream().filter(f -> f.column().contains("predicted")).toList();
        assertEquals(11, predicted.size());
        for (PaperFigure figure : predicted) {
            assertEquals(figure.paper(), figure.ours(), 0.005, figure.toString());
        }
    }

    @Test
    void shouldSayWhatAPredictionOfTheRingPaperLeavesOut() {
        PaperFigure nt =
                PredictionTables.ring().figures().stream()
                        .filter(
                                f ->
                                        f.row().equals("Nt")
                                                && f.column().equals("function recovery, ring"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(3.52, nt.ours(), 0.005);
        assertFalse(nt.explanation().isEmpty());
    }
}
