package io.ringwatch.sim.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
    void shouldReadLengths() {
        assertEquals(1_500_000_000L, Lengths.ns("1.5 s"));
        assertEquals(200_000_000L, Lengths.ns("200ms"));
        assertEquals(120_000_000_000L, Lengths.ns("2 min"));
        assertEquals("12.500", Lengths.seconds(12_500_000_000L));
    }
}
