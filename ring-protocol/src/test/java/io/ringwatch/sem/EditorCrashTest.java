package io.ringwatch.sem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.files.Version;
import io.ringwatch.member.Effect;
import io.ringwatch.message.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The editor ends in the middle: at each of its effects, one test each. */
class EditorCrashTest {
    private static final long SEED = 11;
    private static final long MARK = 7;

    /** So many effects has one edit at the most, from the first to the last. */
    private static final int EFFECTS_MAX = 60;

    @ParameterizedTest
    @CsvSource({"2, true", "3, false", "3, true", "5, false", "10, true"})
    void shouldEndInOneStateWhereverTheEditorEnds(int servers, boolean witness) {
        for (int step = 1; step <= EFFECTS_MAX; step++) {
            Bench bench = crashedAt(servers, witness, step, SEED + step);
            int crashed = step;
            bench.run(2000);
            assertTrue(bench.agree(), () -> "step " + crashed + ": " + bench.versions());
            assertNothingUndecided(bench, "step " + step);

            boolean decided = bench.allRunningShow(1, MARK);
            bench.seat(2).plans = Bench.mark(2, 8);
            bench.seat(2).nudge();
            bench.mustCome(
                    () -> bench.allRunningShow(2, 8), 5000, "the others cannot edit, step " + step);
            if (!bench.seat(1).running) {
                bench.seat(1).begin();
            }
            bench.mustCome(
                    () -> bench.agree() && bench.allRunningShow(1, MARK),
                    8000,
                    "the editor is back and its edit is not decided, step "
                            + step
                            + ", before "
                            + decided);
            Version last = bench.seat(1).version();
            bench.run(3000);
            assertEquals(last, bench.seat(1).version(), "edited for ever, step " + step);
        }
    }

    /** An edit that a quorum accepted is decided, whoever hears of it. */
    @ParameterizedTest
    @CsvSource({"2, true", "3, false", "5, false"})
    void shouldFinishWhatAQuorumAccepted(int servers, boolean witness) {
        var bench = new Bench(servers, witness, SEED);
        bench.run(1000);
        bench.rule =
                (from, to, message) ->
                        !(message instanceof Message.Accepted || message instanceof Message.Commit);
        bench.seat(1).plans = Bench.mark(1, MARK);
        bench.seat(1).nudge();
        bench.mustCome(() -> accepted(bench) == bench.seats.size(), 500, "all accepted");
        bench.run(10);
        bench.seat(1).crash();
        bench.heal();

        bench.mustCome(() -> bench.allRunningShow(1, MARK), 3000, "nobody finished it");
    }

    /**
     * An acceptance that was left undecided stops the leases: it must be finished well under a
     * lease.
     */
    @ParameterizedTest
    @CsvSource({"3, false", "3, true", "5, false", "10, true"})
    void shouldNotCostTheOthersTheirLeases(int servers, boolean witness) {
        for (int step = 1; step <= EFFECTS_MAX; step++) {
            Bench bench = crashedAt(servers, witness, step, SEED + step);
            long endNs = bench.nowNs() + 2 * bench.ring.timing().leaseNs();
            int crashed = step;
            while (bench.nowNs() < endNs) {
                bench.run(10);
                for (int n = 2; n <= servers; n++) {
                    int number = n;
                    assertTrue(
                            bench.seat(n).lease.untilNs() > bench.nowNs(),
                            () -> "server " + number + " lost its lease, step " + crashed);
                }
            }
        }
    }

    /** Of two members and a witness the editor dies when only it and the witness have accepted. */
    @Test
    void shouldNotCostTheOtherOfTwoItsLeaseWhenOnlyTheWitnessAccepted() {
        var bench = new Bench(2, true, SEED);
        bench.run(1000);
        bench.rule = (from, to, message) -> !(message instanceof Message.Accept && to == 2);
        bench.seat(1).plans = Bench.mark(1, MARK);
        bench.seat(1).nudge();
        bench.mustCome(() -> bench.seat(0).voter.hasAccepted(), 500, "the witness accepted");
        bench.seat(1).crash();
        bench.heal();

        long endNs = bench.nowNs() + 2 * bench.ring.timing().leaseNs();
        while (bench.nowNs() < endNs) {
            bench.run(10);
            assertTrue(
                    bench.seat(2).lease.untilNs() > bench.nowNs(),
                    () ->
                            "lease lost, and the witness has still accepted: "
                                    + bench.seat(0).voter.hasAccepted());
        }
    }

    /** The plan of the editor that died is not carried out twice, nor half. */
    @Test
    void shouldApplyAnEditWholeOrNotAtAll() {
        for (int step = 1; step <= EFFECTS_MAX; step++) {
            var bench = new Bench(4, false, SEED);
            bench.run(1000);
            crashAt(bench, step);
            bench.seat(1).plans =
                    seat -> {
                        var changes = new ArrayList<>(Bench.mark(1, MARK).apply(seat));
                        changes.addAll(Bench.mark(3, MARK).apply(seat));
                        return changes;
                    };
            bench.seat(1).nudge();
            bench.run(3000);

            for (Seat seat : bench.seats.values()) {
                long one = seat.files().row(1).orElseThrow().sinceWallMs();
                long three = seat.files().row(3).orElseThrow().sinceWallMs();
                assertEquals(one, three, "step " + step + " at " + seat.number);
                assertTrue(seat.version().edits() <= 2, "step " + step);
            }
        }
    }

    private static Bench crashedAt(int servers, boolean witness, int step, long seed) {
        var bench = new Bench(servers, witness, seed);
        bench.run(1000);
        crashAt(bench, step);
        bench.seat(1).plans = Bench.mark(1, MARK);
        bench.seat(1).nudge();
        bench.until(() -> !bench.seat(1).running, 1000);
        return bench;
    }

    /** Counts only effects of editing: the keepalives go on. */
    private static void crashAt(Bench bench, int step) {
        int[] count = {0};
        bench.seat(1).crashes = (total, effect) -> isEditing(effect) && ++count[0] == step;
    }

    private static boolean isEditing(Effect effect) {
        return !(effect instanceof Effect.Send send)
                || !(send.message() instanceof Message.Renew
                        || send.message() instanceof Message.Grant);
    }

    private static long accepted(Bench bench) {
        return bench.seats.values().stream().filter(s -> s.voter.hasAccepted()).count();
    }

    private static void assertNothingUndecided(Bench bench, String when) {
        List<Integer> undecided =
                bench.seats.values().stream()
                        .filter(s -> s.running && s.voter.hasAccepted())
                        .map(s -> s.number)
                        .toList();
        assertEquals(List.of(), undecided, when);
    }
}
