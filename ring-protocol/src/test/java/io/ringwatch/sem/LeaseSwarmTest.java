package io.ringwatch.sem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwatch.dbss.Separation;
import io.ringwatch.files.Change;
import io.ringwatch.files.Place;
import io.ringwatch.files.Proof;
import io.ringwatch.files.Reason;
import io.ringwatch.files.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * VIPs go from server to server and back with no proof but the end of the lease, under crashes,
 * cuts, loss, repetition and delay. The bench checks at every step that no VIP passes at two
 * machines.
 */
class LeaseSwarmTest {
    private static final int SEEDS = 40;

    private int leader = 1;
    private int victim = 2;
    private boolean out;

    static Stream<Long> seeds() {
        return LongStream.rangeClosed(1, SEEDS).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldNeverLetAVipPassTwice(long seed) {
        var random = new Random(seed);
        int servers = 3 + random.nextInt(5);
        var bench = new Bench(servers, random.nextBoolean(), seed);
        bench.repeats = random.nextDouble() * 0.2;
        for (int n = 1; n <= servers; n++) {
            bench.seat(n).plans = seat -> seat.number == leader ? plans(seat) : List.of();
        }
        bench.run(2000);
        victim = 2 + random.nextInt(servers - 1);
        out = true;
        nudges(bench, 15);
        bench.mustCome(
                () -> bench.seat(1).version().edits() > 1,
                2000,
                "the first separation, seed " + seed);
        for (int step = 0; step < 40; step++) {
            fault(bench, random, servers);
            bench.run(200 + random.nextInt(1500));
        }
        bench.heal();
        bench.seats.values().forEach(s -> s.crashes = (count, effect) -> false);
        bench.seats.values().stream().filter(s -> !s.running).forEach(Seat::begin);
        out = false;
        leader = 1;
        // what was accepted and not decided yet is finished first
        bench.run(3000);
        for (int n = 2; n <= servers; n++) {
            victim = n;
            int number = n;
            nudges(bench, 600);
            bench.mustCome(
                    () ->
                            bench.seat(1)
                                    .files()
                                    .row(number)
                                    .filter(LeaseSwarmTest::isHome)
                                    .isPresent(),
                    60_000,
                    n + " did not come back, seed " + seed);
        }
        bench.mustCome(
                () ->
                        bench.seats.values().stream()
                                .filter(s -> s.number > 0)
                                .allMatch(s -> s.lease.isValid()),
                60_000,
                "no leases after the faults, seed " + seed);
        assertEquals(1, bench.seat(1).files().row(1).orElseThrow().holder());
    }

    private static boolean isHome(Row row) {
        return row.place() == Place.GROUP && row.holder() == row.number();
    }

    private void fault(Bench bench, Random random, int servers) {
        int number = 1 + random.nextInt(servers);
        switch (random.nextInt(9)) {
            case 0 -> bench.seat(number).crash();
            case 1, 2 -> bench.seats.values().stream().filter(s -> !s.running).forEach(Seat::begin);
            case 3 -> bench.isolate(number);
            case 4 -> bench.cut(number, 1 + (number % servers));
            case 5 -> {
                bench.heal();
                bench.loss = random.nextDouble() * 0.3;
                bench.delayNsMax = (1 + random.nextInt(200)) * Bench.MS;
            }
            case 6 -> leader = 1 + random.nextInt(servers);
            default -> {
                if (isHome(bench.seat(leader).files().row(victim).orElseThrow())) {
                    victim = 2 + random.nextInt(servers - 1);
                }
                out = !out;
            }
        }
        nudges(bench, 15);
    }

    private void nudges(Bench bench, int count) {
        for (int i = 0; i < count; i++) {
            bench.after(i * 100L, () -> bench.seat(leader).nudge());
        }
    }

    /** Separate, vacate, wait, assign; and back. */
    private List<Change> plans(Seat seat) {
        Row row = seat.files().row(victim).orElseThrow();
        long wallMs = row.sinceWallMs() + 1;
        if (victim == seat.number) {
            return List.of();
        }
        Row after = row;
        if (out && row.place() == Place.GROUP) {
            return separation(seat, wallMs);
        } else if (row.place() == Place.REVIVING && row.isVacated()) {
            if (seat.bench.nowNs() >= seat.expiryNs(row)) {
                after =
                        out
                                ? row.assigned(seat.number, Proof.EXPIRED, wallMs)
                                : row.assigned(victim, Proof.EXPIRED, wallMs)
                                        .admitted(row.identity(), row.bootId(), wallMs);
            }
        } else if (!out && row.isVirtual()) {
            after = row.vacated(seat.version().next(), wallMs);
        }
        return after.equals(row) ? List.of() : List.of(new Change(row, after));
    }

    private List<Change> separation(Seat seat, long wallMs) {
        return new ArrayList<>(
                Separation.changes(
                        seat.files(),
                        victim,
                        Reason.SERVICE,
                        seat.number,
                        seat.version().next(),
                        wallMs));
    }
}
