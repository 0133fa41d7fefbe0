package io.ringwatch.sim.check;

import io.ringwatch.files.Files;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What must hold after every event, seen from outside of all members: one holder per VIP, one
 * content per version, no member that goes back, no claim that the files do not name.
 */
public final class Safety {
    private final Map<Version, List<Row>> rowsByVersion = new HashMap<>();
    private final Map<Integer, Version> newestByMember = new HashMap<>();
    private final Tenures tenures = new Tenures();
    private final Excuses excuses = new Excuses();
    private final boolean strict;

    /**
     * @param strict true: a wrong claim ends the run; false: it is only to be seen in the {@link
     *     #tenures()}
     */
    public Safety(boolean strict) {
        this.strict = strict;
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
     * @throws Violation if somebody has other files of that version, or it had newer ones
     */
    public void applied(int member, Files files) {
        decided(member, files);
        Version before = newestByMember.put(member, files.version());
        if (before != null && files.version().compareTo(before) < 0) {
            throw new Violation(
                    "member %d went back from version %s to %s"
                            .formatted(member, before, files.version()));
        }
    }

    /**
     * A member takes these files for decided.
     *
     * @throws Violation if somebody has other files of that version
     */
    public void decided(int member, Files files) {
        if (files.version().equals(Version.NONE)) {
            return;
        }
        List<Row> known = rowsByVersion.putIfAbsent(files.version(), files.rows());
        if (known != null && known != files.rows() && !known.equals(files.rows())) {
            throw new Violation(
                    "version %s is two things: %d has %s, somebody before it had %s"
                            .formatted(files.version(), member, files.rows(), known));
        }
    }

    /**
     * A member begins again with these files: what it had applied beyond them was lost with its
     * memory.
     */
    public void began(int member, Version version) {
        newestByMember.put(member, version);
    }

    /** Who answered for which VIPs, and when. */
    public Tenures tenures() {
        return tenures;
    }

    /** How many versions were decided. */
    public int versions() {
        return rowsByVersion.size();
    }
}
