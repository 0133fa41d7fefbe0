package io.ringwatch.sim.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.ring.Isolation;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import io.ringwatch.ring.ServerType;
import io.ringwatch.ring.Timing;
import io.ringwatch.sim.plan.Plan;
import io.ringwatch.sim.progress.Progress;
import io.ringwatch.sim.rehearsal.Performance.Seen;
import io.ringwatch.sim.rehearsal.Performance.What;
import io.ringwatch.sim.world.Speeds;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private static final long MIN_NS = 60_000_000_000L;
    private static final List<String> NAMES = List.of("north", "east", "south", "west");

    private static Ring ring(Isolation isolation) {
        return new Ring(
                "points",
                IntStream.range(0, NAMES.size())
                        .mapToObj(i -> server(10 * (i + 1), NAMES.get(i), isolation))
                        .toList(),
                false,
                Timing.fast());
    }

    private static Server server(int number, String name, Isolation isolation) {
        return new Server(
                number,
                name,
                ServerType.CPU,
                List.of("192.0.2." + number),
                List.of("sshd"),
                isolation,
                false,
                1 << 20,
                name + "b",
                false);
    }

    private static Rehearsal.Result play(Isolation isolation, int runs, String... plan) {
        return Rehearsal.play(
                new Rehearsal.Options(
                        ring(isolation),
                        Plan.parse(List.of(plan)),
                        3 * MIN_NS,
                        5,
                        runs,
                        Speeds.usual()),
                Progress.NONE);
    }

    private static Seen seen(Performance performance, String name) {
        return performance.servers().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldTellWhoTakesOverAndHowLongClientsWait() {
        Performance performance = play(Isolation.DROP, 1, "25 s crash east").first();

        Seen east = seen(performance, "east");
        assertTrue(performance.isGood(), performance.missing().toString());
        assertTrue(performance.settled());
        assertEquals(List.of("crash east"), east.faults());
        assertTrue(NAMES.contains(east.host()), east.host());
        assertTrue(east.scores().contains(east.host()), east.scores());
        assertEquals(0, east.outages().get(0).fromNs());
        assertTrue(east.longestNs() >= east.functionNs().orElseThrow() - 50_000_000, "too short");
        assertTrue(east.longestNs() < MIN_NS / 4, "too long");
        assertTrue(east.serverNs().orElseThrow() <= performance.backNs().orElseThrow());
        assertTrue(seen(performance, "west").outages().isEmpty());
    }

    /** A daemon that does not reply is an outage although its server holds its VIP. */
    @Test
    void shouldCountADeadServiceAsAnOutage() {
        Performance performance = play(Isolation.DROP, 1, "25 s stuck south").first();

        assertEquals(What.FAULT, performance.told().get(0).what());
        assertEquals(0, seen(performance, "south").outages().get(0).fromNs());
    }

    @Test
    void shouldSayWhatOnlyAPersonCanDo() {
        Performance performance = play(Isolation.DROP, 1, "25 s ruin east").first();

        assertFalse(performance.isGood());
        assertEquals(
                List.of("east"),
                performance.needs().stream().map(Performance.Need::server).toList());
        assertTrue(
                performance.needs().get(0).action().contains("ringwatch recover east"),
                performance.needs().toString());
        assertFalse(seen(performance, "east").isCutOff());
    }

    /** What keeps its VIPs without a lease is not proven to have given them up. */
    @Test
    void shouldSayThatNobodyCanProveIt() {
        Performance performance = play(Isolation.KEEP, 1, "25 s ruin east").first();

        assertTrue(seen(performance, "east").isCutOff());
        assertTrue(
                performance.needs().stream()
                        .anyMatch(n -> n.action().contains("confirm-dead east")),
                performance.needs().toString());
    }

    @Test
    void shouldPlayTheSameTwiceAndOtherwiseElsewhereInTheInterval() {
        Rehearsal.Result once = play(Isolation.DROP, 3, "25 s crash east");
        Rehearsal.Result again = play(Isolation.DROP, 3, "25 s crash east");

        assertEquals(once.performances(), again.performances());
        assertEquals(3, once.longestOutagesNs("east").size());
        assertTrue(once.performances().stream().map(Performance::faultAtNs).distinct().count() > 1);
    }

    @Test
    void shouldEndEarlyWithWhatIsKnown() {
        var asked = new AtomicInteger();
        var progress =
                new Progress() {
                    @Override
                    public void at(String what, long done, long total) {
                        asked.set((int) total);
                    }

                    @Override
                    public boolean isStopped() {
                        return true;
                    }
                };
        Rehearsal.Result result =
                Rehearsal.play(
                        new Rehearsal.Options(
                                ring(Isolation.DROP),
                                Plan.parse(List.of("25 s quick east")),
                                MIN_NS,
                                1,
                                9,
                                Speeds.usual()),
                        progress);

        assertEquals(9, asked.get());
        assertEquals(1, result.performances().size());
        assertTrue(result.isPartial());
    }
}
