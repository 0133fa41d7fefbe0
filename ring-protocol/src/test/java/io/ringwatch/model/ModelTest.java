package io.ringwatch.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The model of editing and leases holds within small bounds, and breaks without any one of its
 * rules. Larger bounds: {@code ring-protocol/model/check}.
 */
class ModelTest {
    @TempDir Path work;

    @BeforeAll
    static void findSpin() {
        String missing = Spin.missing();
        boolean required = "true".equals(System.getenv("RINGWATCH_MODEL_REQUIRED"));
        if (required) {
            assertEquals("", missing, "not installed, and the model must be checked here");
        } else if (!missing.isEmpty()) {
            System.out.println(
                    "The model is not checked: there is no "
                            + missing
                            + " (apt-get install spin gcc)");
        }
        Assumptions.assumeTrue(missing.isEmpty(), "no " + missing + ": apt-get install spin gcc");
    }

    @ParameterizedTest
    @CsvSource({
        "editing.pml, -DV=2 -DATTEMPTS=3 -DCRASHES=1 -DLOSSES=1",
        "leases.pml, -DV=2 -DRESTARTS=1 -DFENCES=1",
        "incarnation.pml, -DSTARTS=1 -DOFFS=2",
    })
    void shouldHold(String model, String bounds) {
        Spin.Result result = Spin.search(work, model, bounds);

        assertEquals(0, result.errors(), result.output());
        assertTrue(result.complete(), result.output());
    }

    @ParameterizedTest
    @CsvSource({
        "VOTE_RECORD, editing.pml, -DV=1 -DATTEMPTS=2 -DCRASHES=1 -DLOSSES=0",
        "PROMISE, editing.pml, -DV=1 -DATTEMPTS=2 -DCRASHES=0 -DLOSSES=0",
        "QUORUM, editing.pml, -DV=1 -DATTEMPTS=2 -DCRASHES=0 -DLOSSES=0",
        "ADOPT, editing.pml, -DV=1 -DATTEMPTS=2 -DCRASHES=0 -DLOSSES=0",
        "ACCEPTED, leases.pml, -DV=2 -DRESTARTS=0 -DFENCES=0 -DPLANNED=9",
        "COUNCIL_AGE, leases.pml, -DV=3 -DRESTARTS=0 -DFENCES=0 -DPLANNED=10",
        "START_AGE, leases.pml, -DV=2 -DRESTARTS=1 -DFENCES=0 -DPLANNED=9",
        "PROOF, leases.pml, -DV=2 -DRESTARTS=0 -DFENCES=0 -DPLANNED=9",
        "QUORUM, leases.pml, -DV=2 -DRESTARTS=0 -DFENCES=0 -DPLANNED=9",
        "SAME_VERSION, leases.pml, -DV=2 -DRESTARTS=0 -DFENCES=0 -DPLANNED=9",
        "ASKED, leases.pml, -DV=2 -DL=2 -DRESTARTS=0 -DFENCES=0 -DPLANNED=9",
        "DROPPED, leases.pml, -DV=2 -DRESTARTS=0 -DFENCES=0 -DPLANNED=9",
        "MAY_BE_UP, leases.pml, -DV=2 -DRESTARTS=1 -DFENCES=0 -DPLANNED=9",
        "VOUCH, incarnation.pml, -DSTARTS=1 -DOFFS=2",
        "BOOTED, incarnation.pml, -DSTARTS=1 -DOFFS=2",
        "FINISH, incarnation.pml, -DSTARTS=1 -DOFFS=1",
    })
    void shouldBreakWithout(String rule, String model, String bounds) {
        Spin.Result result = Spin.refute(work, model, bounds + " -DNO_" + rule);

        assertEquals(1, result.errors(), result.output());
        assertTrue(result.output().contains("assertion violated"), result.output());
    }
}
