package io.ringwatch.agent.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwatch.capacity.PredictedLoad;
import io.ringwatch.files.Heartbeat;
import io.ringwatch.files.Version;
import io.ringwatch.member.MemberView;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProcedureDifferenceTest {
    private static List<String> lines(int... digests) {
        List<Heartbeat> beats =
                IntStream.range(0, digests.length)
                        .mapToObj(
                                i ->
                                        new Heartbeat(
                                                i + 1,
                                                0,
                                                true,
                                                List.of(),
                                                PredictedLoad.UNKNOWN,
                                                0,
                                                Version.NONE,
                                                0,
                                                digests[i]))
                        .toList();
        MemberView view = Views.well();
        return StatusReport.of(
                        Views.config(),
                        new MemberView(
                                view.self(),
                                view.phase(),
                                view.flag(),
                                view.votes(),
                                view.quorum(),
                                view.council(),
                                view.leaseMs(),
                                view.clockTrusted(),
                                view.clockDetail(),
                                view.files(),
                                beats,
                                view.servers(),
                                view.targets()),
                        Views.NOW,
                        0)
                .problems();
    }

    @Test
    void shouldNameTheHostsThatHaveOthers() {
        assertEquals(List.of(), lines(5, 5, 5));
        assertEquals(
                List.of(
                        "installation procedures differ from those on web1, web2: compare with"
                                + " ringwatch virtual list"),
                lines(5, 5, 7, 9));
    }

    @Test
    void shouldBlameNobodyWhoIsNoHost() {
        assertEquals(List.of(), lines(5, 0, 5));
        assertEquals(List.of(), lines(0, 5, 7));
    }
}
