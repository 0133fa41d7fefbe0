package io.ringwatch.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationTest {
    /** Each pair is manager>target. */
    @ParameterizedTest
    @CsvSource({
        "GGGGGG, 1>2 2>3 3>4 4>5 5>6 6>1",
        "GGGGGR, 1>2 2>3 3>4 4>5 5>1",
        "RGGGGG, 2>3 3>4 4>5 5>6 6>2",
        "GDRPGG, 1>5 5>6 6>1",
        "G....G, 1>6 6>1",
        ".G.G.., 2>4 4>2",
        "RRGRRR, ''",
        "RRRRRR, ''",
        "GGGGGGG, 1>2 2>3 3>4 4>5 5>6 6>1",
    })
    void shouldLetTheNearestPredecessorInTheGroupManage(String places, String expected) {
        Operation operation = Operation.of(Rings.ring(6, true), Rings.files(places, true));

        var managers = new ArrayList<String>();
        var targets = new ArrayList<String>();
        for (int number = 0; number <= 7; number++) {
            if (operation.targetOf(number) != Row.NOBODY) {
                managers.add(number + ">" + operation.targetOf(number));
            }
            if (operation.managerOf(number) != Row.NOBODY) {
                targets.add(operation.managerOf(number) + ">" + number);
            }
        }
        assertEquals(expected, String.join(" ", managers));
        assertEquals(expected, String.join(" ", targets.stream().sorted().toList()));
    }

    @ParameterizedTest
    @CsvSource({
        "GGGGGG, 3, 2, 4",
        "GGGGGG, 1, 6, 2",
        "GGGGGG, 6, 5, 1",
        "GRRRRG, 3, 1, 6",
        "RGGGGR, 1, 5, 2",
        "RGGGGR, 6, 5, 2",
        "RRGRRR, 3, -1, -1",
        "RRGRRR, 5, 3, 3",
        "RRRRRR, 2, -1, -1",
    })
    void shouldFindNeighboursAlsoOfOneThatIsSeparated(
            String places, int number, int before, int after) {
        Operation operation = Operation.of(Rings.ring(6, false), Rings.files(places));

        assertEquals(before, operation.predecessorInGroup(number));
        assertEquals(after, operation.successorInGroup(number));
    }

    @Test
    void shouldHaveNoGroupBeforeTheRingIsFormed() {
        Operation operation = Operation.of(Rings.ring(6, false), Files.NONE);

        assertEquals("[]", operation.groupInRingOrder().toString());
        assertEquals(Row.NOBODY, operation.predecessorInGroup(1));
    }
}
