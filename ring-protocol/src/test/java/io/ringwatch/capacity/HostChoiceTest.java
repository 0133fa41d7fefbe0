package io.ringwatch.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwatch.ring.ServerType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The worked examples of {@code docs/selection-value.md}, and what is left out. */
class HostChoiceTest {
    private static final List<String> NAMES =
            List.of("witness", "mail", "ftp", "web1", "web2", "proxy");

    @Test
    void shouldChooseForACpuServer() {
        var mail = new LoadHistory(2);
        mail.add(new LoadSample(4_500_000, 270, 38_000, 8_000_000, 4, 256_000));
        mail.add(new LoadSample(4_300_000, 290, 42_000, 8_000_000, 4, 256_000));
        mail.add(new LoadSample(4_300_000, 290, 45_000, 8_000_000, 4, 256_000));
        mail.add(new LoadSample(4_100_000, 310, 46_200, 8_000_000, 4, 256_000));
        assertEquals(
                new PredictedLoad(4_000_000, 4_100_000, 320, 51_200, 8_000_000, 4, 256_000),
                mail.predict());

        ScoreTable table =
                HostChoice.score(
                        ServerType.CPU,
                        1_000_000,
                        List.of(
                                new Candidate(1, mail.predict(), 0),
                                candidate(2, 3_000_000, 400, 128_000, 0),
                                candidate(3, 2_000_000, 200, 0, 0)));

        assertEquals(
                """
                type CPU, guest 1000000 kB
                  No.  Server           Rm     Rc     Rn  VM        S
                    1  mail          100.0   80.0   80.0   0     90.0
                    2  ftp            75.0  100.0   50.0   0     82.5
                    3  web1           50.0   50.0  100.0   0     55.0
                """,
                table.render(NAMES::get));
        assertEquals(List.of(1, 2, 3), table.hosts());
    }

    @Test
    void shouldChooseForANetworkServer() {
        List<Candidate> candidates =
                List.of(
                        candidate(1, 4_000_000, 320, 51_200, 1),
                        candidate(3, 2_000_000, 200, 25_600, 0),
                        candidate(4, 3_000_000, 400, 192_000, 0));

        assertEquals(
                """
                type NETWORK, guest 1000000 kB
                  No.  Server           Rm     Rc     Rn  VM        S
                    3  web1           50.0   50.0   90.0   0     66.0
                    4  web2           75.0  100.0   25.0   0     57.5
                    1  mail          100.0   80.0   80.0   1    -10.0
                """,
                HostChoice.score(ServerType.NETWORK, 1_000_000, candidates).render(NAMES::get));
        ScoreTable cpu = HostChoice.score(ServerType.CPU, 1_000_000, candidates);
        assertEquals(List.of(4, 3, 1), cpu.hosts());
        assertEquals(80, cpu.scores().get(0).value(), 1e-9);
        assertEquals(54, cpu.scores().get(1).value(), 1e-9);
    }

    @Test
    void shouldChooseForACpuNetServer() {
        var web2 = new PredictedLoad(2_400_000, 3_000_000, 400, 0, 8_000_000, 4, 256_000);
        ScoreTable table =
                HostChoice.score(
                        ServerType.CPU_NET,
                        2_500_000,
                        List.of(
                                candidate(5, 2_500_000, 400, 0, 0),
                                new Candidate(4, web2, 0),
                                candidate(2, 4_000_000, 320, 128_000, 0),
                                candidate(1, 4_000_000, 200, 51_200, 0)));

        assertEquals(
                """
                type CPU_NET, guest 2500000 kB
                  No.  Server           Rm     Rc     Rn  VM        S
                    1  mail          100.0   50.0   80.0   0     82.5
                    2  ftp           100.0   80.0   50.0   0     82.5
                    5  proxy          62.5  100.0  100.0   0     81.3
                    4  web2              -      -      -   0  too little memory
                """,
                table.render(NAMES::get));
        assertEquals(81.25, table.scores().get(2).value(), 0);
        assertEquals(List.of(1, 2, 5), table.hosts());
    }

    @Test
    void shouldChooseAmongUnequalServers() {
        var small = new PredictedLoad(3_600_000, 3_600_000, 190, 2_560, 4_000_000, 2, 25_600);
        var medium = new LoadHistory(1);
        medium.add(new LoadSample(8_000_000, 300, 30_000, 16_000_000, 4, 256_000));
        medium.add(new LoadSample(8_000_000, 390, 10_000, 16_000_000, 4, 256_000));
        var big = new PredictedLoad(16_000_000, 16_000_000, 640, 128_000, 64_000_000, 16, 256_000);

        ScoreTable table =
                HostChoice.score(
                        ServerType.CPU,
                        2_000_000,
                        List.of(
                                new Candidate(1, small, 0),
                                new Candidate(2, medium.predict(), 0),
                                new Candidate(3, big, 0)));

        assertEquals(List.of(3, 2, 1), table.hosts());
        assertEquals(95, table.scores().get(0).value(), 1e-9);
        assertEquals(60, table.scores().get(1).value(), 1e-9);
        assertEquals(32.125, table.scores().get(2).value(), 1e-9);
        assertEquals(29.6875, table.scores().get(2).capacity().cpuPercent(), 0);
    }

    @Test
    void shouldLeaveOutWhomNobodyKnowsIfAnotherHasRoom() {
        var unknown = new Candidate(1, PredictedLoad.UNKNOWN, 0);
        Candidate known = candidate(2, 1_000_000, 100, 0, 3);

        ScoreTable table = HostChoice.score(ServerType.CPU, 1_000_000, List.of(unknown, known));
        assertEquals(List.of(2), table.hosts());
        assertEquals(Exclusion.UNKNOWN_LOAD, table.scores().get(1).exclusion());

        ScoreTable full = HostChoice.score(ServerType.CPU, 1_000_001, List.of(unknown, known));
        assertEquals(List.of(1), full.hosts());
        assertEquals(Exclusion.MEMORY, full.scores().get(1).exclusion());
    }

    @Test
    void shouldTakeTheFewestGuestsThenTheLowestNumberIfNothingIsKnown() {
        ScoreTable table =
                HostChoice.score(
                        ServerType.NETWORK,
                        1_000_000,
                        List.of(
                                new Candidate(4, PredictedLoad.UNKNOWN, 0),
                                new Candidate(1, PredictedLoad.UNKNOWN, 1),
                                new Candidate(3, PredictedLoad.UNKNOWN, 0)));

        assertEquals(List.of(3, 4, 1), table.hosts());
        assertEquals(List.of(), HostChoice.score(ServerType.CPU, 0, List.of()).hosts());
    }

    @Test
    void shouldWantTheMemoryNowAndAsPredicted() {
        assertEquals(true, hasRoom(1000, 1000));
        assertEquals(false, hasRoom(999, 1000));
        assertEquals(false, hasRoom(1000, 999));
    }

    private static boolean hasRoom(long predictedKb, long nowKb) {
        var load = new PredictedLoad(predictedKb, nowKb, 100, 0, 8_000_000, 4, 256_000);
        var candidates = List.of(new Candidate(1, load, 0));
        return !HostChoice.score(ServerType.CPU, 1000, candidates).hosts().isEmpty();
    }

    /** One of the servers of equal size; available memory does not change. */
    private static Candidate candidate(
            int number, long memoryKb, int idlePercent, long networkKbPerS, int guests) {
        var load =
                new PredictedLoad(
                        memoryKb, memoryKb, idlePercent, networkKbPerS, 8_000_000, 4, 256_000);
        return new Candidate(number, load, guests);
    }
}
