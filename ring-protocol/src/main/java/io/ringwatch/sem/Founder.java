package io.ringwatch.sem;

import io.ringwatch.files.Edit;
import io.ringwatch.files.Files;
import io.ringwatch.files.Incarnation;
import io.ringwatch.files.Place;
import io.ringwatch.files.Proof;
import io.ringwatch.files.Reason;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import io.ringwatch.member.SafetyRule;
import io.ringwatch.member.Turn;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Ring;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Writes the first files of an incarnation from what its participants hold. */
final class Founder {
    private final Ring ring;
    private final Turn turn;
    private final int starter;
    private final long wallMs;

    Founder(Ring ring, Turn turn) {
        this.ring = ring;
        this.turn = turn;
        starter = turn.self();
        wallMs = turn.wallMs();
    }

    /**
     * The most advanced files go on, with an acceptance of the highest ballot finished; the dead
     * are taken out, and every participant's identity is put in.
     */
    Files first(
            Incarnation incarnation,
            SortedMap<Integer, Message.Founding> promises,
            Set<Integer> dead) {
        Files base = base(promises);
        Version version = new Version(incarnation, 1);
        var rows = new ArrayList<Row>();
        for (int member : ring.members()) {
            @Nullable Row row = base.row(member).orElse(null);
            Message.@Nullable Founding promise = promises.get(member);
            Row next =
                    promise != null ? living(member, row, promise) : absent(member, row, version);
            if (next != null) {
                rows.add(vacated(next, dead, version));
            }
        }
        if (rows.stream().noneMatch(row -> row.place() == Place.GROUP || isParked(row))) {
            rows.replaceAll(row -> letIn(row, promises.get(row.number()), dead));
        }
        return new Files(version, rows);
    }

    /**
     * Whether a participant has applied an edit that lets it in under another boot than is known in
     * these files: whoever said that it is off said so before.
     */
    static boolean hasLetIn(int member, Files own, Collection<Message.Founding> promises) {
        long boot = own.row(member).map(Row::bootId).orElse(0L);
        return promises.stream()
                .map(Message.Founding::files)
                .filter(files -> files.version().compareTo(own.version()) > 0)
                .flatMap(files -> files.row(member).stream())
                .anyMatch(row -> row.place() == Place.GROUP && row.bootId() != boot);
    }

    private static boolean isParked(Row row) {
        return row.place() == Place.PARKED;
    }

    /**
     * Nobody is left who could lead the recovery of those that were separated: they are in the
     * group again themselves, if their VIPs were last held by themselves or by one of the dead.
     */
    private Row letIn(Row row, Message.@Nullable Founding promise, Set<Integer> dead) {
        boolean free = row.holder() == Row.NOBODY || row.holder() == row.number();
        boolean own = row.lastHolder() == row.number() || row.lastHolder() == Row.NOBODY;
        if (promise == null
                || !row.place().isSeparated()
                || !free
                || !own && !dead.contains(row.lastHolder())) {
            return row;
        }
        return row.admitted(promise.identity(), promise.bootId(), wallMs)
                .assigned(row.number(), own ? Proof.RELEASED : Proof.CONFIRMED, wallMs);
    }

    private Files base(SortedMap<Integer, Message.Founding> promises) {
        Files best = Files.NONE;
        for (Message.Founding promise : promises.values()) {
            Files candidate = promise.files();
            for (Files unfinished : promise.firsts()) {
                boolean off =
                        turn.obeys(SafetyRule.CALLED_OFF) && isCalledOff(promises, unfinished);
                if (!off && unfinished.version().compareTo(candidate.version()) > 0) {
                    candidate = unfinished;
                }
            }
            boolean later = candidate.version().compareTo(best.version()) > 0;
            boolean any = !turn.obeys(SafetyRule.INCARNATION_ADVANCED) && best.rows().isEmpty();
            if (turn.obeys(SafetyRule.INCARNATION_ADVANCED) ? later : any) {
                best = candidate;
            }
        }
        Ballot highest = Ballot.NONE;
        Edit unfinished = null;
        for (Message.Founding promise : promises.values()) {
            if (promise.files().version().equals(best.version())
                    && promise.accepted() != null
                    && promise.acceptedBallot().compareTo(highest) > 0) {
                highest = promise.acceptedBallot();
                unfinished = promise.accepted();
            }
        }
        return unfinished == null || !turn.obeys(SafetyRule.INCARNATION_FINISHES)
                ? best
                : best.apply(unfinished, best.version().next());
    }

    /** First files of an incarnation that never began: the ring may have gone on without it. */
    private static boolean isCalledOff(
            SortedMap<Integer, Message.Founding> promises, Files unfinished) {
        Incarnation incarnation = unfinished.version().incarnation();
        return promises.values().stream().anyMatch(p -> p.calledOff().contains(incarnation));
    }

    private Row living(int member, @Nullable Row row, Message.Founding promise) {
        if (row == null) {
            boolean witness = member == Ring.WITNESS;
            return new Row(
                    member,
                    promise.identity(),
                    promise.bootId(),
                    witness ? Place.WITNESS : Place.GROUP,
                    witness ? Row.NOBODY : member,
                    Row.NOBODY,
                    Version.NONE,
                    Reason.NONE,
                    wallMs,
                    // nobody has held them yet in this ring
                    witness ? Proof.NONE : Proof.RELEASED,
                    Row.NOBODY,
                    0);
        }
        return row.withIdentity(promise.identity(), row.bootId());
    }

    private @Nullable Row absent(int member, @Nullable Row row, Version version) {
        if (member == Ring.WITNESS) {
            return row;
        }
        if (row == null) {
            return new Row(
                    member,
                    0,
                    0,
                    Place.REVIVING,
                    Row.NOBODY,
                    member,
                    version,
                    Reason.LOST,
                    wallMs,
                    Proof.NONE,
                    starter,
                    0);
        }
        return row.place() == Place.DOWN
                ? row
                : row.separated(Place.REVIVING, Reason.LOST, starter, wallMs);
    }

    private Row vacated(Row row, Set<Integer> dead, Version version) {
        Row next = dead.contains(row.holder()) ? row.vacated(version, wallMs) : row;
        boolean orphan =
                next.place().isSeparated()
                        && (dead.contains(next.leader()) || next.leader() == Row.NOBODY);
        return orphan ? next.ledBy(starter) : next;
    }
}
