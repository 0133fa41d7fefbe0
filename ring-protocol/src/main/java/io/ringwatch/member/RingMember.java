package io.ringwatch.member;

import io.ringwatch.capacity.LoadHistory;
import io.ringwatch.dbss.Connections;
import io.ringwatch.files.Change;
import io.ringwatch.files.Edit;
import io.ringwatch.files.Files;
import io.ringwatch.files.Heartbeat;
import io.ringwatch.files.Row;
import io.ringwatch.message.Message;
import io.ringwatch.recovery.Holdings;
import io.ringwatch.recovery.Hosting;
import io.ringwatch.recovery.Recoveries;
import io.ringwatch.recovery.Releases;
import io.ringwatch.ring.Ring;
import io.ringwatch.sem.CatchUp;
import io.ringwatch.sem.Editor;
import io.ringwatch.sem.LastResort;
import io.ringwatch.sem.Voter;
import io.ringwatch.sem.Voting;
import io.ringwatch.watch.Deaths;
import io.ringwatch.watch.Grants;
import io.ringwatch.watch.Hearing;
import io.ringwatch.watch.Lease;
import io.ringwatch.watch.SecondOpinion;
import io.ringwatch.watch.SelfMonitoring;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
 * follow from the state, not from the order in which inputs happened to come.
 */
public final class RingMember {
    /** Load samples that make one step of the prediction: four come in an interval. */
    private static final int SAMPLES_PER_STEP = 4;

    private final Turn turn;
    private final Clock clock;
    private final Voter voter;
    private final Hearing hearing;
    private final Deaths deaths;
    private final Grants grants;
    private final SelfMonitoring selfMonitoring;
    private final SecondOpinion opinion;
    private final Lease lease;
    private final CatchUp catchUp;
    private final Voting voting;
    private final Editor editor;
    private final LastResort lastResort;
    private final Situation situation;
    private final Executor executor;
    private final Connections connections;
    private final Hosting hosting;
    private final Releases releases;
    private final Holdings holdings;
    private final Recoveries recoveries;
    private final Desk desk;
    private final LoadHistory load = new LoadHistory(SAMPLES_PER_STEP);
    private final Inbox inbox = new Inbox();
    private final Post post = new Post();
    private boolean started;
    private boolean beatWanted;
    private long expectedNs = Long.MAX_VALUE;

    /**
     * @param ring the ring file
     * @param self own number, or {@link Ring#WITNESS}
     * @param boot with what it begins
     */
    public RingMember(Ring ring, int self, Boot boot) {
        turn = new Turn(self, Set.copyOf(boot.off()));
        clock = new Clock(ring, turn);
        voter = new Voter(ring, boot, turn, this::applied);
        hearing = new Hearing(ring, turn);
        deaths = new Deaths(ring, turn);
        selfMonitoring = new SelfMonitoring(ring, turn);
        opinion = new SecondOpinion(ring, hearing, turn);
        grants = new Grants(voter, turn);
        lease = new Lease(ring, voter, turn);
        catchUp = new CatchUp(ring, voter, turn);
        voting = new Voting(voter, catchUp, grants, opinion, turn);
        editor = new Editor(ring, voter, turn, this::plans);
        lastResort = new LastResort(ring, voter, hearing, deaths, selfMonitoring, turn);
        situation = new Situation(ring, turn, voter, hearing, deaths, selfMonitoring, lease);
        executor = new Executor(situation, boot);
        connections = new Connections(situation, editor);
        hosting = new Hosting(situation);
        releases = new Releases(situation, catchUp);
        holdings = new Holdings(situation, hosting, releases);
        recoveries = new Recoveries(situation, editor, connections);
        desk = new Desk(situation);
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
        input.accept(inbox);
        poll();
        expectedNs = turn.wakeAtNs();
    }

    private void start() {
        started = true;
        voter.start();
        grants.start();
        lease.start();
        hosting.start();
        releases.start();
        lastResort.start();
        hearing.listenAnew();
        if (!voter.version().equals(io.ringwatch.files.Version.NONE)) {
            turn.emit(new Effect.StoreFiles(voter.files()));
        }
    }

    /** An agent that was late or stalled blames nobody until it has examined itself. */
    private void doubtOneself() {
        long renewal = situation.timing().renewalNs();
        long lateNs = expectedNs == Long.MAX_VALUE ? 0 : turn.now() - expectedNs;
        if (lateNs > renewal * situation.timing().missedMax() / 2) {
            long lateMs = lateNs / 1_000_000;
            turn.tell(
                    Event.Kind.STALLED,
                    turn.self(),
                    "this agent was stalled for "
                            + lateMs
                            + " ms: it listens anew before it blames others",
                    "lateMs",
                    lateMs);
            hearing.listenAnew();
            connections.forget();
            selfMonitoring.examineNow();
        }
    }

