package io.ringwatch.sem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.dbss.Separation;
import io.ringwatch.files.Change;
import io.ringwatch.files.Place;
import io.ringwatch.files.Proof;
import io.ringwatch.files.Reason;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everybody edits, servers are separated and let back, agents crash and start, and the network
 * loses, repeats, reorders and is cut, all from one seed. Agreement is checked at every step by the
 * bench, leases and progress here.
 */
class EditingSwarmTest {
    private static final int SEEDS = 40;

    static Stream<Long> seeds() {
        return LongStream.rangeClosed(1, SEEDS).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shouldAgreeUnderFaults(long seed) {
        var random = new Random(seed);
        int servers = 2 + random.nextInt(random.nextInt(4) == 0 ? 14 : 5);
        var bench = new Bench(servers, random.nextBoolean(), seed);
        var marks = new HashMap<Integer, Long>();
        var highest = new HashMap<Integer, Version>();
        bench.loss = random.nextDouble() * 0.3;
        bench.repeats = random.nextDouble() * 0.3;
        bench.delayNsMax = (1 + random.nextInt(60)) * Bench.MS;
        for (int n = 1; n <= servers; n++) {
            bench.seat(n).plans = seat -> plans(seat, marks, seed);
        }
        for (int step = 0; step < 60; step++) {
            fault(bench, random, servers, marks, step);
            bench.run(100 + random.nextInt(400));
            bench.seats.values().forEach(s -> neverBack(s, highest));
        }
        bench.heal();
        bench.seats.values().forEach(s -> s.crashes = (count, effect) -> false);
        bench.seats.values().stream().filter(s -> !s.running).forEach(Seat::begin);

        bench.mustCome(
                () ->
                        bench.agree()
                                && bench.seats.values().stream()
                                        .allMatch(s -> plans(s, marks, seed).isEmpty()),
                40_000,
                "no progress after the faults, seed " + seed);
        Version last = bench.seat(1).version();
        assertTrue(last.edits() > 1, "nothing happened, seed " + seed);
        bench.run(5000);
        assertEquals(last, bench.seat(1).version(), "edited for ever, seed " + seed);
        assertTrue(
                bench.seats.values().stream().noneMatch(s -> s.voter.hasAccepted()),
                "an acceptance is left, seed " + seed);
    }

    private static void fault(
            Bench bench, Random random, int servers, Map<Integer, Long> marks, int step) {
        int number = 1 + random.nextInt(servers);
        Seat seat = bench.seat(number);
        switch (random.nextInt(7)) {
            case 0 -> {
                int after = 1 + random.nextInt(40);
                int[] count = {0};
                seat.crashes = (total, effect) -> ++count[0] == after;
            }
            case 1 -> bench.seats.values().stream().filter(s -> !s.running).forEach(Seat::begin);
            case 2 -> bench.cut(number, 1 + (number % servers));
            case 3 -> {
                double loss = bench.loss;
                double repeats = bench.repeats;
                long delayNsMax = bench.delayNsMax;
                bench.heal();
                bench.loss = loss;
                bench.repeats = repeats;
                bench.delayNsMax = delayNsMax;
            }
            default -> marks.put(number, step + 1L);
        }
        bench.seats.values().forEach(Seat::nudge);
    }

    /**
     * What everybody wants: the marks; and of the servers with an odd mark, those divisible by
     * three out of the group, so that the council changes all the time.
     */
    private static List<Change> plans(Seat seat, Map<Integer, Long> marks, long seed) {
        var changes = new ArrayList<Change>();
        for (Row row : seat.files().rows()) {
            Long mark = marks.get(row.number());
            if (mark == null) {
                continue;
            }
            boolean out = (row.number() + seed) % 3 == 0 && mark % 2 == 1 && row.number() > 1;
            if (out && row.place() == Place.GROUP) {
                changes.addAll(
                        Separation.changes(
                                seat.files(),
                                row.number(),
                                Reason.SERVICE,
                                1,
                                seat.version().next(),
                                mark));
            } else if (!out && row.place() == Place.REVIVING) {
                changes.add(
                        new Change(
                                row,
                                row.assigned(row.number(), Proof.RELEASED, mark)
                                        .admitted(row.identity(), row.bootId(), mark)));
            } else if (!out && row.sinceWallMs() != mark) {
                changes.add(new Change(row, Bench.marked(row, mark)));
            }
        }
        return changes;
    }

    private static void neverBack(Seat seat, Map<Integer, Version> highest) {
        if (seat.disk != null) {
            Version now = seat.disk.files().version();
            Version before = highest.merge(seat.number, now, (a, b) -> a.compareTo(b) > 0 ? a : b);
            assertEquals(before, now, "the files on the disk of " + seat.number + " went back");
        }
    }
}
