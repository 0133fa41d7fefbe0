package io.ringwatch.sem;

import io.ringwatch.capacity.PredictedLoad;
import io.ringwatch.files.Change;
import io.ringwatch.files.Edit;
import io.ringwatch.files.Files;
import io.ringwatch.files.Heartbeat;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import io.ringwatch.member.Boot;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.member.Turn;
import io.ringwatch.member.Turns;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Ring;
import io.ringwatch.watch.Grants;
import io.ringwatch.watch.Hearing;
import io.ringwatch.watch.Lease;
import io.ringwatch.watch.SecondOpinion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One member as far as editing and leases go, on a {@link Bench}: what it forgets in a crash is
 * what its disk had not got yet.
 */
final class Seat {
    private static final int TOLD_MAX = 10_000;

    final int number;
    final Bench bench;
    final List<Effect> told = new ArrayList<>();

    /** What it wants of the files, asked anew on each version. */
    Function<Seat, List<Change>> plans = seat -> List.of();

    /** Crashes instead of carrying out the effect for which this holds; counts effects. */
    BiPredicate<Integer, Effect> crashes = (count, effect) -> false;

    /** What a member does in each turn before it edits. */
    Runnable beforeEditing = () -> {};

    boolean hearsWell = true;
    int condition = Message.WELL;
    @Nullable VoteRecord disk;
    @Nullable Files memoryDisk;
    long bootId;
    boolean running;
    int effects;
    private final Deque<Pending> writing = new ArrayDeque<>();
    private long life;
    private long turns;
    private final Map<Version, Long> appliedNs = new HashMap<>();
    Turn turn;
    Voter voter;
    Lease lease;
    Editor editor;
    Hearing hearing;
    private CatchUp catchUp;
    private Grants grants;
    private Voting voting;
    private SecondOpinion opinion;
    private boolean started;

    private record Pending(@Nullable VoteRecord vote, Effect.@Nullable Send send) {}

    Seat(Bench bench, int number, @Nullable VoteRecord disk, long bootId) {
        this.bench = bench;
        this.number = number;
        this.disk = disk;
        this.bootId = bootId;
        begin();
    }

    /** The agent starts, under the present boot. */
    void begin() {
        life++;
        running = true;
        started = false;
        appliedNs.clear();
        turn = Turns.of(number);
        voter =
                new Voter(
                        bench.ring,
                        new Boot(bootId, 9_000 + 10 * number + life, disk, memoryDisk, true),
                        turn,
                        this::applied);
        hearing = new Hearing(bench.ring, turn);
        opinion = new SecondOpinion(bench.ring, hearing, turn);
        grants = new Grants(bench.ring, voter, turn);
        lease = new Lease(bench.ring, voter, turn);
        catchUp = new CatchUp(bench.ring, voter, turn);
        voting = new Voting(voter, catchUp, grants, opinion, turn);
        editor = new Editor(bench.ring, voter, turn, () -> plans.apply(this));
        take(() -> {});
        beat(life);
    }

    /**
     * A heartbeat an interval to all: so separated servers, too, learn of versions that they
     * missed.
     */
    private void beat(long whose) {
        if (whose != life) {
            return;
        }
        if (lease.isAdmitted()) {
            var beat =
                    new Message.Beat(
                            new Heartbeat(
                                    number,
                                    bench.nowNs() / 1_000_000,
                                    true,
                                    List.of(),
                                    PredictedLoad.UNKNOWN,
                                    0,
                                    voter.version(),
                                    voter.files().digest(),
                                    0));
            bench.ring.members().stream()
                    .filter(m -> m != number)
                    .forEach(m -> bench.send(number, new Effect.Send(m, beat, false)));
        }
        bench.at(bench.nowNs() + bench.ring.timing().intervalNs(), () -> beat(whose));
    }

    /** The agent ends at once; what was not on the disk yet is lost. */
    void crash() {
        running = false;
        life++;
        writing.clear();
    }

    private void applied(Files before, Files after, @Nullable Edit edit) {
        lease.applied(before, after);
        grants.applied();
        appliedNs.putIfAbsent(after.version(), bench.nowNs());
        lease.askNow();
        bench.applied(number, after);
    }

    /** A turn: does it, polls, and carries out the effects. */
    private void take(Runnable input) {
        if (!running) {
            return;
        }
        var out = new ArrayList<Effect>();
        Turns.begin(turn, bench.nowNs(), bench.nowNs() / 1_000_000, out);
        if (!started) {
            started = true;
            voter.start();
            grants.start();
            lease.start();
            hearing.listenAnew();
        }
        input.run();
        catchUp.poll();
        lease.poll(condition, true);
        beforeEditing.run();
        editor.poll();
        lease.poll(condition, true);
        hold();
        long wakeAtNs = Turns.wakeAtNs(turn);
        long mine = life;
        for (Effect effect : out) {
            effects++;
            if (crashes.test(effects, effect)) {
                crash();
                return;
            }
            carryOut(effect);
        }
        if (wakeAtNs != Long.MAX_VALUE) {
            long last = ++turns;
            bench.at(Math.max(wakeAtNs, bench.nowNs() + 1), () -> wake(mine, last));
        }
    }

