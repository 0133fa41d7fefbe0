package io.ringwatch.sem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.dbss.Separation;
import io.ringwatch.files.Reason;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import io.ringwatch.message.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Leases as design section 6 says: who gets one, how long it lasts, and when it has surely run out.
 */
class LeaseTest {
    private static final long SEED = 5;
    private static final long LEASE_NS = 3_000 * Bench.MS;

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "2, true", "3, false", "6, true", "14, true"})
    void shouldGrantEverybodyInTheGroupALease(int servers, boolean witness) {
        var bench = new Bench(servers, witness, SEED);
        bench.run(100);

        for (int n = 1; n <= servers; n++) {
            assertTrue(bench.seat(n).lease.isValid(), "server " + n);
        }
        if (witness) {
            assertFalse(bench.seat(0).lease.isValid(), "the witness serves nothing");
        }
    }

    /** It counts from the moment of asking, however late the answers come. */
    @Test
    void shouldCountFromTheMomentOfAsking() {
        var bench = new Bench(3, false, SEED);
        bench.delayNsMax = 900 * Bench.MS;
        var asked = new HashSet<>(List.of(bench.nowNs()));
        bench.rule =
                (from, to, message) -> {
                    if (from == 3 && message instanceof Message.Renew) {
                        asked.add(bench.nowNs());
                    }
                    return true;
                };
        bench.mustCome(() -> bench.seat(3).lease.isValid(), 3000, "a lease");
        for (int i = 0; i < 500; i++) {
            bench.run(20);
            long untilNs = bench.seat(3).lease.untilNs();
            assertTrue(asked.contains(untilNs - LEASE_NS), "not from one of its questions");
        }
        assertTrue(bench.seat(3).lease.isValid());
    }

    @Test
    void shouldEndWithTheQuorum() {
        var bench = new Bench(3, false, SEED);
        bench.run(2000);
        bench.isolate(3);
        long cutNs = bench.nowNs();
        bench.run(2400);
        assertTrue(bench.seat(3).lease.untilNs() > bench.nowNs(), "it lasts");
        bench.run(600);
        assertTrue(bench.seat(3).lease.untilNs() <= cutNs + LEASE_NS);
        assertTrue(bench.seat(1).lease.untilNs() > bench.nowNs(), "the others have a quorum");
        assertEquals(Long.MIN_VALUE, bench.seat(3).lease.mayHoldUntilNs(3, true, true));
    }

    /** Yeses of two versions are no quorum: here each version has one yes too few. */
    @Test
    void shouldNotAddUpYesesOfTwoVersions() {
        var bench = new Bench(5, false, SEED);
        bench.run(2000);
        // server 5 hears only 1; then it is brought to the next version and hears only 2
        bench.rule =
                (from, to, message) -> to != 5 || !(message instanceof Message.Grant) || from == 1;
        bench.run(600);
        long untilNs = bench.seat(5).lease.untilNs();
        bench.rule =
                (from, to, message) -> to != 5 || !(message instanceof Message.Grant) || from == 2;
        bench.seat(1).plans = Bench.mark(1, 7);
        bench.seat(1).nudge();
        bench.mustCome(() -> bench.allRunningShow(1, 7), 500, "an edit in between");
        bench.run(1000);

        assertEquals(
                untilNs, bench.seat(5).lease.untilNs(), "1, 2 and itself, but of two versions");
    }

    /** A yes for an older version that arrives late is dropped. */
    @Test
    void shouldDropALateYesForAnOlderVersion() {
        var bench = new Bench(3, false, SEED);
        bench.run(2000);
        var late = new ArrayList<Runnable>();
        Version old = bench.seat(3).version();
        bench.rule =
                (from, to, message) -> {
                    if (to == 3 && message instanceof Message.Grant grant) {
                        if (grant.version().equals(old)) {
                            late.add(() -> bench.seat(3).receive(from, message));
                        }
                        return false;
                    }
                    return true;
                };
        bench.run(600);
        bench.seat(1).plans = Bench.mark(1, 7);
        bench.seat(1).nudge();
        bench.mustCome(() -> bench.allRunningShow(1, 7), 500, "an edit in between");
        long untilNs = bench.seat(3).lease.untilNs();
        assertFalse(late.isEmpty());
        late.forEach(Runnable::run);

        assertEquals(untilNs, bench.seat(3).lease.untilNs());
    }

    /**
     * Between its acceptance and the commit no member says yes, wherever in the period the edit
     * falls.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 50, 100, 150, 200, 250, 300, 350, 400, 450})
    void shouldSayNoYesBetweenAcceptanceAndCommit(int phaseMs) {
        var bench = new Bench(3, false, SEED);
        bench.run(2000 + phaseMs);
        hold(bench, 180);
        separate(bench, 1, 3);
        bench.mustCome(() -> bench.seat(1).version().edits() == 2, 2000, "separated");

        assertExpiryIsSafe(bench, 1, 3);
    }

    /**
     * The member that said yes has forgotten it: its agent was restarted, and tells no older age.
     */
    @Test
    void shouldTellNoAgeBeyondTheStartOfTheAgent() {
        var bench = new Bench(3, false, SEED);
        bench.run(2000);
        bench.cut(1, 3);
        bench.run(1900);
        bench.seat(2).crash();
        bench.seat(2).begin();
        separate(bench, 1, 3);
        bench.mustCome(() -> bench.seat(1).version().edits() == 2, 1000, "separated");

        assertExpiryIsSafe(bench, 1, 3);
    }

    /** Who said yes is not in the council any more; its members of today never did. */
    @Test
    void shouldTellNoAgeBeyondTheLastChangeOfTheCouncil() {
        var bench = new Bench(15, false, SEED);
        bench.run(2000);
        int holder = 15;
        var before = bench.seat(1).voter.council();
        bench.isolate(holder);
        separate(bench, 2, 1);
        bench.mustCome(() -> bench.seat(2).version().edits() == 2, 2000, "the council changes");
        var after = bench.seat(2).voter.council();
        assertTrue(after.servers().stream().filter(before::has).count() <= 3, before + " " + after);
        separate(bench, 2, holder);
        bench.mustCome(() -> bench.seat(2).version().edits() == 3, 2000, "separated");

        assertExpiryIsSafe(bench, 2, holder);
    }

    /** The whole point of the ages: most of the wait is over before it begins. */
    @Test
    void shouldWaitLessForOneThatHasLongBeenSilent() {
        var bench = new Bench(3, false, SEED);
        bench.run(2000);
        bench.isolate(3);
        bench.run(2500);
        separate(bench, 1, 3);
        bench.mustCome(() -> bench.seat(1).version().edits() == 2, 1000, "separated");

        long waitMs = (assertExpiryIsSafe(bench, 1, 3) - bench.nowNs()) / Bench.MS;
        assertTrue(waitMs < 1000, "still waits " + waitMs + " ms");
    }

    /** Whoever did not commit the edit lacks the ages. */
    @Test
    void shouldKnowNoAgesOfAnEditThatAnotherOneCommitted() {
        var bench = new Bench(3, false, SEED);
        bench.run(2000);
        separate(bench, 1, 3);
        bench.mustCome(() -> bench.seat(2).version().edits() == 2, 1000, "separated");

        Version vacated = bench.seat(2).files().row(3).orElseThrow().vacatedAt();
        assertTrue(bench.seat(1).editor.expiryNs(3, vacated).isPresent());
        assertFalse(bench.seat(2).editor.expiryNs(3, vacated).isPresent());
        assertFalse(
                bench.seat(1).editor.expiryNs(3, vacated.next()).isPresent(), "of another version");
    }

    /**
     * A VIP that is new to its holder needs a lease of the version that assigned it, or a later
     * one.
     */
    @Test
    void shouldNotHoldANewVipUnderAnOldLease() {
        var bench = new Bench(3, false, SEED);
        bench.run(2000);
        separate(bench, 1, 3);
        bench.mustCome(
                () -> bench.agree() && bench.seat(1).version().edits() == 2, 1000, "separated");
        bench.run(300);
        bench.rule = Bench.keepsFrom(2, Message.Grant.class);
        bench.seat(1).plans =
                seat ->
                        seat.files().row(3).orElseThrow().isVacated()
                                ? List.of(
                                        new io.ringwatch.files.Change(
                                                seat.files().row(3).orElseThrow(),
                                                seat.files()
                                                        .row(3)
                                                        .orElseThrow()
                                                        .assigned(
                                                                2,
                                                                io.ringwatch.files.Proof.EXPIRED,
                                                                1)))
                                : List.of();
        bench.seat(1).nudge();
        bench.mustCome(() -> bench.seat(2).version().edits() == 3, 1000, "assigned");
        bench.run(200);

        assertTrue(bench.seat(2).lease.isValid(), "the lease won before still runs");
        assertTrue(
                bench.seat(2).lease.mayHoldUntilNs(2, true, true) > bench.nowNs(),
                "its own VIP stays");
        assertEquals(
                Long.MIN_VALUE,
                bench.seat(2).lease.mayHoldUntilNs(3, true, false),
                "the new one waits");
        bench.heal();
        bench.mustCome(
                () -> bench.seat(2).lease.mayHoldUntilNs(3, true, false) > bench.nowNs(),
                1000,
                "lease of this version");
    }

    @Test
    void shouldGrantNothingToOneThatIsSeparated() {
        var bench = new Bench(3, false, SEED);
        bench.run(2000);
        separate(bench, 1, 3);
        bench.mustCome(
                () -> bench.agree() && bench.seat(1).version().edits() == 2, 1000, "separated");
        long[] grants = {0};
        bench.rule =
                (from, to, message) -> {
                    grants[0] += message instanceof Message.Grant && to == 3 ? 1 : 0;
                    return true;
                };
        bench.run(2000);

        assertEquals(0, grants[0]);
        assertEquals(Long.MIN_VALUE, bench.seat(3).lease.mayHoldUntilNs(3, true, true));
    }

    /**
     * The asker has applied the edit before the others: what it asks waits until they have, too.
     */
    @Test
    void shouldAnswerAnEarlyQuestionWhenTheVersionIsApplied() {
        var bench = new Bench(4, false, SEED);
        bench.run(2000);
        bench.rule =
                (from, to, message) -> {
                    boolean commit = message instanceof Message.Commit;
                    if (to >= 3 && commit) {
                        bench.after(100, () -> bench.seat(to).receive(from, message));
                    }
                    return to < 3 || !(commit || message instanceof Message.Edits);
                };
        separate(bench, 1, 2);
        bench.mustCome(() -> bench.seat(1).version().edits() == 2, 1000, "separated");
        long asked = bench.nowNs();
        bench.mustCome(
                () -> bench.seat(1).lease.isOf(bench.seat(1).version()),
                450,
                "before it asks again");

        assertTrue(bench.nowNs() - asked >= 90 * Bench.MS, "not before the other had applied it");
    }

    /** Whole files that are one version ahead are one edit: what is held goes on. */
    @Test
    void shouldKeepWhatItHoldsWhenAnEditComesAsWholeFiles() {
        var bench = new Bench(3, false, SEED);
        bench.run(2000);
        bench.rule =
                Bench.keepsFrom(3, Message.Commit.class, Message.Edits.class, Message.Grant.class);
        separate(bench, 1, 2);
        bench.mustCome(() -> bench.seat(1).version().edits() == 2, 1000, "separated");
        bench.seat(3).receive(1, new Message.Snapshot(bench.seat(1).files(), true));

        assertEquals(bench.seat(1).version(), bench.seat(3).version());
        assertTrue(bench.seat(3).lease.mayHoldUntilNs(3, true, true) > bench.nowNs());
    }

    /** Delays the acceptances of others, so that time passes between acceptance and commit. */
    private static void hold(Bench bench, long ms) {
        bench.rule =
                (from, to, message) -> {
                    if (message instanceof Message.Accepted) {
                        bench.after(ms, () -> bench.seat(to).receive(from, message));
                        return false;
                    }
                    return true;
                };
    }

    private static void separate(Bench bench, int editor, int server) {
        bench.seat(editor).plans =
                seat ->
                        Separation.changes(
                                seat.files(),
                                server,
                                Reason.SERVICE,
                                editor,
                                seat.version().next(),
                                1);
        bench.seat(editor).nudge();
    }

    /**
     * What the editor thinks is not before the holder's lease really ends; the holder hears no
     * more.
     */
    private static long assertExpiryIsSafe(Bench bench, int editor, int holder) {
        Row row = bench.seat(editor).files().row(holder).orElseThrow();
        long expiryNs = bench.seat(editor).editor.expiryNs(holder, row.vacatedAt()).orElseThrow();
        long untilNs = bench.seat(holder).lease.untilNs();
        assertTrue(
                expiryNs >= untilNs,
                () ->
                        "thought to have run out "
                                + (untilNs - expiryNs) / Bench.MS
                                + " ms before it does");
        return expiryNs;
    }
}
