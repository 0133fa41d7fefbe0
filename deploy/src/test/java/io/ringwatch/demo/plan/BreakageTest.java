package io.ringwatch.demo.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BreakageTest {
    private static final List<PlannedServer> SIX = Cast.of(Cast.PAPER);

    private final List<String> errors = new ArrayList<>();

    @Test
    void shouldReadSeveralFaults() {
        Breakage breakage = Breakage.parse("ftp:stuck,web1:power", SIX, errors);

        assertEquals(Map.of(2, Fault.STUCK, 3, Fault.POWER), breakage.faults());
        assertEquals(List.of(), errors);
    }

    @Test
    void shouldBreakNothingIfAskedSo() {
        assertEquals(Map.of(), Breakage.parse("none", SIX, errors).faults());
        assertEquals(Map.of(), Breakage.parse("ftp:none", SIX, errors).faults());
        assertEquals(List.of(), errors);
    }

    @Test
    void shouldKnowEveryKindByItsName() {
        for (Fault fault : Fault.values()) {
            Breakage.parse("mail:" + fault.word(), SIX, errors);
        }
        assertEquals(List.of(), errors);
    }

    @Test
    void shouldReportAllThatIsWrongAtOnce() {
        Breakage.parse("ftpp:power,web1:fire,web2,,mail:power,mail:hang", SIX, errors);

        assertEquals(5, errors.size(), errors.toString());
        assertTrue(errors.get(0).contains("'ftpp'"), errors.get(0));
        assertTrue(errors.get(0).contains("mail, ftp, web1, web2, proxy, login"), errors.get(0));
        assertTrue(errors.get(1).contains("'fire'"), errors.get(1));
        assertTrue(errors.get(1).contains("service, stuck, hang"), errors.get(1));
        assertTrue(errors.get(4).contains("mail is named twice"), errors.get(4));
    }
}
