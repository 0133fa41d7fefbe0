package io.ringwatch.sem;

import io.ringwatch.files.Council;
import io.ringwatch.files.Edit;
import io.ringwatch.files.Files;
import io.ringwatch.files.Incarnation;
import io.ringwatch.files.Operation;
import io.ringwatch.files.Outline;
import io.ringwatch.files.Place;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import io.ringwatch.member.Boot;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Event;
import io.ringwatch.member.InvariantViolation;
import io.ringwatch.member.SafetyRule;
import io.ringwatch.member.Turn;
import io.ringwatch.ring.Ring;
import io.ringwatch.watch.Grants;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files that a member holds, and its vote on their next version. Everything that it must not
 * forget is in {@link #store()}, which comes before each answer that announces it.
 */
public final class Voter {
    private final Ring ring;
    private final Turn turn;
    private final long identity;
    private final long bootId;
    private final Applied applied;
    private final EditTail tail = new EditTail();
    private final List<VoteRecord.Release> released;
    private final Incarnations incarnations;
    private Files files;
    private Council council;
    private Operation operation;
    private Outline outline;
    private boolean caughtUp;
    private boolean heardQuorum;
    private Ballot promise;
    private Ballot acceptedBallot;
    private @Nullable Edit accepted;
    private long acceptedAtNs = Long.MIN_VALUE;
    private long promisedAtNs = Long.MIN_VALUE;
    private long round;
    private long councilSinceNs = Grants.NEVER_NS;

    /** Is told of every new version of the files. */
    public interface Applied {
        /**
         * @param before the files until now
         * @param after the files from now on
         * @param edit what led from one to the other, {@code null} if versions in between were
         *     skipped
         */
        void applied(Files before, Files after, @Nullable Edit edit);
    }

    public Voter(Ring ring, Boot boot, Turn turn, Applied applied) {
        this.ring = ring;
        this.turn = turn;
        this.applied = applied;
        VoteRecord record = VoteRecord.of(boot, turn);
        identity = record.identity();
        bootId = boot.bootId();
        files = record.files();
        caughtUp = record.bootId() == bootId;
        heardQuorum = caughtUp && record.heardQuorum();
        promise = record.promise();
        acceptedBallot = record.acceptedBallot();
        accepted = record.accepted();
        round = record.round();
        incarnations = new Incarnations(record);
        released = new ArrayList<>(record.released());
        council = Council.of(ring, files);
        operation = Operation.of(ring, files);
        outline = Outline.of(files, operation, turn.self());
    }

    /** Called in the first turn: from here on this agent's own memory counts. */
    public void start() {
        acceptedAtNs = turn.now();
        councilSinceNs = turn.obeys(SafetyRule.AGE_START) ? turn.now() : Grants.NEVER_NS;
    }

    public Files files() {
        return files;
    }

    public Version version() {
        return files.version();
    }

    public Council council() {
        return council;
    }

    public Operation operation() {
        return operation;
    }

    /** What this member asks of these files again and again. */
    public Outline outline() {
        return outline;
    }

    /** Whether this server is in the group under this boot and this identity. */
    public boolean isAdmitted() {
        Row row = outline.own();
        return row != null
                && row.place() == Place.GROUP
                && row.identity() == identity
                && (row.bootId() == bootId || !turn.obeys(SafetyRule.NO_VIP_AFTER_BOOT));
    }

    public long identity() {
        return identity;
    }

    public long bootId() {
        return bootId;
    }

    public Optional<Row> ownRow() {
        return Optional.ofNullable(outline.own());
    }

    /**
     * Whether it knows all that it may not have missed under this boot (design, section 5, "after a
     * boot").
     */
    public boolean isCaughtUp() {
        return caughtUp;
    }

    /**
     * Whether it has caught up, and heard a quorum since, under this boot: one that was fenced and
     * learned the files from others that are cut off has not.
     */
    boolean hasHeardQuorum() {
        return heardQuorum;
    }

    /** A quorum of the council is heard. It is stored with whatever is stored next. */
    void hearsQuorum() {
        heardQuorum |= caughtUp;
    }

    /** Whether its identity is the one in its row: a lost disk is another voter. */
    public boolean isKnown() {
        Row row = outline.own();
        return row != null && (row.identity() == identity || !turn.obeys(SafetyRule.IDENTITY));
    }

    /** Whether an incarnation newer than that of its files is open: it may have begun. */
    public boolean isBlocked() {
        return incarnations.blocks(version().incarnation());
    }

    /** Those incarnations. */
    List<Incarnation> open() {
        return incarnations.open(version().incarnation());
    }

    private boolean isFree() {
        return !isBlocked() || !turn.obeys(SafetyRule.INCARNATION_PROMISED);
    }

    /** Whether it votes on the next version and grants leases of this one. */
    public boolean votes() {
        return caughtUp && isKnown() && council.has(turn.self()) && isFree();
    }

    /** Whether it may plan edits. */
    public boolean mayEdit() {
        if (!caughtUp || !isKnown() || !isFree()) {
            return false;
        }
        Row row = outline.own();
        Place place = row == null ? Place.WITNESS : row.place();
        return place == Place.GROUP
                || place == Place.PARKED && operation.groupInRingOrder().isEmpty();
    }

    public boolean hasAccepted() {
        return accepted != null;
    }

    long acceptedAtNs() {
        return acceptedAtNs;
    }

    /** When a ballot of another editor was last promised. */
    long promisedAtNs() {
        return promisedAtNs;
    }

    /**
     * When it applied the last change of the council, or its agent started: no age is older than
     * that.
     */
    public long councilSinceNs() {
        return councilSinceNs;
    }

    Incarnations incarnations() {
        return incarnations;
    }

    /**
     * Whether whoever has booted may go by this member's word: one that is blocked by a promise
     * does not know whether a newer incarnation has begun.
     */
    boolean vouches() {
        return caughtUp && !isBlocked();
    }

    /** The highest incarnation that was promised or has begun. */
    public Incarnation highestIncarnation() {
        return incarnations.highest(version().incarnation());
    }

    Ballot acceptedBallot() {
        return acceptedBallot;
    }

    @Nullable Edit accepted() {
        return accepted;
    }

    /** A new highest ballot of one's own, stored before it is sent. */
    Ballot nextBallot() {
        round = Math.max(round, promise.round()) + 1;
        store();
        return new Ballot(version().incarnation(), round, turn.self());
    }

    /** Remembers that somebody uses rounds up to this one. */
    void sawRound(long seen) {
        round = Math.max(round, seen);
    }

    /** Whether the ballot may be promised or accepted. */
    boolean isNotBelowPromise(Ballot ballot) {
        return ballot.compareTo(promise) >= 0 || !turn.obeys(SafetyRule.PROMISE);
    }

    Ballot promise() {
        return promise;
    }

    void promise(Ballot ballot) {
        promise = ballot;
        if (ballot.editor() != turn.self()) {
            promisedAtNs = turn.now();
        }
        store();
    }

    void accept(Ballot ballot, Edit edit) {
        promise = ballot;
        if (accepted == null) {
            acceptedAtNs = turn.now();
        }
        acceptedBallot = ballot;
        accepted = edit;
        store();
    }

    void promiseIncarnation(Incarnation incarnation) {
        incarnations.promise(incarnation);
        store();
    }

    /** It never began, and never will. */
    void callOff(Incarnation incarnation) {
        if (incarnations.callOff(incarnation, version().incarnation())) {
            store();
        }
    }

    void acceptFirst(Files files1) {
        incarnations.acceptFirst(files1);
        store();
    }

    /** It knows all that it may not have missed under this boot. */
    public void markCaughtUp() {
        if (!caughtUp) {
            caughtUp = true;
            store();
        }
    }

    /** Whether this member gave up the VIPs for that vacating version. */
    public boolean hasReleased(int server, Version vacated) {
        return released.contains(new VoteRecord.Release(server, vacated));
    }

    /** Writes down that the VIPs were given up. */
    public void release(int server, Version vacated) {
        if (!hasReleased(server, vacated)) {
            released.removeIf(r -> r.server() == server);
            released.add(new VoteRecord.Release(server, vacated));
            store();
        }
    }

    private void store() {
        turn.emit(
                new Effect.StoreVote(
                        new VoteRecord(
                                identity,
                                caughtUp ? bootId : 0,
                                heardQuorum,
                                files,
                                promise,
                                acceptedBallot,
                                accepted,
                                round,
                                incarnations.promised(),
                                incarnations.calledOff(),
                                incarnations.firsts(),
                                released)));
    }

    /** Applies the edit that was committed as the next version. */
    void apply(Edit edit) {
        if (!files.accepts(edit)) {
            throw new InvariantViolation("committed edit " + edit + " does not fit " + files);
        }
        tail.add(edit);
        become(files.apply(edit, version().next()), edit);
    }

    /** Takes whole files of a later version. */
    void adopt(Files later) {
        if (later.version().incarnation().compareTo(version().incarnation()) > 0) {
            tellIncarnation(later);
            incarnations.begun(later.version().incarnation());
        }
        tail.clear();
        become(later, null);
    }

    private void tellIncarnation(Files later) {
        // what this member alone had decided is not silently lost: it is shown to the operator
        turn.tell(
                Event.Kind.INCARNATION,
                turn.self(),
                "incarnation " + later.version().incarnation() + " has begun",
                "from",
                version(),
                "to",
                later.version(),
                "left",
                version().equals(Version.NONE) ? "" : files.rows());
    }

    private void become(Files after, @Nullable Edit edit) {
        Files before = files;
        files = after;
        promise = Ballot.NONE;
        acceptedBallot = Ballot.NONE;
        accepted = null;
        operation = Operation.of(ring, files);
        outline = Outline.of(files, operation, turn.self());
        Council next = Council.of(ring, files);
        if (edit == null || !next.equals(council)) {
            councilSinceNs = turn.now();
        }
        council = next;
        store();
        turn.emit(new Effect.StoreFiles(files));
        applied.applied(before, after, edit);
    }

    /** The edits that lead from that version to this one, if they are still known. */
    Optional<List<Edit>> since(Version have) {
        return tail.between(have, version());
    }
}
