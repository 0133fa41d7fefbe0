package io.ringwatch.sim.check;

import io.ringwatch.files.Council;
import io.ringwatch.files.Edit;
import io.ringwatch.files.Files;
import io.ringwatch.files.Incarnation;
import io.ringwatch.files.Version;
import io.ringwatch.ring.Ring;
import io.ringwatch.sem.Ballot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@link Rule#COMMITTED_STAYS}: an edit is decided when a quorum of the council of the version
 * before has said, from its disks, that it accepted it; from then on the next version is that edit,
 * applied once to the version before, and nothing else is. No incarnation decides anything more
 * once a newer one has begun, as long as a disk or a memory is left that holds it: what is lost
 * with its last copy binds nobody.
 */
final class Decisions {
    private final Ring ring;
    private final Contents contents;
    private final Map<Version, Map<Ballot, Vote>> open = new TreeMap<>();
    private final Map<Version, Edit> decided = new HashMap<>();
    private final Map<Integer, Version> newestByMember = new HashMap<>();
    private final Set<Integer> toldIncarnation = new HashSet<>();
    private final Map<Integer, Incarnation> heldByMember = new HashMap<>();

    private static final class Vote {
        private final Edit edit;
        private final Set<Integer> by = new HashSet<>();

        private Vote(Edit edit) {
            this.edit = edit;
        }
    }

    Decisions(Ring ring, Contents contents) {
        this.ring = ring;
        this.contents = contents;
    }

    /** An editor asks for this. */
    void proposed(Version version, Ballot ballot, Edit edit) {
        Vote vote =
                open.computeIfAbsent(version, v -> new TreeMap<>())
                        .computeIfAbsent(ballot, b -> new Vote(edit));
        if (!vote.edit.equals(edit)) {
            throw new Violation(
                    Rule.COMMITTED_STAYS,
                    "ballot %s for %s is two things: %s and %s"
                            .formatted(ballot, version, vote.edit, edit));
        }
    }

    /** A member says that it accepted, and that this is on its disk. */
    void accepted(int member, Version version, Ballot ballot) {
        Vote vote = open.getOrDefault(version, Map.of()).get(ballot);
        if (vote == null || !vote.by.add(member)) {
            return;
        }
        Version before = new Version(version.incarnation(), version.edits() - 1);
        boolean quorum =
                contents.of(before)
                        .filter(files -> Council.of(ring, files).isQuorum(vote.by))
                        .isPresent();
        if (quorum) {
            decide(version, vote.edit);
        }
    }

    private void decide(Version version, Edit edit) {
        Edit known = decided.putIfAbsent(version, edit);
        if (known != null && !known.equals(edit)) {
            throw new Violation(
                    Rule.COMMITTED_STAYS,
                    "version %s is decided twice: %s and %s".formatted(version, known, edit));
        }
        if (known == null) {
            heldByMember.forEach((member, held) -> isNotBehind(version, member, held));
        }
    }

    private static void isNotBehind(Version version, int member, Incarnation held) {
        if (version.incarnation().compareTo(held) < 0) {
            throw new Violation(
                    Rule.COMMITTED_STAYS,
                    "version %s is decided although incarnation %s has begun, which %d holds"
                            .formatted(version, held, member));
        }
    }

    /** A member takes files of that incarnation for decided. */
    void holds(int member, Incarnation incarnation) {
        heldByMember.merge(member, incarnation, (a, b) -> a.compareTo(b) < 0 ? b : a);
    }

    /** Whether nobody holds anything: a ring that is formed then is another one. */
    boolean isAllLost() {
        return heldByMember.values().stream().allMatch(Incarnation.NONE::equals);
    }

    /** What was decided in a ring of which nothing is left binds nobody. */
    void forget() {
        open.clear();
        decided.clear();
    }

    /** The disk of a member is lost, and its memory with the power. */
    void lost(int member) {
        heldByMember.remove(member);
    }

    /** A version that somebody takes for decided, and nobody did before. */
    void first(Files files) {
        contents.before(files).ifPresent(before -> check(before, files));
        if (files.version().edits() > 1 && contents.before(files).isEmpty()) {
            throw new Violation(
                    Rule.COMMITTED_STAYS,
                    "version %s follows one that nobody has".formatted(files.version()));
        }
    }

    private void check(Files before, Files files) {
        Edit edit = decided.get(files.version());
        if (edit == null) {
            throw new Violation(
                    Rule.COMMITTED_STAYS,
                    "version %s is taken for decided, but no quorum accepted it: %s"
                            .formatted(files.version(), files.rows()));
        }
        if (!before.accepts(edit)
                || !before.apply(edit, files.version()).rows().equals(files.rows())) {
            throw new Violation(
                    Rule.COMMITTED_STAYS,
                    "version %s is not %s with %s: %s"
                            .formatted(files.version(), before.version(), edit, files.rows()));
        }
        open.remove(before.version());
    }

    /** A member tells people that a newer incarnation has begun, and what it leaves behind. */
    void toldIncarnation(int member) {
        toldIncarnation.add(member);
    }

    /** A member applied these files. */
    void applied(int member, Files files) {
        Version before = newestByMember.put(member, files.version());
        boolean told = toldIncarnation.remove(member);
        if (before == null) {
            return;
        }
        if (files.version().compareTo(before) < 0) {
            throw new Violation(
                    Rule.COMMITTED_STAYS,
                    "member %d went back from version %s to %s"
                            .formatted(member, before, files.version()));
        }
        if (!files.version().incarnation().equals(before.incarnation()) && !told) {
            throw new Violation(
                    Rule.COMMITTED_STAYS,
                    "member %d left %s behind for %s and did not tell"
                            .formatted(member, before, files.version()));
        }
    }

    /** A member begins again with this version; empty disks begin with none. */
    void began(int member, Version version) {
        toldIncarnation.remove(member);
        heldByMember.put(member, version.incarnation());
        if (version.equals(Version.NONE)) {
            newestByMember.remove(member);
        } else {
            newestByMember.put(member, version);
        }
    }
}
