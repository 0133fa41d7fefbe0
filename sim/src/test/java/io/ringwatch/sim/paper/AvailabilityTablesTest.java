package io.ringwatch.sim.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwatch.sim.paper.AvailabilityRate.Times;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AvailabilityTablesTest {
    static Stream<PaperTable> exact() {
        return Stream.of(AvailabilityTables.star(), AvailabilityTables.peers());
    }

    @ParameterizedTest
    @MethodSource("exact")
    void shouldGiveEveryCellOfTheThesis(PaperTable table) {
        assertEquals(12, table.figures().size());
        for (PaperFigure figure : table.figures()) {
            assertEquals(figure.paper(), figure.ours(), 0.005, figure.toString());
        }
    }

    /** Two cells of table 3.6 are truncated in the thesis, which moves two averages by a cent. */
    @Test
    void shouldGiveTheAveragesOfTheThesisButForItsTruncatedCells() {
        for (PaperFigure figure : AvailabilityTables.averages().figures()) {
            boolean truncated = figure.row().startsWith("Hybrid") && figure.unit().equals("%");
            double within = truncated ? 1.4 : figure.row().startsWith("Hybrid") ? 0.011 : 0.005;
            assertEquals(figure.paper(), figure.ours(), within, figure.toString());
        }
    }

    @Test
    void shouldHaveOneHalfForTheLongestRecovery() {
        var rates = AvailabilityRate.of(List.of(new Times("a", 1, 50), new Times("b", 1, 100)));
        assertEquals(0.67, rates.get(0).conventional());
        assertEquals(0.50, rates.get(1).conventional());
        assertEquals(1.00, rates.get(1).proposed(), 0.005);
        assertEquals("Average", rates.get(2).name());
    }
}
