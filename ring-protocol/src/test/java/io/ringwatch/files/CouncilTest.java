package io.ringwatch.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CouncilTest {
    @ParameterizedTest
    @CsvSource({
        "GGGGGG, false, 1 2 3 4 5 6",
        "GGGGGG, true, 1 2 3 4 5 6 0",
        "GRGDPG, true, 1 3 6 0",
        "GGGGGGG, false, 1 2 3 4 5 6 7",
        "GGGGGGGG, false, 1 2 3 4 5 6 7",
        "GGGGGGGGGGGGGG, true, 1 3 5 7 9 11 13 0",
        "RGGGGGGGGGGGGG, false, 2 3 5 7 9 11 13",
        "GGGGGGGGGGGGGGGGGGGG, false, 1 3 6 9 12 15 18",
        "PPRP, false, 1 2 4",
        "PPRP, true, 1 2 4 0",
        "GPRP, true, 1 0",
        "RRRR, true, 0",
        "...., false, ''",
    })
    void shouldSpreadOverTheGroup(String places, boolean witness, String expected) {
        Council council = Council.of(Rings.ring(20, witness), Rings.files(places, witness));

        assertEquals(expected, text(council));
        assertEquals(council.members().size(), council.size());
        council.members().forEach(m -> assertTrue(council.has(m)));
    }

    @Test
    void shouldNeedBothTheRingFileAndARowForTheWitness() {
        assertEquals("1 2", text(Council.of(Rings.ring(2, true), Rings.files("GG", false))));
        assertEquals("1 2", text(Council.of(Rings.ring(2, false), Rings.files("GG", true))));
        assertEquals("1 2 0", text(Council.of(Rings.ring(2, true), Rings.files("GG", true))));
    }

    @ParameterizedTest
    @CsvSource({
        "GG, false, 1, true",
        "GG, false, 2, false",
        "GG, false, 1 2, true",
        "G, true, 1, true",
        "G, true, 0, false",
        "GG, true, 1, false",
        "GG, true, 2 0, true",
        "GGG, true, 1 2, true",
        "GGG, true, 1 0, true",
        "GGG, true, 2 3, false",
        "GGG, true, 2 0, false",
        "GGG, true, 2 3 0, true",
        "GGGG, false, 1 3, true",
        "GGGG, false, 3 4, false",
        "RGGR, false, 1 2 4, true",
        "RGGR, false, 1 3 4, false",
        "GGGGGG, true, 1 2 3, false",
        "GGGGGG, true, 1 2 3 4, true",
        "PP, false, 1, true",
        "RRR, true, 0, true",
        "..., false, 1 2 3, false",
    })
    void shouldCountAQuorum(String places, boolean witness, String voters, boolean quorum) {
        Council council = Council.of(Rings.ring(20, witness), Rings.files(places, witness));

        assertEquals(quorum, council.isQuorum(numbers(voters)));
    }

    /** Whether a set or its complement is a quorum, never both: two quorums always meet. */
    @ParameterizedTest
    @ValueSource(strings = {"G", "GG", "GGG", "GGGG", "GGGGG", "GGGGGG", "GGGGGGG", "GGGGGGGGGG"})
    void shouldNeverHaveTwoQuorumsApart(String places) {
        for (boolean witness : new boolean[] {false, true}) {
            Council council = Council.of(Rings.ring(20, witness), Rings.files(places, witness));
            for (int bits = 0; bits < 1 << council.size(); bits++) {
                var ones = new HashSet<Integer>();
                for (int i = 0; i < council.size(); i++) {
                    if ((bits >> i & 1) == 1) {
                        ones.add(council.members().get(i));
                    }
                }
                var others = new HashSet<>(council.members());
                others.removeAll(ones);
                assertFalse(
                        council.isQuorum(ones) && council.isQuorum(others), council + " " + ones);
            }
        }
    }

    private static String text(Council council) {
        return council.members().stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static Set<Integer> numbers(String words) {
        return Stream.of(words.split(" ")).map(Integer::valueOf).collect(Collectors.toSet());
    }
}
