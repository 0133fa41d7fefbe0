package io.ringwatch.sim.check;

import io.ringwatch.files.Edit;
import io.ringwatch.files.Files;
import io.ringwatch.files.Version;
import io.ringwatch.ring.Ring;
import io.ringwatch.sem.Ballot;
import java.util.List;

/**
 * What must hold after every event, seen from outside of all members: it is told what changed, and
 * passes it to those who judge it.
 */
public final class Safety {
    private final Tenures tenures = new Tenures();
    private final Contents contents = new Contents();
    private final Decisions decisions;
    private final Handovers handovers;
    private final Excuses excuses = new Excuses();
    private final boolean strict;

    /**
     * @param ring the ring file
     * @param strict true: a wrong claim ends the run; false: it is only to be seen in the {@link
     *     #tenures()}
     */
    public Safety(Ring ring, boolean strict) {
        this.strict = strict;
        decisions = new Decisions(ring, contents);
        handovers = new Handovers(tenures, !strict);
    }

    /**
     * A kernel begins to answer for the VIPs of a server.
     *
     * @param server whose VIPs
     * @param holder on which machine
     * @param held the files that its member holds
     * @param nowNs virtual time
     * @throws Violation if another kernel answers for them, or the files name another holder
     */
    public void claimed(int server, int holder, Files held, long nowNs) {
        alone(server, holder, nowNs);
        if (strict && held.row(server).filter(row -> row.holder() == holder).isEmpty()) {
            throw new Violation(
                    Rule.ASSIGNED_FIRST,
                    "VIP of %d claimed by %d, but the files %s that it holds say %s"
                            .formatted(server, holder, held.version(), held.row(server)));
        }
        tenures.begin(server, holder, nowNs);
    }

    /**
     * A kernel that stood still goes on to answer for the VIPs of a server.
     *
     * @throws Violation if another kernel answers for them
     */
    public void answersAgain(int server, int holder, long nowNs) {
        alone(server, holder, nowNs);
        tenures.begin(server, holder, nowNs);
    }

    private void alone(int server, int holder, long nowNs) {
        for (int other : tenures.holdersOf(server)) {
            if (strict && !excuses.covers(holder, nowNs) && !excuses.covers(other, nowNs)) {
                throw new Violation(
                        Rule.ONE_HOLDER,
                        "VIP of %d claimed by %d while the kernel of %d holds it"
                                .formatted(server, holder, other));
            }
        }
    }

    /**
     * What this machine holds may be held by another, too: an exception that the world permits.
     *
     * @param untilNs until when, virtual time; {@link Long#MAX_VALUE} until it ends otherwise
     */
    public void excuse(int machine, long untilNs) {
        excuses.grant(machine, untilNs);
    }

    /** The exception for this machine is over: it holds nothing any more. */
    public void excuseEnds(int machine) {
        excuses.end(machine);
    }

    /**
     * The exception for this machine may be over by its time.
     *
     * @throws Violation if it is, and something that this machine holds is still held by another
     */
    public void excuseOver(int machine, long nowNs) {
        if (excuses.covers(machine, nowNs)) {
            return;
        }
        for (int server : tenures.heldTwice()) {
            List<Integer> holders = tenures.holdersOf(server);
            if (strict
                    && holders.contains(machine)
                    && holders.stream().noneMatch(h -> excuses.covers(h, nowNs))) {
                throw new Violation(
                        Rule.ONE_HOLDER,
                        "VIP of %d is held by %s after the exception for %d is over"
                                .formatted(server, holders, machine));
            }
        }
    }

    /** A kernel does not answer for the VIPs of a server any more. */
    public void dropped(int server, int holder, long nowNs) {
        tenures.end(server, holder, nowNs);
    }

    /**
     * A member applied files.
     *
     * @throws Violation if somebody has other files of that version, no quorum accepted them, or it
     *     had newer ones
     */
    public void applied(int member, Files files, long nowNs) {
        decided(member, files, nowNs);
        decisions.applied(member, files);
    }

    /**
     * A member takes these files for decided.
     *
     * @throws Violation if somebody has other files of that version, or no quorum accepted them
     */
    public void decided(int member, Files files, long nowNs) {
        if (decisions.isAllLost()) {
            contents.forget();
            decisions.forget();
        }
        decisions.holds(member, files.version().incarnation());
        if (!files.version().equals(Version.NONE) && contents.add(member, files)) {
            decisions.first(files);
            handovers.first(contents.before(files), files, nowNs);
        }
    }

    /** The disk of a member is lost, and its memory with the power. */
    public void lost(int member) {
        decisions.lost(member);
    }

    /** An editor asks for this, under that ballot. */
    public void proposed(Version version, Ballot ballot, Edit edit) {
        decisions.proposed(version, ballot, edit);
    }

    /** A member says that it accepted what that ballot asked for, and that this is on its disk. */
    public void accepted(int member, Version version, Ballot ballot) {
        decisions.accepted(member, version, ballot);
    }

    /** A member tells people that a newer incarnation has begun. */
    public void toldIncarnation(int member) {
        decisions.toldIncarnation(member);
    }

    /** The power of a machine goes off, or comes on. */
    public void power(int machine, boolean on, long nowNs) {
        if (on) {
            handovers.on(machine, nowNs);
        } else {
            handovers.off(machine);
        }
    }

    /**
     * A member begins again with these files: what it had applied beyond them was lost with its
     * memory.
     */
    public void began(int member, Version version) {
        decisions.began(member, version);
    }

    /** Who answered for which VIPs, and when. */
    public Tenures tenures() {
        return tenures;
    }

    /** The newest files that anybody took for decided. */
    public Files newest() {
        return contents.newest();
    }

    /** The same, and before them those decided after that version. */
    public List<Files> since(Version last) {
        return contents.since(last);
    }

    /** How many versions were decided. */
    public int versions() {
        return contents.size();
    }
}
