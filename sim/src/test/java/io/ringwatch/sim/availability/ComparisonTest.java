package io.ringwatch.sim.availability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.sim.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be computed by hand. */
class ComparisonTest {
    private static final Effort NO_WORLDS = new Effort(2, 20_000, 3, 1);

    private static MethodResult played(Method method, int servers, double mtbf, double repair) {
        Failures failures = Asked.failures(mtbf, repair, FailureKind.HARDWARE);
        return Asked.only(
                Availability.run(Asked.of(servers, failures, NO_WORLDS, 5, method), Progress.NONE));
    }

    @ParameterizedTest
    @CsvSource({"1000,24", "1000,200", "10000,24", "300,8"})
    void shouldBeUpForMtbfOverMtbfAndRepairTime(double mtbf, double repair) {
        MethodResult result = played(Method.NOTHING, 10, mtbf, repair);
        // The first year begins with all servers up: the transient of a renewal process.
        double rate = 1 / mtbf + 1 / repair;
        double upAtFirst = 1 - Math.exp(-rate * 8_760);
        double down = 1 / (mtbf * rate) * (1 - upAtFirst / rate / 8_760);
        assertTrue(
                result.availability().covers(1 - down),
                result.availability() + " does not have " + (1 - down));
    }

    @Test
    void shouldNeedBothOfAPairToFailWithASpare() {
        double mtbf = 500;
        double repair = 100;
        MethodResult result = played(Method.SPARE, 10, mtbf, repair);
        double down = repair / (mtbf + repair);
        assertEquals(down * down, 1 - result.availability().value(), 0.1 * down * down);
    }

    @ParameterizedTest
    @CsvSource({"1,2", "40,2", "41,4", "80,4", "1000,50"})
    void shouldBuyTwoManagementServersForFortyTargets(int servers, int machines) {
        assertEquals(machines, Method.MSBS.machinesBought(servers));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 40, 256, 1_000})
    void shouldBuyOneSparePerServerAndNothingForTheRing(int servers) {
        assertEquals(servers, Method.SPARE.machinesBought(servers));
        assertEquals(0, Method.NOTHING.machinesBought(servers));
        assertEquals(0, Method.RING.machinesBought(servers));
        assertEquals(1, Method.RING_WITNESS.machinesBought(servers));
        assertEquals(servers <= 256 ? 2 : 8, Method.PEER_TO_PEER.machinesBought(servers));
    }

    @Test
    void shouldTakeOverNoMoreThanFourOfOneManagementServer() {
        // Of 40 servers ten are down at any time, so most failures find four virtual servers there.
        MethodResult crowded = played(Method.MSBS, 40, 300, 100);
        MethodResult roomy = played(Method.MSBS, 4, 300, 100);
        assertTrue(1 - crowded.availability().value() > 0.1, "crowded: " + crowded.availability());
        assertTrue(
                1 - crowded.availability().value() > 1.5 * (1 - roomy.availability().value()),
                "no more than with four targets: " + roomy.availability());
    }
}
