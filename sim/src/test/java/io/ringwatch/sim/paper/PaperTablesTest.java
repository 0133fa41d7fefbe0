package io.ringwatch.sim.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.sim.progress.Progress;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaperTablesTest {
    private static Progress upTo(long runs, AtomicLong last) {
        return new Progress() {
            @Override
            public void at(String what, long done, long total) {
                assertTrue(done <= total, done + " of " + total);
                last.set(done);
            }

            @Override
            public boolean isStopped() {
                return last.get() >= runs;
            }
        };
    }

    @Test
    void shouldMakeEveryTableAndExplainEveryDifference() {
        var last = new AtomicLong();
        var result =
                new PaperTables(new PaperTables.Options(1, 3), upTo(Long.MAX_VALUE, last)).make();
        assertTrue(result.complete());
        assertEquals(14, last.get());
        var ids = new HashSet<String>();
        for (PaperTable table : result.tables()) {
            assertTrue(ids.add(table.id()), table.id());
            for (PaperFigure figure : table.figures()) {
                assertFalse(Double.isNaN(figure.ours()), figure.toString());
                assertEquals(
                        figure.needsExplanation(),
                        !figure.explanation().isEmpty(),
                        figure.toString());
            }
        }
        assertEquals(
                List.of("ring-1", "ring-2-one", "ring-2-two", "ring-15"),
                result.tables().stream().map(PaperTable::id).limit(4).toList());
        List<Integer> sizes =
                result.tables().stream().map(table -> table.figures().size()).limit(4).toList();
        assertEquals(List.of(7, 12, 16, 12), sizes);
    }

    @Test
    void shouldEndWithWhatItHasWhenItIsStopped() {
        var result =
                new PaperTables(new PaperTables.Options(5, 3), upTo(1, new AtomicLong())).make();
        assertFalse(result.complete());
        assertEquals(3, result.tables().get(1).figures().size(), "one run of one method");
        assertEquals(0, result.tables().get(3).figures().size());
    }
}
