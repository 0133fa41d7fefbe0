package io.ringwatch.sem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.files.Version;
import io.ringwatch.member.Effect;
import io.ringwatch.message.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Editing as design section 5 says: who decides, who finishes, who must wait. */
class EditingTest {
    private static final long SEED = 7;

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "2, true", "3, false", "6, true", "12, true"})
    void shouldDecideInTwoRoundTripsAndReachEverybody(int servers, boolean witness) {
        var bench = new Bench(servers, witness, SEED);
        bench.run(100);
        Version before = bench.seat(1).version();

        bench.seat(1).plans = Bench.mark(1, 77);
        bench.seat(1).nudge();

        bench.mustCome(() -> bench.allRunningShow(1, 77), 200, "not everybody applied the edit");
        assertEquals(before.next(), bench.seat(1).version());
        bench.run(2000);
        assertEquals(before.next(), bench.seat(1).version(), "decided more than once");
    }

    @ParameterizedTest
    @CsvSource({"2, true", "3, false", "6, true", "9, false"})
    void shouldDecideTheEditsOfAllEditorsAtOnce(int servers, boolean witness) {
        var bench = new Bench(servers, witness, SEED);
        bench.run(100);
        Version before = bench.seat(1).version();
        for (int n = 1; n <= servers; n++) {
            bench.seat(n).plans = Bench.mark(n, 70 + n);
            bench.seat(n).nudge();
        }

        for (int n = 1; n <= servers; n++) {
            int number = n;
            bench.mustCome(() -> bench.allRunningShow(number, 70 + number), 20_000, "edit of " + n);
        }
        assertEquals(
                before.edits() + servers,
                bench.seat(1).version().edits(),
                "an edit was decided twice");
    }

    /** Two editors want the same row: one wins, the other plans again on what it finds. */
    @Test
    void shouldLetOneOfTwoContradictingEditsWin() {
        var bench = new Bench(3, false, SEED);
        bench.run(100);
        Version before = bench.seat(1).version();
        for (int n : List.of(1, 2)) {
            bench.seat(n).plans =
                    seat ->
                            seat.version().equals(before)
                                    ? Bench.mark(3, 40 + n).apply(seat)
                                    : List.of();
            bench.seat(n).nudge();
        }

        bench.run(3000);
        assertTrue(bench.agree(), bench::versions);
        assertEquals(before.next(), bench.seat(3).version());
        long mark = bench.seat(3).files().row(3).orElseThrow().sinceWallMs();
        assertTrue(mark == 41 || mark == 42, "mark " + mark);
    }

    @ParameterizedTest
    @CsvSource({
        "2, false, 2, true",
        "2, false, 1, false",
        "2, true, 1, true",
        "4, false, 3 4, true",
        "4, false, 1 2, false",
        "4, false, 1 3 4, false",
        "5, false, 1 2, true",
        "5, false, 3 4 5, false",
        "3, true, 1 2, false",
        "3, true, 2 3, true",
    })
    void shouldDecideWithAQuorumOnly(int servers, boolean witness, String silent, boolean decides) {
        var bench = new Bench(servers, witness, SEED);
        bench.run(100);
        List<Integer> gone = new ArrayList<>();
        for (String word : silent.split(" ")) {
            gone.add(Integer.valueOf(word));
            bench.isolate(Integer.parseInt(word));
        }
        int editor =
                bench.ring.members().stream()
                        .filter(m -> m > 0 && !gone.contains(m))
                        .findFirst()
                        .orElseThrow();
        bench.seat(editor).plans = Bench.mark(editor, 9);
        bench.seat(editor).nudge();

        assertEquals(decides, bench.until(() -> bench.seat(editor).version().edits() > 1, 10_000));
    }

    @Test
    void shouldAskOnlyTheCouncil() {
        var bench = new Bench(14, true, SEED);
        bench.run(100);
        var asked = new java.util.TreeSet<Integer>();
        bench.rule =
                (from, to, message) -> {
                    if (message instanceof Message.Prepare || message instanceof Message.Accept) {
                        asked.add(to);
                    }
                    return true;
                };
        bench.seat(2).plans = Bench.mark(2, 5);
        bench.seat(2).nudge();

        bench.mustCome(
                () -> bench.allRunningShow(2, 5), 500, "an editor outside the council edits, too");
        assertEquals(List.of(0, 1, 3, 5, 7, 9, 11, 13), List.copyOf(asked));
    }

    /**
     * A member that is behind asks and is sent the edits; one that is far behind is sent the files.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, EditTail.EDITS_MAX, EditTail.EDITS_MAX + 1, EditTail.EDITS_MAX + 20})
    void shouldBringUpOneThatWasAway(int edits) {
        var bench = new Bench(3, false, SEED);
        bench.run(100);
        bench.isolate(3);
        long[] wanted = {0};
        bench.seat(1).plans = seat -> Bench.mark(1, wanted[0]).apply(seat);
        for (int i = 1; i <= edits; i++) {
            wanted[0] = i;
            long mark = i;
            bench.seat(1).nudge();
            bench.mustCome(
                    () -> bench.seat(2).files().row(1).orElseThrow().sinceWallMs() == mark,
                    2000,
                    "edit " + i);
        }
        assertEquals(1, bench.seat(3).version().edits());
        int[] snapshots = {0};
        bench.heal();
        bench.rule =
                (from, to, message) -> {
                    snapshots[0] += message instanceof Message.Snapshot && to == 3 ? 1 : 0;
                    return true;
                };

        bench.mustCome(bench::agree, 3000, "it did not catch up");
        assertEquals(edits > EditTail.EDITS_MAX, snapshots[0] > 0, "snapshots: " + snapshots[0]);
    }

    /**
     * A member ahead of the editor does not vote for an old version, it sends what the editor
     * lacks.
     */
    @Test
    void shouldAnswerAnEditorThatIsBehind() {
        var bench = new Bench(3, false, SEED);
        bench.run(100);
        bench.rule = Bench.keepsFrom(3, Message.Commit.class, Message.Renew.class);
        bench.seat(1).plans = Bench.mark(1, 7);
        bench.seat(1).nudge();
        bench.mustCome(() -> bench.seat(2).version().edits() == 2, 500, "first edit");
        bench.rule =
                Bench.keepsFrom(
                        3, Message.Commit.class, Message.Renew.class, Message.Refusal.class);
        assertEquals(1, bench.seat(3).version().edits());

        bench.seat(3).plans = Bench.mark(3, 8);
        bench.seat(3).nudge();

        bench.mustCome(
                () -> bench.seat(3).version().edits() == 3,
                2000,
                "the editor behind did not get on");
        assertEquals(7, bench.seat(3).files().row(1).orElseThrow().sinceWallMs());
    }

    /**
     * A server whose disk is lost is another voter: it counts as dead until an edit names its
     * identity.
     */
    @Test
    void shouldNotCountAVoterThatLostItsDisk() {
        var bench = new Bench(3, false, SEED);
        bench.run(100);
        bench.seat(2).crash();
        bench.seat(3).crash();
        bench.seat(3).disk = null;
        bench.seat(3).begin();
        bench.run(3000);
        assertEquals(1, bench.seat(3).version().edits(), "it is sent the files");
        assertFalse(bench.seat(3).voter.votes());

        bench.seat(1).plans = Bench.mark(1, 7);
        bench.seat(1).nudge();
        assertFalse(bench.until(() -> bench.seat(1).version().edits() > 1, 10_000), "it voted");
        bench.seat(2).begin();
        bench.mustCome(
                () -> bench.seat(1).version().edits() == 2, 10_000, "two known voters of three");

        var row = bench.seat(1).files().row(3).orElseThrow();
        long identity = bench.seat(3).voter.identity();
        bench.seat(1).plans =
                seat ->
                        seat.files().row(3).orElseThrow().identity() == identity
                                ? List.of()
                                : List.of(
                                        new io.ringwatch.files.Change(
                                                row, row.withIdentity(identity, row.bootId())));
        bench.seat(1).nudge();
        bench.mustCome(() -> bench.seat(3).voter.votes(), 3000, "it votes once an edit names it");
    }

    /** After a boot a member votes only when it has caught up with one that has not booted. */
    @Test
    void shouldNotVoteAfterABootBeforeItHasCaughtUp() {
        var bench = new Bench(3, false, SEED);
        bench.run(100);
        bench.seat(3).crash();
        bench.isolate(3);
        bench.seat(3).bootId = 77;
        bench.seat(3).begin();
        bench.run(3000);
        assertFalse(bench.seat(3).voter.votes());
        assertFalse(bench.seat(3).voter.isCaughtUp());

        bench.heal();
        bench.mustCome(() -> bench.seat(3).voter.votes(), 2000, "it caught up and does not vote");
        bench.run(20);
        assertEquals(77, java.util.Objects.requireNonNull(bench.seat(3).disk).bootId());
    }

    /** A promise and an acceptance survive the end of the agent. */
    @Test
    void shouldKeepWhatItPromisedAndAccepted() {
        var bench = new Bench(3, false, SEED);
        bench.run(100);
        bench.rule = (from, to, message) -> !(message instanceof Message.Accepted);
        bench.seat(1).plans = Bench.mark(1, 7);
        bench.seat(1).nudge();
        bench.mustCome(() -> bench.seat(2).voter.hasAccepted(), 500, "accepted");
        Ballot promised = bench.seat(2).voter.promise();
        bench.run(20);
        bench.seat(2).crash();
        bench.seat(2).begin();

        assertTrue(bench.seat(2).voter.hasAccepted());
        assertTrue(bench.seat(2).voter.promise().compareTo(promised) >= 0);
        assertNotNull(bench.seat(2).voter.accepted());
    }

    /** Whoever applied a version has no promise and no acceptance for the next one yet. */
    @Test
    void shouldForgetVotesOfAVersionThatIsDecided() {
        var bench = new Bench(3, false, SEED);
        bench.run(100);
        bench.seat(1).plans = Bench.mark(1, 7);
        bench.seat(1).nudge();
        bench.mustCome(() -> bench.allRunningShow(1, 7), 500, "decided");

        assertNull(bench.seat(2).voter.accepted());
        assertEquals(Ballot.NONE, bench.seat(2).voter.promise());
    }

    /** The vote is on the disk before the answer that depends on it is sent. */
    @Test
    void shouldStoreBeforeItAnswers() {
        var bench = new Bench(3, false, SEED);
        bench.run(100);
        bench.seat(1).plans = Bench.mark(1, 7);
        bench.seat(1).nudge();
        bench.mustCome(() -> bench.allRunningShow(1, 7), 500, "decided");

        for (Seat seat : bench.seats.values()) {
            for (Effect effect : seat.told) {
                if (effect instanceof Effect.Send send
                        && (send.message() instanceof Message.Prepare
                                || send.message() instanceof Message.Promise
                                || send.message() instanceof Message.Accepted)) {
                    assertTrue(send.afterStore(), send.toString());
                }
            }
        }
    }
}
