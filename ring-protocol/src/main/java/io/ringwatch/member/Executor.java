package io.ringwatch.member;

import io.ringwatch.dbss.Separation;
import io.ringwatch.files.Change;
import io.ringwatch.files.Files;
import io.ringwatch.files.Place;
import io.ringwatch.files.Proof;
import io.ringwatch.files.Reason;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import io.ringwatch.message.Message;
import io.ringwatch.recovery.Parking;
import io.ringwatch.ring.Ring;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts and ends management on one server (fig. 7(a)): standby until files and flag; the flag's
 * end takes the server out of the group and parks its VIPs; the flag's return, or its return from a
 * boot, lets it in again.
 */
final class Executor {
    private final Situation situation;
    private final Parking parking;
    private final boolean wasAdmitted;
    private boolean flag;
    private boolean flagSeen;
    private long beaconAtNs = Long.MIN_VALUE;
    private long sendFlagAtNs = Long.MIN_VALUE;
    private long flagAtNs = Long.MIN_VALUE;

    Executor(Situation situation, Parking parking, Boot boot) {
        this.situation = situation;
        this.parking = parking;
        flag = boot.flag();
        flagSeen = flag;
        wasAdmitted = wasAdmitted(situation.self(), boot);
    }

    /**
     * Whether this agent was only restarted and had been let in under this boot: then it had its
     * flag, too.
     */
    private static boolean wasAdmitted(int self, Boot boot) {
        Files files = boot.files();
        return files != null
                && files.row(self).filter(row -> row.bootId() == boot.bootId()).isPresent();
    }

    boolean hasFlag() {
        return flag;
    }

    void onFlag(boolean present) {
        if (flag != present) {
            situation.turn().log(present ? "Find_flag" : "Flag_is_deleted");
        }
        flag = present;
        flagSeen |= present;
    }

    /** Whether the flag was taken away by somebody, and not just lost with the memory disk. */
    private boolean isStopped() {
        return !flag && (flagSeen || wasAdmitted);
    }

    /**
     * Whether it may begin an incarnation: it has the flag, or lost it only with its memory disk.
     */
    boolean mayFound() {
        return flag || !isStopped() && situation.operation().isInGroup(situation.self());
    }

    /** Whether this member manages, edits and leads. */
    boolean isActive() {
        return flag
                && situation.lease().isAdmitted()
                && situation.voter().isCaughtUp()
                && !situation.voter().isBlocked();
    }

    MemberView.Phase phase(boolean forming) {
        @Nullable Row row = situation.voter().ownRow().orElse(null);
        if (forming) {
            return MemberView.Phase.FORMING;
        }
        if (row == null) {
            return flag ? MemberView.Phase.FORMING : MemberView.Phase.STANDBY;
        }
        return switch (row.place()) {
            case PARKED -> MemberView.Phase.PARKED;
            case REVIVING, DOWN -> MemberView.Phase.SEPARATED;
            case WITNESS -> MemberView.Phase.ACTIVE;
            case GROUP ->
                    situation.lease().isAdmitted() && flag
                            ? MemberView.Phase.ACTIVE
                            : MemberView.Phase.STANDBY;
        };
    }

    /** Called in the first turn. */
    void start() {
        parking.start(flag);
    }

    void poll(int condition) {
        parking.poll(flag, condition);
        beacon(condition);
        catchUpWithTheBooted();
        sendFlags();
        flagOneself();
    }

    /** Whoever does not ask for leases says that it is there. */
    private void beacon(int condition) {
        if (situation.lease().isAdmitted() || !situation.turn().due(beaconAtNs)) {
            return;
        }
        beaconAtNs = situation.turn().now() + situation.timing().renewalNs();
        situation.turn().wakeBy(beaconAtNs);
        var beacon =
                new Message.Beacon(
                        situation.voter().identity(),
                        situation.voter().bootId(),
                        flag && parking.mayBeLetIn(),
                        situation.voter().isCaughtUp(),
                        situation.voter().version(),
                        situation.voter().highestIncarnation(),
                        condition);
        for (int member : situation.ring().members()) {
            if (member != situation.self()) {
                situation.turn().send(member, beacon);
            }
        }
    }

    /** Says it at once: something about this member has changed. */
    void beaconNow() {
        beaconAtNs = Long.MIN_VALUE;
    }

