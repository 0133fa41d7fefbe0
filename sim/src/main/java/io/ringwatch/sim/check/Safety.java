package io.ringwatch.sim.check;

import io.ringwatch.files.Files;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What must hold after every event, seen from outside of all members: one holder per VIP, one
 * content per version, no member that goes back, no claim that the files do not name.
 */
public final class Safety {
    private final Map<Version, List<Row>> rowsByVersion = new HashMap<>();
    private final Map<Integer, Version> newestByMember = new HashMap<>();
    private final Tenures tenures = new Tenures();
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
        OptionalInt other = tenures.holderOf(server);
        if (strict && other.isPresent()) {
            throw new Violation(
                    "VIP of %d claimed by %d while the kernel of %d holds it"
                            .formatted(server, holder, other.getAsInt()));
        }
        if (strict && held.row(server).filter(row -> row.holder() == holder).isEmpty()) {
            throw new Violation(
                    "VIP of %d claimed by %d, but the files %s that it holds say %s"
                            .formatted(server, holder, held.version(), held.row(server)));
        }
        tenures.begin(server, holder, nowNs);
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
