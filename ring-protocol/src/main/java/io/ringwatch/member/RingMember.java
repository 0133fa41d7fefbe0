package io.ringwatch.member;

import io.ringwatch.files.Change;
import io.ringwatch.files.Edit;
import io.ringwatch.files.Files;
import io.ringwatch.files.Heartbeat;
import io.ringwatch.files.Place;
import io.ringwatch.files.Row;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Ring;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One server's whole behaviour. Pure: the same inputs at the same moments give the same effects, on
 * any machine.
 *
 * <p>Owned by one thread. The owner feeds every input with the moment at which it takes it, carries
 * out the effects in order after {@link #on} has returned, and feeds a {@link Input.Timer} when
 * {@link #wakeAtNs()} is reached.
 *
 * <p>Each turn handles its input and then polls every part, which acts if it is due: decisions
 * follow from the state, not from the order in which inputs happened to come. In simulations of
 * large rings a poll that would surely do nothing may be spared ({@link Calm}); agents poll always.
 */
public final class RingMember {
    private final Parts parts;
    private final Turn turn;
    private final Inbox inbox;
    private final Calm calm;
    private final boolean sparing;
    private boolean started;
    private boolean beatWanted;
    private long expectedNs = Long.MAX_VALUE;

    /**
     * @param ring the ring file
     * @param self own number, or {@link Ring#WITNESS}
     * @param boot with what it begins
     */
    public RingMember(Ring ring, int self, Boot boot) {
        this(ring, self, boot, false);
    }

    /**
     * @param ring the ring file
     * @param self own number, or {@link Ring#WITNESS}
     * @param boot with what it begins
     * @param sparing whether polls that would do nothing are spared; the effects are the same
     *     without it, which the simulator's tests see to
     */
    public RingMember(Ring ring, int self, Boot boot, boolean sparing) {
        this.sparing = sparing;
        parts = new Parts(ring, self, boot, this::applied, this::plans);
        turn = parts.turn;
        inbox = new Inbox(parts);
        calm = new Calm(parts);
    }

    /**
     * Takes one input.
     *
     * @param input the input
     * @param now the moment, never earlier than the last one on the monotonic clock
     * @param effects receives what is to be done, in order
     */
    public void on(Input input, Moment now, List<Effect> effects) {
        turn.begin(now, effects);
        if (!started) {
            start();
        }
        doubtOneself();
        boolean calming = sparing && calm.isKeptBy(input);
        input.accept(inbox);
        boolean tick = parts.clock.tick();
        if (calming && !tick && calm.isKept() && !parts.clock.isBeatDue()) {
            turn.wakeBy(calm.wakeAtNs());
        } else {
            poll(tick);
        }
        expectedNs = turn.wakeAtNs();
    }

    private void start() {
        started = true;
        parts.voter.start();
        parts.grants.start();
        parts.lease.start();
        parts.hosting.start();
        parts.releases.start();
        parts.lastResort.start();
        parts.executor.start();
        parts.hearing.listenAnew();
        if (!parts.voter.version().equals(io.ringwatch.files.Version.NONE)) {
            turn.emit(new Effect.StoreFiles(parts.voter.files()));
        }
    }

    /** An agent that was late or stalled blames nobody until it has examined itself. */
    private void doubtOneself() {
        long renewal = parts.situation.timing().renewalNs();
        long lateNs = expectedNs == Long.MAX_VALUE ? 0 : turn.now() - expectedNs;
        boolean late = lateNs > renewal * parts.situation.timing().missedMax() / 2;
        parts.desk.stalled(lateNs);
        if (late && turn.obeys(SafetyRule.SELF_DOUBT)) {
            long lateMs = lateNs / 1_000_000;
            turn.tell(
                    Event.Kind.STALLED,
                    turn.self(),
                    "this agent was stalled for "
                            + lateMs
                            + " ms: it listens anew before it blames others",
                    "lateMs",
                    lateMs);
            parts.hearing.listenAnew();
            parts.connections.forget();
            parts.selfMonitoring.examineNow();
            calm.end();
        }
    }

    private void poll(boolean tick) {
        calm.end();
        long wakeAtNs = turn.takeWakeAtNs();
        long before = turn.emitted();
        parts.selfMonitoring.poll(parts.clock.nextTickNs());
        int condition = parts.selfMonitoring.condition();
        parts.lastResort.poll(parts.executor.mayFound(), parts.executor.hasFlag());
        parts.catchUp.poll();
        parts.executor.poll(condition);
        long settled = renew(condition);
        boolean active = parts.executor.isActive();
        long othersNs = turn.takeWakeAtNs();
        parts.connections.poll(active, tick);
        long connectionsNs = turn.takeWakeAtNs();
        turn.wakeBy(othersNs);
        parts.recoveries.poll(active, parts.desk.moving());
        parts.hosting.poll();
        parts.desk.poll();
        parts.editor.poll();
        settled += renew(condition) + hold();
        parts.announcements.poll();
        parts.releases.poll();
        if (sparing && turn.emitted() == before + settled) {
            calm.begin();
        }
        turn.wakeBy(connectionsNs);
        turn.wakeBy(wakeAtNs);
        beat();
    }

    /**
     * Asks for a lease if it is time; how many effects that had, after which nothing is left to do.
     */
    private long renew(int condition) {
        long before = turn.emitted();
        parts.lease.poll(condition, true);
        return turn.emitted() - before;
    }

    /**
     * Holds what the lease permits; how many effects that had, after which nothing is left to do.
     */
    private long hold() {
        long before = turn.emitted();
        parts.holdings.poll();
        return turn.emitted() - before;
    }

    private void beat() {
        boolean due = parts.clock.beat();
        if (turn.self() == Ring.WITNESS || !parts.lease.isAdmitted() || !due && !beatWanted) {
            return;
        }
        beatWanted = false;
        var heartbeat =
                new Heartbeat(
                        turn.self(),
                        turn.wallMs(),
                        !parts.selfMonitoring.isGatewayMissing(),
                        parts.selfMonitoring.failedServices(),
                        parts.load.predict(),
                        parts.hosting.count(),
                        parts.voter.version(),
                        parts.voter.outline().digest(),
                        parts.hosting.procedures());
        parts.hearing.onBeat(heartbeat);
        turn.emit(new Effect.StoreHeartbeat(heartbeat));
        var beat = new Message.Beat(heartbeat);
        for (int member : parts.situation.ring().members()) {
            if (member != turn.self()) {
                turn.send(member, beat);
            }
        }
    }

    /** All changes wanted now. */
    private List<Change> plans() {
        var changes = new ArrayList<Change>();
        parts.executor.wants(parts.selfMonitoring.condition(), changes);
        parts.hosting.wants(changes);
        if (parts.executor.isActive()) {
            parts.connections.wants(changes);
            parts.recoveries.wants(changes);
            parts.desk.wants(changes, parts.recoveries::isReady);
        }
        return changes;
    }

    private void applied(Files before, Files after, @Nullable Edit edit) {
        boolean wasAdmitted = before.row(turn.self()).equals(after.row(turn.self()));
        parts.lease.applied(before, after);
        parts.lease.askNow();
        parts.grants.applied();
        parts.executor.beaconNow();
        beatWanted |= !wasAdmitted;
        if (before.version().incarnation().compareTo(after.version().incarnation()) != 0) {
            parts.holdings.dropped();
        }
        parts.recoveries.applied(before, after);
        after.rows().forEach(row -> buryNobodyAlive(before, row));
        turn.tell(
                Event.Kind.EDIT,
                edit == null ? turn.self() : edit.editor(),
                "version " + after.version(),
                "version",
                after.version(),
                "changes",
                edit == null
                        ? ""
                        : edit.changes().stream()
                                .map(c -> parts.situation.nameOf(c.number()))
                                .toList());
    }

    /** Whoever is let in lives, whatever a person or a fence said of it before. */
    private void buryNobodyAlive(Files before, Row row) {
        boolean letIn =
                before.row(row.number())
                        .filter(old -> old.place() == Place.GROUP && old.bootId() == row.bootId())
                        .isEmpty();
        if (row.place() == Place.GROUP && letIn) {
            parts.deaths.heard(row.number());
        }
    }

    /**
     * Monotonic time at which a {@link Input.Timer} is wanted, {@link Long#MAX_VALUE} for never.
     */
    public long wakeAtNs() {
        return turn.wakeAtNs();
    }

    /** What this member knows. */
    public MemberView view(Moment now) {
        return new Views(
                        parts.situation,
                        parts.connections,
                        parts.recoveries,
                        parts.quorum,
                        parts.grants)
                .view(
                        now,
                        parts.executor.phase(parts.lastResort.isAtWork()),
                        parts.executor.hasFlag(),
                        parts.clock);
    }
}