    /**
     * After a power loss of everything: all others are heard and have booted too. One that promised
     * a newer incarnation than is known here may have seen it begin without this member, and one
     * that is off may have begun it: then nobody goes on in the old one, and those who are left
     * begin another.
     */
    private void catchUpWithTheBooted() {
        if (situation.voter().isCaughtUp() || situation.voter().version().equals(Version.NONE)) {
            return;
        }
        for (int member : situation.ring().members()) {
            Message.Beacon beacon = situation.hearing().beacon(member);
            boolean booted =
                    beacon != null
                            && !beacon.votes()
                            && beacon.version().compareTo(situation.voter().version()) <= 0
                            && beacon.incarnation()
                                            .compareTo(situation.voter().highestIncarnation())
                                    <= 0;
            if (member != situation.self()
                    && !booted
                    && situation.turn().obeys(SafetyRule.ALL_BOOTED)) {
                return;
            }
        }
        situation.voter().markCaughtUp();
    }

    /** Whether nobody else of the group is heard who leads already, or can and is well. */
    private boolean isNobodyBetter() {
        return situation.operation().groupInRingOrder().stream()
                .noneMatch(member -> member != situation.self() && isBetter(member));
    }

    private boolean isBetter(int member) {
        Message.Beacon beacon = situation.hearing().beacon(member);
        if (beacon == null) {
            return situation.hearing().isFresh(member);
        }
        // one whose disk was lost cannot let itself in
        return situation.files().isKnown(member, beacon.identity())
                && beacon.condition() == Message.WELL;
    }

    /**
     * The flag went with the memory disk, and nobody will send it: nobody who manages is heard, and
     * the ring was running; or it was handed back what is its own, and is in the group under this
     * boot, and the flag that was sent with it was lost.
     */
    private void flagOneself() {
        boolean lost = !flag && !isStopped() && situation.operation().isInGroup(situation.self());
        boolean sent = !situation.lease().isAdmitted() && isAnyoneActive();
        if (!lost || !situation.voter().isCaughtUp() || sent) {
            flagAtNs = situation.turn().now() + 2 * situation.timing().renewalNs();
        } else if (situation.turn().due(flagAtNs)) {
            flagAtNs = situation.turn().now() + situation.timing().renewalNs();
            situation.turn().emit(new Effect.SetFlag(true));
        }
    }

    private boolean isAnyoneActive() {
        for (int member : situation.operation().groupInRingOrder()) {
            if (member != situation.self()
                    && situation.hearing().isFresh(member)
                    && situation.hearing().beacon(member) == null) {
                return true;
            }
        }
        return false;
    }

    /**
     * The target lost its flag with its memory disk: its manager sends it, so that it can come back
     * at once.
     */
    private void sendFlags() {
        if (!isActive()) {
            return;
        }
        int target = situation.voter().outline().target();
        Message.Beacon beacon = target == Row.NOBODY ? null : situation.hearing().beacon(target);
        Row row = beacon == null ? null : situation.row(target).orElse(null);
        if (beacon != null && row != null && !beacon.flag() && beacon.bootId() != row.bootId()) {
            Message.Flag message = new Message.Flag(true);
            if (situation.turn().due(sendFlagAtNs)) {
                sendFlagAtNs = situation.turn().now() + situation.timing().renewalNs();
                situation.turn().send(target, message);
                situation.log(target, "Send_flag_to_IPR");
            }
        }
    }

    /** Adds changes that let this server, or one of which it is the manager, in or out. */
    void wants(int condition, List<Change> changes) {
        Row row = situation.voter().outline().own();
        if (row != null) {
            own(row, condition, changes);
        }
        if (isActive()) {
            others(changes);
        }
    }

    /**
     * Only a beacon asks to be let in, and only the nearest server before it in the group answers:
     * so of a thousand that beacon while a ring forms, each asks after those up to its successor.
     */
    private void others(List<Change> changes) {
        int self = situation.self();
        int next = situation.operation().successorInGroup(self);
        if (next > self) {
            others(self + 1, next, changes);
        } else {
            others(Ring.WITNESS + 1, next == Row.NOBODY ? self : next, changes);
            others(self + 1, Integer.MAX_VALUE, changes);
        }
        if (situation.hearing().beaconing().get(Ring.WITNESS)) {
            other(Ring.WITNESS, changes);
        }
    }

