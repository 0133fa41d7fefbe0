package io.ringwatch.agent.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    @Test
    void shouldTellEachSourceOnceWithTheLatestText() {
        var problems = new Problems();
        problems.note("a", "first");
        problems.note("a", "second");
        problems.note("b", "other");
        assertEquals(List.of("a: second (2 times)", "b: other"), problems.list());
        problems.solved("a");
        assertEquals(List.of("b: other"), problems.list());
    }

    @Test
    void shouldNotGrowWithTheNumberOfSources() {
        var problems = new Problems();
        for (int i = 0; i < 1000; i++) {
            problems.note("source" + i, "bad");
        }
        assertEquals(Problems.SOURCES_MAX + 1, problems.list().size());
        assertTrue(problems.list().contains("others: bad (936 times)"));
    }
}
