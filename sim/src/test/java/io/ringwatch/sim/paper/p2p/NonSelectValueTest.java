package io.ringwatch.sim.paper.p2p;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwatch.capacity.PredictedLoad;
import io.ringwatch.ring.ServerType;
import io.ringwatch.sim.paper.p2p.NonSelectValue.Condition;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NonSelectValueTest {
    private static PredictedLoad load(long memoryKb, int idlePercent, long networkKbPerS) {
        return new PredictedLoad(
                memoryKb, memoryKb, idlePercent, networkKbPerS, 1 << 23, 4, 256_000);
    }

    /** The example of the thesis, figures 5.5 and 5.6. */
    @Test
    void shouldGiveTheValuesOfTheThesis() {
        var web = new Condition(0, 40, 30, 50);
        var mail = new Condition(1, 30, 20, 40);
        assertEquals(43, web.value(ServerType.NETWORK), 1e-9);
        assertEquals(133, mail.value(ServerType.NETWORK), 1e-9);
        assertEquals(
                2, NonSelectValue.choose(Map.of(1, mail, 2, web), ServerType.NETWORK).getAsInt());
    }

    @Test
    void shouldBeHundredForTheBusiestAndForEqualOnes() {
        var conditions =
                NonSelectValue.normalise(
                        Map.of(1, load(1000, 100, 500), 2, load(3000, 300, 500)), Map.of(2, 1));
        assertEquals(new Condition(0, 100, 100, 100), conditions.get(1));
        assertEquals(new Condition(1, 0, 0, 100), conditions.get(2));
    }
}