    private void others(int first, int last, List<Change> changes) {
        BitSet beaconing = situation.hearing().beaconing();
        for (int m = beaconing.nextSetBit(first);
                m >= 0 && m <= last;
                m = beaconing.nextSetBit(m + 1)) {
            other(m, changes);
        }
    }

    private void own(Row row, int condition, List<Change> changes) {
        boolean otherBoot = row.bootId() != situation.voter().bootId();
        if (flag && row.place() == Place.GROUP && !otherBoot) {
            return;
        }
        long wallMs = situation.turn().wallMs();
        boolean alone = situation.operation().groupInRingOrder().isEmpty();
        boolean back =
                row.place() == Place.GROUP && otherBoot || row.place() == Place.PARKED && alone;
        // there are others' recoveries to lead, and nobody who could do its work while it is not
        // well
        boolean fit =
                condition == Message.WELL || condition != Message.UNEXAMINED && isNobodyBetter();
        if (flag && back && fit && parking.mayBeLetIn()) {
            if (otherBoot) {
                leave(changes);
            }
            changes.add(
                    new Change(
                            row,
                            let(row, situation.voter().identity(), situation.voter().bootId())));
        } else if (row.place() == Place.GROUP && isStopped()) {
            leave(changes);
            changes.add(new Change(row, row.parked(wallMs)));
        }
    }

    /** Its virtual servers and the recoveries that it leads go to others. */
    private void leave(List<Change> changes) {
        int self = situation.self();
        int heir = situation.operation().predecessorInGroup(self);
        for (Row row : situation.files().rows()) {
            if (row.number() != self) {
                Row after =
                        Separation.withdrawn(
                                row,
                                self,
                                heir,
                                situation.nextVersion(),
                                situation.turn().wallMs());
                if (!after.equals(row)) {
                    changes.add(new Change(row, after));
                }
            }
        }
    }

    /** In the group again; its own VIPs are its own unless somebody else has them. */
    private Row let(Row row, long identity, long bootId) {
        long wallMs = situation.turn().wallMs();
        boolean own =
                row.holder() == row.number() || row.isVacated() && row.lastHolder() == row.number();
        Row after = row.admitted(identity, bootId, wallMs);
        // whoever comes back under a new boot holds nothing, and says so
        return own ? after.assigned(row.number(), Proof.RELEASED, wallMs) : after;
    }

    private void other(int member, List<Change> changes) {
        Message.Beacon beacon = situation.hearing().beacon(member);
        if (beacon == null) {
            return;
        }
        Row row = situation.row(member).orElse(null);
        boolean mine = situation.operation().predecessorInGroup(member) == situation.self();
        if (member == Ring.WITNESS) {
            witness(row, beacon, changes);
        } else if (mine && beacon.flag() && beacon.condition() == Message.WELL) {
            server(member, row, beacon, changes);
        }
    }

    private void witness(@Nullable Row row, Message.Beacon beacon, List<Change> changes) {
        boolean lowest = situation.operation().groupInRingOrder().get(0) == situation.self();
        if (lowest && (row == null || row.identity() != beacon.identity())) {
            Row next =
                    row != null
                            ? row.withIdentity(beacon.identity(), beacon.bootId())
                            : newcomer(Ring.WITNESS, beacon, Place.WITNESS, Row.NOBODY);
            changes.add(new Change(row, next));
        }
    }

    private void server(
            int member, @Nullable Row row, Message.Beacon beacon, List<Change> changes) {
        if (row == null) {
            changes.add(new Change(null, newcomer(member, beacon, Place.GROUP, member)));
            return;
        }
        boolean lostDisk = row.place() == Place.GROUP && row.identity() != beacon.identity();
        if ((lostDisk || row.place() == Place.PARKED) && !row.isVirtual()) {
            changes.add(new Change(row, let(row, beacon.identity(), beacon.bootId())));
        }
    }

    private Row newcomer(int member, Message.Beacon beacon, Place place, int holder) {
        return new Row(
                member,
                beacon.identity(),
                beacon.bootId(),
                place,
                holder,
                Row.NOBODY,
                Version.NONE,
                Reason.NONE,
                situation.turn().wallMs(),
                holder == Row.NOBODY ? Proof.NONE : Proof.RELEASED,
                Row.NOBODY,
                0);
    }
}
