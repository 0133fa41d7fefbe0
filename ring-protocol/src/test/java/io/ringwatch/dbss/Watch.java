package io.ringwatch.dbss;

import io.ringwatch.files.Files;
import io.ringwatch.files.Incarnation;
import io.ringwatch.files.Place;
import io.ringwatch.files.Proof;
import io.ringwatch.files.Reason;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import io.ringwatch.member.Boot;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.member.Situation;
import io.ringwatch.member.Turn;
import io.ringwatch.member.Turns;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Isolation;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import io.ringwatch.ring.ServerType;
import io.ringwatch.ring.Timing;
import io.ringwatch.sem.Ballot;
import io.ringwatch.sem.VoteRecord;
import io.ringwatch.sem.Voter;
import io.ringwatch.watch.Deaths;
import io.ringwatch.watch.Hearing;
import io.ringwatch.watch.Lease;
import io.ringwatch.watch.SelfMonitoring;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Server 1 watches server 2, by hand: what it hears and sees is said line by line. */
final class Watch {
    static final int TARGET = 2;
    private static final long MS = 1_000_000L;
    private static final long BOOT = 2002;

    final Timing timing;
    final Dbss dbss;
    final List<Effect> effects = new ArrayList<>();
    private final Turn turn = Turns.of(1);
    private final Hearing hearing;
    private final SelfMonitoring self;
    private long nowMs = 1_000_000;

    Watch(Timing timing, boolean extension) {
        this.timing = timing;
        var ring =
                new Ring(
                        "watch",
                        IntStream.rangeClosed(1, 3).mapToObj(Watch::server).toList(),
                        false,
                        timing);
        Files files =
                new Files(
                        new Version(new Incarnation(1, 1), 1),
                        IntStream.rangeClosed(1, 3).mapToObj(Watch::row).toList());
        var record =
                new VoteRecord(
                        1001,
                        2001,
                        true,
                        files,
                        Ballot.NONE,
                        Ballot.NONE,
                        null,
                        0,
                        new Incarnation(1, 1),
                        List.of(),
                        List.of(),
                        List.of());
        begin();
        var voter =
                new Voter(
                        ring,
                        new Boot(2001, 1, record, files, true),
                        turn,
                        (before, after, edit) -> {});
        hearing = new Hearing(ring, turn);
        self = new SelfMonitoring(ring, turn);
        hearing.listenAnew();
        var situation =
                new Situation(
                        ring,
                        turn,
                        voter,
                        hearing,
                        new Deaths(ring, turn),
                        self,
                        new Lease(ring, voter, turn));
        dbss = new Dbss(situation, TARGET, extension);
    }

    private static Server server(int n) {
        return new Server(
                n,
                "s" + n,
                ServerType.CPU,
                List.of("v" + n),
                List.of("d"),
                Isolation.DROP,
                true,
                1,
                "s" + n + "b",
                false);
    }

    private static Row row(int n) {
        return new Row(
                n,
                1000 + n,
                2000 + n,
                Place.GROUP,
                n,
                Row.NOBODY,
                Version.NONE,
                Reason.NONE,
                0,
                Proof.NONE,
                Row.NOBODY,
                0);
    }

    private void begin() {
        Turns.begin(turn, nowMs * MS, nowMs, effects);
    }

    /** Time passes, and a turn comes at its end. */
    Watch after(long ms) {
        nowMs += ms;
        return poll();
    }

    Watch poll() {
        begin();
        dbss.poll();
        return this;
    }

    /** A keepalive of the target. */
    Watch hears(int condition) {
        begin();
        hearing.onRenew(TARGET, new Message.Renew(1, Version.NONE, condition));
        return poll();
    }

    /** The target is heard under another boot than the one in the files. */
    Watch hearsOtherBoot() {
        begin();
        hearing.onBeacon(
                TARGET,
                new Message.Beacon(
                        1002,
                        BOOT + 1,
                        true,
                        false,
                        Version.NONE,
                        new Incarnation(1, 1),
                        Message.WELL));
        return poll();
    }

    Watch tick() {
        begin();
        dbss.tick();
        return poll();
    }

    /** No keepalive for so long that it counts as silent. */
    Watch silence() {
        return after(timing.renewalNs() * (timing.missedMax() + 1) / MS);
    }

    /** Answers the examination that is under way. */
    Watch answers(boolean good) {
        return answers(lastOp(), good);
    }

    Watch answers(long op, boolean good) {
        begin();
        dbss.onExamined(new Input.Examined(op, good, good ? "" : "no answer"));
        return poll();
    }

    /** The operation of the last examination asked for. */
    long lastOp() {
        for (int i = effects.size() - 1; i >= 0; i--) {
            if (effects.get(i) instanceof Effect.ExamineNetwork examine) {
                return examine.op();
            }
            if (effects.get(i) instanceof Effect.ExamineServices examine) {
                return examine.op();
            }
        }
        throw new AssertionError("nothing was examined");
    }

    /** What the last examination asked for was of. */
    Class<?> lastExamination() {
        for (int i = effects.size() - 1; i >= 0; i--) {
            if (effects.get(i) instanceof Effect.ExamineNetwork
                    || effects.get(i) instanceof Effect.ExamineServices) {
                return effects.get(i).getClass();
            }
        }
        return Void.class;
    }

    /** The watcher's examination of itself gives this. */
    Watch findsItself(boolean gatewayOk) {
        for (int i = effects.size() - 1; i >= 0; i--) {
            if (effects.get(i) instanceof Effect.ExamineSelf examine) {
                begin();
                self.onExamined(new Input.SelfExamined(examine.op(), gatewayOk, List.of()));
                return poll();
            }
        }
        throw new AssertionError("it did not examine itself");
    }

    Watch refused() {
        begin();
        dbss.refused();
        return this;
    }

    Watch forget() {
        begin();
        dbss.forget();
        return this;
    }

    boolean maySeparate() {
        begin();
        return dbss.maySeparate();
    }

    long count(Class<?> kind) {
        return effects.stream().filter(kind::isInstance).count();
    }

    boolean sent(Class<?> message) {
        return effects.stream()
                .anyMatch(e -> e instanceof Effect.Send send && message.isInstance(send.message()));
    }
}
