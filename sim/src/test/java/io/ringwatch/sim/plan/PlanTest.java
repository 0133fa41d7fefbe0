package io.ringwatch.sim.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.sim.world.World;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {
    @Test
    void shouldReadWhatItWrites() {
        Plan plan =
                Plan.parse(
                        List.of(
                                "# both at once",
                                "",
                                "20.5 s pause ftp 3s",
                                "10 s crash ftp",
                                "10 s weather 1 2 3"));
        assertEquals(
                "10.000 s crash ftp\n10.000 s weather 1 2 3\n20.500 s pause ftp 3s",
                plan.toString());
        assertEquals(plan, Plan.parse(plan.toString().lines().toList()));
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        assertThrows(IllegalArgumentException.class, () -> Fault.parse("explode ftp"));
        assertThrows(IllegalArgumentException.class, () -> Fault.parse("crash"));
        assertThrows(IllegalArgumentException.class, () -> Fault.parse("crash ftp mail"));
        assertThrows(IllegalArgumentException.class, () -> Plan.parse(List.of("10s crash ftp")));
        assertThrows(IllegalArgumentException.class, () -> Lengths.ns("10 apples"));
    }

    @Test
    void shouldTellEveryWrongLineByItsNumber() {
        var ring = World.ring(3).witness().ring();
        var faults =
                assertThrows(
                        PlanFaults.class,
                        () ->
                                Plan.parse(
                                        List.of(
                                                "@servers 3",
                                                "10 s crash ftp",
                                                "11 s crsh ftp",
                                                "12 s crash",
                                                "13 s crash fpt",
                                                "14 s split mail,wbe1 witness",
                                                "15 s weather 10 10 110",
                                                "16 s command mail recover ftp",
                                                "17 s stuck ftp maild",
                                                "soon crash ftp",
                                                "18 s split mail ftp,web1 service"),
                                        ring));
        assertEquals(
                List.of(3, 4, 5, 6, 7, 9, 10),
                faults.faults().stream().map(PlanFaults.PlanFault::line).toList());
        List<String> rules = faults.faults().stream().map(PlanFaults.PlanFault::rule).toList();
        assertEquals("no fault 'crsh'; did you mean crash?", rules.get(0));
        assertEquals("'crash' has 0 arguments; usage: crash S", rules.get(1));
        assertEquals(
                "no server 'fpt': it is one of mail, ftp, web1, witness; did you mean ftp?",
                rules.get(2));
        assertTrue(rules.get(3).contains("'wbe1'"), rules.get(3));
        assertTrue(rules.get(4).contains("from 0 to 100: 110"), rules.get(4));
        assertEquals("no service of ftp 'maild': it is one of ftpd", rules.get(5));
        assertTrue(faults.getMessage().startsWith("3: no fault 'crsh'"), faults.getMessage());
    }

    @Test
    void shouldReadEveryKindAsItIsWritten() {
        for (Fault.Kind kind : Fault.Kind.values()) {
            for (Fault ending : Endings.of(kind, "ftp")) {
                assertEquals(ending, Fault.parse(ending.toString()));
            }
            assertTrue(kind.usage().startsWith(kind.text()));
        }
    }

    @Test
    void shouldReadLengths() {
        assertEquals(1_500_000_000L, Lengths.ns("1.5 s"));
        assertEquals(200_000_000L, Lengths.ns("200ms"));
        assertEquals(120_000_000_000L, Lengths.ns("2 min"));
        assertEquals("12.500", Lengths.seconds(12_500_000_000L));
    }
}