    /** Gives the kernel what it may hold, and until when: a crash leaves that as it is. */
    private void hold() {
        for (int server : bench.ring.members()) {
            if (server != Ring.WITNESS) {
                boolean named = files().row(server).filter(r -> r.holder() == number).isPresent();
                long untilNs = named ? lease.mayHoldUntilNs(server, true, true) : Long.MIN_VALUE;
                bench.holds(number, server, untilNs);
            }
        }
    }

    /** Each turn says anew when it wants the next one: only the last word counts. */
    private void wake(long whose, long last) {
        if (whose == life && last == turns) {
            take(() -> {});
        }
    }

    /** Asks for its plans at once. */
    void nudge() {
        long mine = life;
        bench.at(bench.nowNs(), () -> wake(mine, turns));
    }

    private void carryOut(Effect effect) {
        if (told.size() < TOLD_MAX) {
            told.add(effect);
        }
        if (effect instanceof Effect.StoreVote store) {
            writing.add(new Pending(store.vote(), null));
            bench.disk(this, life);
        } else if (effect instanceof Effect.Send send) {
            if (send.afterStore() && !writing.isEmpty()) {
                writing.add(new Pending(null, send));
            } else {
                bench.send(number, send);
            }
        } else if (effect instanceof Effect.StoreFiles files) {
            memoryDisk = files.files();
        } else if (effect instanceof Effect.ExamineNetwork examine) {
            boolean good = bench.reaches(number, examine.server());
            long mine = life;
            bench.at(
                    bench.nowNs() + (good ? 1_000_000 : examine.limitNs()),
                    () -> {
                        if (mine == life) {
                            take(
                                    () ->
                                            opinion.onExamined(
                                                    new Input.Examined(examine.op(), good, "")));
                        }
                    });
        }
    }

    /** The oldest write is on the disk; what waited for it goes out. */
    void written(long whose) {
        if (whose != life || !running) {
            return;
        }
        Pending first = writing.poll();
        if (first != null && first.vote() != null) {
            disk = first.vote();
        }
        while (!writing.isEmpty() && writing.peek().send() != null) {
            bench.send(number, writing.remove().send());
        }
    }

    void receive(int from, Message message) {
        take(() -> dispatch(from, message));
    }

    private void dispatch(int from, Message message) {
        if (message instanceof Message.Renew renew) {
            if (from != number) {
                if (hearsWell) {
                    hearing.onRenew(from, renew);
                }
                catchUp.heard(from, renew.version());
            }
            grants.onRenew(from, renew);
        } else if (message instanceof Message.Beat beat) {
            catchUp.heard(from, beat.heartbeat().version());
        } else if (message instanceof Message.Grant grant) {
            lease.onGrant(from, grant);
        } else if (message instanceof Message.Refusal refusal) {
            catchUp.heard(from, refusal.version());
        } else if (message instanceof Message.Prepare prepare) {
            voting.onPrepare(from, prepare);
        } else if (message instanceof Message.Promise promise) {
            editor.onPromise(from, promise);
        } else if (message instanceof Message.Accept accept) {
            voting.onAccept(from, accept);
        } else if (message instanceof Message.Accepted accepted) {
            editor.onAccepted(from, accepted);
        } else if (message instanceof Message.Nack nack) {
            editor.onNack(nack);
        } else if (message instanceof Message.Objection objection) {
            editor.onObjection(from, objection);
        } else if (message instanceof Message.Commit commit) {
            catchUp.onCommit(from, commit);
        } else if (message instanceof Message.Fetch fetch) {
            catchUp.onFetch(from, fetch);
        } else if (message instanceof Message.Edits edits) {
            catchUp.onEdits(edits);
        } else if (message instanceof Message.Snapshot snapshot) {
            catchUp.onSnapshot(snapshot);
        } else {
            throw new AssertionError("not a message of editing: " + message);
        }
    }

    /** When the lease of the last holder has surely run out, as this member sees it. */
    long expiryNs(Row vacated) {
        long since = appliedNs.getOrDefault(vacated.vacatedAt(), bench.nowNs());
        appliedNs.putIfAbsent(vacated.vacatedAt(), since);
        return editor.expiryNs(vacated.number(), vacated.vacatedAt())
                .orElse(since + bench.ring.timing().leaseProofNs());
    }

    Version version() {
        return voter.version();
    }

    Files files() {
        return voter.files();
    }
}
