package io.ringwatch.sem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.files.Change;
import io.ringwatch.files.Edit;
import io.ringwatch.files.Files;
import io.ringwatch.files.Incarnation;
import io.ringwatch.files.Place;
import io.ringwatch.files.Proof;
import io.ringwatch.files.Reason;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import io.ringwatch.member.Turn;
import io.ringwatch.member.Turns;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Ring;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the first files of an incarnation are made of: the last resort may lose nothing that was
 * decided.
 */
class FounderTest {
    private static final Incarnation OLD = new Incarnation(4, 1);
    private static final Incarnation NEW = new Incarnation(6, 1);
    private static final long WALL_MS = 99;

    private final Ring ring = new Bench(4, true, 1).ring;
    private final TreeMap<Integer, Message.Founding> promises = new TreeMap<>();

    @Test
    void shouldPutEverybodyIntoTheFirstFilesOfAll() {
        for (int member : ring.members()) {
            promise(member, Files.NONE);
        }
        Files first = first(Set.of());

        assertEquals(new Version(NEW, 1), first.version());
        assertEquals(5, first.rows().size());
        for (Row row : first.rows()) {
            boolean witness = row.number() == Ring.WITNESS;
            assertEquals(witness ? Place.WITNESS : Place.GROUP, row.place());
            assertEquals(witness ? Row.NOBODY : row.number(), row.holder());
            assertEquals(500 + row.number(), row.identity());
            assertEquals(700 + row.number(), row.bootId());
        }
    }

    @Test
    void shouldGoOnFromTheMostAdvancedFiles() {
        promise(1, files(20, 1));
        promise(2, files(22, 3));
        promise(0, files(21, 2));

        assertEquals(3, mark(first(Set.of(3, 4))));
    }

    /**
     * It may have been decided by the dead: of several the highest ballot counts, and only of that
     * version.
     */
    @Test
    void shouldFinishTheAcceptanceOfTheHighestBallot() {
        promise(1, files(20, 1), ballot(3, 2), marking(files(20, 1), 31), null, Incarnation.NONE);
        promise(2, files(20, 1), ballot(3, 4), marking(files(20, 1), 34), null, Incarnation.NONE);
        promise(0, files(19, 0), ballot(9, 4), marking(files(19, 0), 39), null, Incarnation.NONE);

        assertEquals(34, mark(first(Set.of(3, 4))));
    }

    /** First files that were accepted may have begun with those that are dead now. */
    @Test
    void shouldGoOnFromFirstFilesThatMayHaveBegun() {
        promise(1, files(22, 3));
        promise(2, files(20, 1), Ballot.NONE, null, begun(77), Incarnation.NONE);
        promise(0, files(22, 3));

        assertEquals(77, mark(first(Set.of(3, 4))));
    }

    /** Called off, for good: the ring went on without it, and what it decided since then counts. */
    @Test
    void shouldNotGoOnFromFirstFilesThatWereCalledOff() {
        promise(1, files(22, 3), Ballot.NONE, null, null, new Incarnation(5, 3));
        promise(2, files(20, 1), Ballot.NONE, null, begun(77), Incarnation.NONE);
        promise(0, files(22, 3));

        assertEquals(3, mark(first(Set.of(3, 4))));
    }

    @Test
    void shouldTakeTheDeadOutOfTheGroupAndVacateTheirVips() {
        promise(1, files(20, 1));
        promise(2, files(20, 1));
        promise(0, files(20, 1));
        Files first = first(Set.of(3, 4));

        for (int dead : List.of(3, 4)) {
            Row row = first.row(dead).orElseThrow();
            assertEquals(Place.REVIVING, row.place());
            assertEquals(Reason.LOST, row.reason());
            assertTrue(row.isVacated());
            assertEquals(dead, row.lastHolder());
            assertEquals(first.version(), row.vacatedAt());
            assertEquals(1, row.leader());
        }
        assertEquals(1, first.row(1).orElseThrow().holder());
        assertEquals(Place.GROUP, first.row(2).orElseThrow().place());
    }

    /**
     * A dead host's virtual servers are placed again, and recoveries that the dead led are adopted.
     */
    @Test
    void shouldVacateWhatTheDeadHostedAndAdoptWhatTheyLed() {
        Files before = files(20, 1);
        Row moved =
                before.row(2)
                        .orElseThrow()
                        .separated(Place.REVIVING, Reason.SERVICE, 3, 1)
                        .assigned(4, Proof.RELEASED, 1);
        Files with =
                before.apply(
                        new Edit(1, List.of(new Change(before.row(2).orElseThrow(), moved))),
                        before.version().next());
        promise(1, with);
        promise(2, with);
        promise(0, with);
        Row row = first(Set.of(3, 4)).row(2).orElseThrow();

        assertEquals(Place.REVIVING, row.place());
        assertTrue(row.isVacated());
        assertEquals(4, row.lastHolder());
        assertEquals(1, row.leader());
    }