    private void poll() {
        boolean tick = clock.tick();
        selfMonitoring.poll(clock.nextTickNs());
        int condition = selfMonitoring.condition();
        lastResort.poll(executor.mayFound());
        catchUp.poll();
        executor.poll(condition);
        lease.poll(condition, true);
        boolean active = executor.isActive();
        connections.poll(active, tick);
        recoveries.poll(active);
        hosting.poll();
        desk.poll();
        editor.poll();
        lease.poll(condition, true);
        holdings.poll();
        releases.poll();
        beat();
    }

    private void beat() {
        boolean due = clock.beat();
        if (turn.self() == Ring.WITNESS || !lease.isAdmitted() || !due && !beatWanted) {
            return;
        }
        beatWanted = false;
        var heartbeat =
                new Heartbeat(
                        turn.self(),
                        turn.wallMs(),
                        selfMonitoring.isGatewayOk(),
                        selfMonitoring.failedServices(),
                        load.predict(),
                        hosting.count(),
                        voter.version(),
                        voter.files().digest());
        hearing.onBeat(heartbeat);
        turn.emit(new Effect.StoreHeartbeat(heartbeat));
        for (int member : situation.ring().members()) {
            if (member != turn.self()) {
                turn.send(member, new Message.Beat(heartbeat));
            }
        }
    }

    /** All changes wanted now. */
    private List<Change> plans() {
        var changes = new ArrayList<Change>(executor.wants(selfMonitoring.condition()));
        changes.addAll(hosting.wants());
        if (executor.isActive()) {
            changes.addAll(connections.wants());
            changes.addAll(recoveries.wants());
            changes.addAll(desk.wants());
        }
        return changes;
    }

    private void applied(Files before, Files after, @Nullable Edit edit) {
        boolean wasAdmitted = before.row(turn.self()).equals(after.row(turn.self()));
        lease.applied(before, after, edit != null);
        lease.askNow();
        executor.beaconNow();
        beatWanted |= !wasAdmitted;
        if (before.version().incarnation().compareTo(after.version().incarnation()) != 0) {
            holdings.dropped();
        }
        recoveries.applied(before, after);
        turn.tell(
                Event.Kind.EDIT,
                edit == null ? turn.self() : edit.editor(),
                "version " + after.version(),
                "version",
                after.version(),
                "changes",
                edit == null
                        ? ""
                        : edit.changes().stream().map(c -> situation.nameOf(c.number())).toList());
    }

    /**
     * Monotonic time at which a {@link Input.Timer} is wanted, {@link Long#MAX_VALUE} for never.
     */
    public long wakeAtNs() {
        return turn.wakeAtNs();
    }

    /** What this member knows. */
    public MemberView view(Moment now) {
        return new Views(situation, connections, recoveries, lastResort)
                .view(now, executor.phase(lastResort.isAtWork()), executor.hasFlag(), clock);
    }

    /** Where each input goes. */
    private final class Inbox implements Input.Handler {
        @Override
        public void timer(Input.Timer input) {
            // what is due acts in poll
        }

        @Override
        public void flagSeen(Input.FlagSeen input) {
            executor.onFlag(input.present());
            executor.beaconNow();
        }

        @Override
        public void received(Input.Received input) {
            int from = input.from();
            if (!situation.ring().has(from)) {
                return;
            }
            if (from != turn.self()) {
                hearing.heard(from);
                deaths.heard(from);
            }
            post.from = from;
            input.message().accept(post);
        }

        @Override
        public void selfExamined(Input.SelfExamined input) {
            selfMonitoring.onExamined(input);
        }

        @Override
        public void examined(Input.Examined input) {
            opinion.onExamined(input);
            connections.onExamined(input);
            recoveries.onExamined(input);
            hosting.onExamined(input);
        }

        @Override
        public void serviceRestarted(Input.ServiceRestarted input) {
            selfMonitoring.onRestarted(input);
        }

        @Override
        public void loadSampled(Input.LoadSampled input) {
            load.add(input.sample());
        }

        @Override
        public void guestReady(Input.GuestReady input) {
            hosting.onReady(input);
        }

        @Override
        public void guestFailed(Input.GuestFailed input) {
            hosting.onFailed(input);
        }

        @Override
        public void guestDied(Input.GuestDied input) {
            hosting.onDied(input.server(), input.reason());
        }

        @Override
        public void guestSuspended(Input.GuestSuspended input) {
            hosting.onSuspended(input.server());
        }

        @Override
        public void vipClaimed(Input.VipClaimed input) {
            turn.tell(
                    Event.Kind.CLAIMED, input.server(), "its VIPs are up here and were announced");
            var claimed = new Message.Claimed(input.server(), voter.version());
            for (int member : voter.operation().groupInRingOrder()) {
                turn.send(member, claimed);
            }
        }

        @Override
        public void vipDropped(Input.VipDropped input) {
            if (!holdings.held().contains(input.server())) {
                releases.onDropped(input.server());
            }
        }

