package io.ringwatch.sim.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringwatch.files.Edit;
import io.ringwatch.files.Files;
import io.ringwatch.files.Incarnation;
import io.ringwatch.files.Proof;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import io.ringwatch.sem.Ballot;
import io.ringwatch.sim.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Each rule about files and VIPs, broken on purpose: the check says so, and says nothing else. */
class PlantedDecisionsTest {
    private static final Ballot BALLOT = new Ballot(Rows.FIRST, 1, 1);

    private final Safety safety = new Safety(World.ring(3).ring(), true);
    private final Files formed = Rows.formed(3);

    private static void assertBroken(Rule rule, Executable planted) {
        assertEquals(rule, assertThrows(Violation.class, planted).rule());
    }

    private Files form() {
        safety.applied(1, formed, 0);
        return formed;
    }

    /** Two of three accept it, the first member applies it. */
    private Files commit(Files before, Row after) {
        Edit edit = Rows.edit(before, after);
        Version next = before.version().next();
        accept(next, BALLOT, edit, 1, 2);
        Files files = before.apply(edit, next);
        safety.applied(1, files, 1_000);
        return files;
    }

    private void accept(Version version, Ballot ballot, Edit edit, int... members) {
        safety.proposed(version, ballot, edit);
        for (int member : members) {
            safety.accepted(member, version, ballot);
        }
    }

    @Test
    void shouldLetAHandOverPass() {
        Files vacated = commit(form(), Rows.separated(2, Rows.version(2)));
        safety.applied(3, vacated, 2_000);
        Row row = vacated.row(2).orElseThrow();
        Files assigned = commit(vacated, row.assigned(3, Proof.EXPIRED, 0));
        safety.claimed(2, 3, assigned, 3_000);
        assertEquals(3, safety.versions());
    }

    @Test
    void shouldNoticeTwoHolders() {
        safety.claimed(1, 1, formed, 0);
        assertBroken(Rule.ONE_HOLDER, () -> safety.claimed(1, 2, formed, 1));
    }

    @Test
    void shouldNoticeAClaimThatTheFilesDoNotGive() {
        assertBroken(Rule.ASSIGNED_FIRST, () -> safety.claimed(1, 2, formed, 1));
    }

    @Test
    void shouldNoticeAVersionThatIsTwoThings() {
        form();
        Files other = new Files(formed.version(), Rows.formed(2).rows());
        assertBroken(Rule.ONE_CONTENT, () -> safety.applied(2, other, 1));
    }

    @Test
    void shouldNoticeAnEditThatNoQuorumAccepted() {
        Edit edit = Rows.edit(form(), Rows.separated(2, Rows.version(2)));
        accept(Rows.version(2), BALLOT, edit, 1);
        Files files = formed.apply(edit, Rows.version(2));
        assertBroken(Rule.COMMITTED_STAYS, () -> safety.applied(1, files, 1));
    }

    @Test
    void shouldNoticeACommittedEditThatIsLost() {
        form();
        accept(
                Rows.version(2),
                BALLOT,
                Rows.edit(formed, Rows.separated(2, Rows.version(2))),
                1,
                2);
        Edit other = Rows.edit(formed, Rows.separated(3, Rows.version(2)));
        Ballot higher = new Ballot(Rows.FIRST, 2, 3);
        assertBroken(Rule.COMMITTED_STAYS, () -> accept(Rows.version(2), higher, other, 1, 3));
    }

    @Test
    void shouldNoticeAnEditAppliedTwice() {
        Files once = commit(form(), Rows.separated(2, Rows.version(2)));
        Edit edit = Rows.edit(formed, Rows.separated(2, Rows.version(2)));
        accept(Rows.version(3), BALLOT, edit, 1, 2);
        Files twice = new Files(Rows.version(3), once.rows());
        assertBroken(Rule.COMMITTED_STAYS, () -> safety.applied(1, twice, 2));
    }