    /** A participant keeps its place, and its new identity if it lost its disk. */
    @ParameterizedTest
    @EnumSource(
            value = Place.class,
            names = {"GROUP", "REVIVING", "DOWN", "PARKED"})
    void shouldKeepThePlaceOfWhoeverTakesPart(Place place) {
        Files before = files(20, 1);
        Row old = before.row(2).orElseThrow();
        Row changed =
                place == Place.PARKED ? old.parked(1) : old.separated(place, Reason.NONE, 1, 1);
        Files with =
                place == Place.GROUP
                        ? before
                        : before.apply(
                                new Edit(1, List.of(new Change(old, changed))),
                                before.version().next());
        for (int member : List.of(0, 1, 2)) {
            promise(member, with);
        }
        Row row = first(Set.of(3, 4)).row(2).orElseThrow();

        assertEquals(place, row.place());
        assertEquals(502, row.identity());
        assertEquals(2, row.holder());
    }

    /** The only server of the group, which hosted it, is dead: somebody has to serve. */
    @Test
    void shouldLetInTheSeparatedWhenNobodyElseIsLeft() {
        Files before = files(20, 1);
        var changes = new ArrayList<Change>();
        for (int member = 1; member <= 4; member++) {
            Row old = before.row(member).orElseThrow();
            if (member != 3) {
                Row out = old.separated(Place.DOWN, Reason.NETWORK, 3, 1);
                changes.add(new Change(old, out.assigned(3, Proof.EXPIRED, 1)));
            }
        }
        Files with = before.apply(new Edit(3, changes), before.version().next());
        for (int member : List.of(0, 1, 2)) {
            promise(member, with);
        }
        Files first = first(Set.of(3, 4));

        for (int member : List.of(1, 2)) {
            Row row = first.row(member).orElseThrow();
            assertEquals(Place.GROUP, row.place());
            assertEquals(500 + member, row.identity());
            assertEquals(700 + member, row.bootId());
            assertEquals(member, row.holder());
            assertEquals(Proof.CONFIRMED, row.proof());
        }
        assertEquals(Place.REVIVING, first.row(3).orElseThrow().place());
        assertEquals(Row.NOBODY, first.row(3).orElseThrow().holder());
    }

    private Files first(Set<Integer> dead) {
        Turn turn = Turns.of(1);
        Turns.begin(turn, 0, WALL_MS, new ArrayList<>());
        return new Founder(ring, turn).first(NEW, promises, dead);
    }

    /** The mark of these files is in the row of server 1. */
    private static long mark(Files files) {
        return files.row(1).orElseThrow().sinceWallMs();
    }

    private void promise(int member, Files files) {
        promise(member, files, Ballot.NONE, null, null, Incarnation.NONE);
    }

    private void promise(
            int member,
            Files files,
            Ballot ballot,
            @Nullable Edit accepted,
            @Nullable Files first,
            Incarnation calledOff) {
        promises.put(
                member,
                new Message.Founding(
                        NEW,
                        500 + member,
                        700 + member,
                        files,
                        ballot,
                        accepted,
                        first == null ? List.of() : List.of(first),
                        List.of(calledOff)));
    }

    private static Ballot ballot(long round, int editor) {
        return new Ballot(OLD, round, editor);
    }

    private static Edit marking(Files files, long mark) {
        Row row = files.row(1).orElseThrow();
        return new Edit(4, List.of(new Change(row, Bench.marked(row, mark))));
    }

    private Files begun(long mark) {
        return new Files(new Version(new Incarnation(5, 3), 1), files(1, mark).rows());
    }

    private Files files(long edits, long mark) {
        var rows = new ArrayList<Row>();
        for (int member : ring.members()) {
            boolean witness = member == Ring.WITNESS;
            rows.add(
                    new Row(
                            member,
                            100 + member,
                            200 + member,
                            witness ? Place.WITNESS : Place.GROUP,
                            witness ? Row.NOBODY : member,
                            Row.NOBODY,
                            Version.NONE,
                            Reason.NONE,
                            member == 1 ? mark : 0,
                            Proof.NONE,
                            Row.NOBODY,
                            0));
        }
        return new Files(new Version(OLD, edits), rows);
    }
}