        @Override
        public void vipConflict(Input.VipConflict input) {
            turn.tell(Event.Kind.CONFLICT, input.server(), input.detail());
        }

        @Override
        public void fenced(Input.Fenced input) {
            deaths.onFenced(input);
        }

        @Override
        public void storeFailed(Input.StoreFailed input) {
            turn.tell(
                    Event.Kind.STALLED,
                    turn.self(),
                    "the vote record cannot be written, so this member does not vote: "
                            + input.reason());
        }

        @Override
        public void commanded(Input.Commanded input) {
            desk.onCommand(input.op(), input.command());
        }

        @Override
        public void clockTrust(Input.ClockTrust input) {
            clock.onTrust(input);
        }
    }

    /** Where each message goes. */
    private final class Post implements Message.Handler {
        private int from;

        @Override
        public void renew(Message.Renew message) {
            if (from != turn.self()) {
                hearing.onRenew(from, message);
                catchUp.heard(from, message.version());
            }
            grants.onRenew(from, message);
        }

        @Override
        public void grant(Message.Grant message) {
            lease.onGrant(from, message);
        }

        @Override
        public void refusal(Message.Refusal message) {
            catchUp.heard(from, message.version());
        }

        @Override
        public void beat(Message.Beat message) {
            if (message.heartbeat().number() == from && hearing.onBeat(message.heartbeat())) {
                turn.emit(new Effect.StoreHeartbeat(message.heartbeat()));
                catchUp.heard(from, message.heartbeat().version());
            }
        }

        @Override
        public void beacon(Message.Beacon message) {
            hearing.onBeacon(from, message);
            catchUp.heard(from, message.version());
        }

        @Override
        public void prepare(Message.Prepare message) {
            voting.onPrepare(from, message);
        }

        @Override
        public void promise(Message.Promise message) {
            editor.onPromise(from, message);
        }

        @Override
        public void accept(Message.Accept message) {
            voting.onAccept(from, message);
        }

        @Override
        public void accepted(Message.Accepted message) {
            editor.onAccepted(from, message);
        }

        @Override
        public void nack(Message.Nack message) {
            editor.onNack(message);
        }

        @Override
        public void objection(Message.Objection message) {
            editor.onObjection(message);
        }

        @Override
        public void commit(Message.Commit message) {
            catchUp.onCommit(from, message);
        }

        @Override
        public void fetch(Message.Fetch message) {
            catchUp.onFetch(from, message);
        }

        @Override
        public void edits(Message.Edits message) {
            catchUp.onEdits(message);
        }

        @Override
        public void snapshot(Message.Snapshot message) {
            catchUp.onSnapshot(message);
        }

        @Override
        public void found(Message.Found message) {
            lastResort.onFound(from, message);
        }

        @Override
        public void founding(Message.Founding message) {
            lastResort.onFounding(from, message);
        }

        @Override
        public void foundRefused(Message.FoundRefused message) {
            catchUp.heard(from, message.version());
            lastResort.onRefused(message);
        }

        @Override
        public void firstFiles(Message.FirstFiles message) {
            lastResort.onFirstFiles(from, message);
        }

        @Override
        public void firstAccepted(Message.FirstAccepted message) {
            lastResort.onFirstAccepted(from, message);
        }

        @Override
        public void calledOff(Message.CalledOff message) {
            lastResort.onCalledOff(from, message);
        }

        @Override
        public void askRelease(Message.AskRelease message) {
            releases.onAsk(from, message);
        }

        @Override
        public void released(Message.Released message) {
            recoveries.onReleased(from, message);
        }

        @Override
        public void wantGuest(Message.WantGuest message) {
            hosting.onWant(from, message.server());
        }

        @Override
        public void haveGuest(Message.HaveGuest message) {
            recoveries.onHave(from, message);
        }

        @Override
        public void noGuest(Message.NoGuest message) {
            recoveries.onNone(from, message);
        }

        @Override
        public void dropGuest(Message.DropGuest message) {
            hosting.onDrop(message.server());
        }

        @Override
        public void claimed(Message.Claimed message) {
            recoveries.onClaimed(from, message);
        }

        @Override
        public void flag(Message.Flag message) {
            turn.emit(new Effect.SetFlag(message.present()));
        }

        @Override
        public void restart(Message.Restart message) {
            Row row = voter.ownRow().orElse(null);
            if (row != null && row.place().isSeparated() && holdings.held().isEmpty()) {
                turn.log("Restart_of_this_server");
                turn.emit(new Effect.RestartServer(message.reason()));
            }
        }

        @Override
        public void look(Message.Look message) {
            selfMonitoring.examineNow();
        }

        @Override
        public void confirmed(Message.Confirmed message) {
            deaths.confirm(message.dead().stream().filter(d -> !hearing.isFresh(d)).toList());
        }
    }
}
