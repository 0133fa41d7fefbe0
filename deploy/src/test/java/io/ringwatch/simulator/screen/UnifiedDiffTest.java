package io.ringwatch.simulator.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {
    private static List<String> diff(List<String> old, List<String> fresh) {
        return UnifiedDiff.of("a", old, "b", fresh);
    }

    private static List<String> lines(int from, int until) {
        return IntStream.range(from, until).mapToObj(String::valueOf).toList();
    }

    @Test
    void shouldSayNothingOfTheSame() {
        assertEquals(List.of(), diff(lines(0, 9), lines(0, 9)));
    }

    @Test
    void shouldShowAChangedLineWithThreeAround() {
        var fresh = new java.util.ArrayList<>(lines(0, 9));
        fresh.set(4, "x");

        assertEquals(
                List.of(
                        "--- a",
                        "+++ b",
                        "@@ -2,7 +2,7 @@",
                        " 1",
                        " 2",
                        " 3",
                        "-4",
                        "+x",
                        " 5",
                        " 6",
                        " 7"),
                diff(lines(0, 9), fresh));
    }

    @Test
    void shouldShowAllOfWhatWasNotThere() {
        assertEquals(
                List.of("--- a", "+++ b", "@@ -0,0 +1,2 @@", "+0", "+1"),
                diff(List.of(), lines(0, 2)));
    }

    @Test
    void shouldShowDistantDifferencesApart() {
        var fresh = new java.util.ArrayList<>(lines(0, 30));
        fresh.remove(25);
        fresh.add(2, "new");

        assertEquals(
                List.of("@@ -1,5 +1,6 @@", "@@ -23,7 +24,6 @@"),
                diff(lines(0, 30), fresh).stream().filter(l -> l.startsWith("@@")).toList());
    }
}