    @Test
    void shouldNoticeAVersionLeftOut() {
        form();
        Files later = new Files(Rows.version(3), formed.rows());
        assertBroken(Rule.COMMITTED_STAYS, () -> safety.applied(1, later, 1));
    }

    @Test
    void shouldNoticeAMemberThatGoesBack() {
        commit(form(), Rows.separated(2, Rows.version(2)));
        assertBroken(Rule.COMMITTED_STAYS, () -> safety.applied(1, formed, 2));
    }

    @Test
    void shouldNoticeAnIncarnationThatIsNotTold() {
        Files next = new Files(new Version(new Incarnation(2, 1), 1), form().rows());
        assertBroken(Rule.COMMITTED_STAYS, () -> safety.applied(1, next, 1));
    }

    @Test
    void shouldNoticeADecisionOfAnIncarnationThatIsOver() {
        Files next = new Files(new Version(new Incarnation(2, 1), 1), form().rows());
        safety.toldIncarnation(1);
        safety.applied(1, next, 1);
        Edit edit = Rows.edit(formed, Rows.separated(1, Rows.version(2)));
        assertBroken(Rule.COMMITTED_STAYS, () -> accept(Rows.version(2), BALLOT, edit, 2, 3));
    }

    @Test
    void shouldNotBeBoundByAnIncarnationOfWhichNoCopyIsLeft() {
        Files next = new Files(new Version(new Incarnation(2, 1), 1), form().rows());
        safety.toldIncarnation(1);
        safety.applied(1, next, 1);
        safety.applied(2, formed, 1);
        safety.lost(1);
        Edit edit = Rows.edit(formed, Rows.separated(1, Rows.version(2)));
        accept(Rows.version(2), BALLOT, edit, 2, 3);
        safety.applied(2, formed.apply(edit, Rows.version(2)), 2);
        assertEquals(3, safety.versions());
    }

    @Test
    void shouldTakeARingFormedAfterAllIsLostForAnother() {
        form();
        safety.lost(1);
        Files again = new Files(formed.version(), Rows.formed(2).rows());
        safety.applied(2, again, 1);
        assertEquals(1, safety.versions());
    }

    @Test
    void shouldNoticeAHandOverWithoutAVacatedRow() {
        form();
        Row row = Rows.atHome(2).assigned(3, Proof.EXPIRED, 0);
        assertBroken(Rule.TRUE_PROOF, () -> commit(formed, row));
    }

    @Test
    void shouldNoticeAnAssignmentWithoutProof() {
        Files vacated = commit(form(), Rows.separated(2, Rows.version(2)));
        Row row = vacated.row(2).orElseThrow().assigned(3, Proof.NONE, 0);
        assertBroken(Rule.TRUE_PROOF, () -> commit(vacated, row));
    }

    @Test
    void shouldNoticeAProofThatTheKernelOfTheLastHolderDenies() {
        safety.claimed(2, 2, form(), 0);
        Files vacated = commit(formed, Rows.separated(2, Rows.version(2)));
        Row row = vacated.row(2).orElseThrow().assigned(3, Proof.EXPIRED, 0);
        assertBroken(Rule.TRUE_PROOF, () -> commit(vacated, row));
    }

    @Test
    void shouldNoticeThatWhoIsSaidToBeOffWasOn() {
        safety.power(2, false, 10);
        safety.power(2, true, 20);
        Files vacated = commit(form(), Rows.separated(2, Rows.version(2)));
        Row row = vacated.row(2).orElseThrow().assigned(3, Proof.FENCED, 0);
        assertBroken(Rule.TRUE_PROOF, () -> commit(vacated, row));
    }

    @Test
    void shouldBelieveThatWhoHasBeenOffSinceBeforeIsOff() {
        safety.power(2, false, 10);
        Files vacated = commit(form(), Rows.separated(2, Rows.version(2)));
        Row row = vacated.row(2).orElseThrow().assigned(3, Proof.FENCED, 0);
        assertEquals(3, commit(vacated, row).row(2).orElseThrow().holder());
    }
}
