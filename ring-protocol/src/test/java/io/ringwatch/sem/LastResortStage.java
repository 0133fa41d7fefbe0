package io.ringwatch.sem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwatch.files.Files;
import io.ringwatch.files.Incarnation;
import io.ringwatch.files.Version;
import io.ringwatch.member.Boot;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Turn;
import io.ringwatch.member.Turns;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Ring;
import io.ringwatch.watch.Deaths;
import io.ringwatch.watch.Hearing;
import io.ringwatch.watch.Lease;
import io.ringwatch.watch.SelfMonitoring;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Server 1 of three, with its last resort: what the others say and when is up to the test. */
abstract class LastResortStage {
    static final Incarnation FIRST = new Incarnation(1, 1);

    final Ring ring = new Bench(3, false, 1).ring;
    final List<Effect> effects = new ArrayList<>();
    long nowMs = 1_000_000;
    final Turn turn = Turns.of(1);
    Voter voter;
    Hearing hearing;
    Deaths deaths;
    LastResort lastResort;
    @Nullable VoteRecord disk;

    LastResortStage() {
        begin();
        start();
    }

    void begin() {
        Turns.begin(turn, nowMs * 1_000_000, nowMs, effects);
    }

    void start() {
        voter =
                new Voter(
                        ring,
                        new Boot(2001, 501, disk, null, true),
                        turn,
                        (before, after, edit) -> {});
        hearing = new Hearing(ring, turn);
        deaths = new Deaths(ring, turn);
        Lease lease = new Lease(ring, voter, turn);
        Quorum quorum = new Quorum(ring, voter, hearing, lease, turn);
        lastResort =
                new LastResort(
                        ring,
                        voter,
                        hearing,
                        deaths,
                        new SelfMonitoring(ring, turn),
                        new RollCall(ring, voter, hearing, quorum, lease, turn),
                        turn);
        voter.start();
        lastResort.start();
        hearing.listenAnew();
    }

    void formed() {
        hears(2);
        hears(3);
        for (int member = 1; member <= 3; member++) {
            promises(member);
        }
        for (int member = 1; member <= 3; member++) {
            accepts(member);
        }
        assertEquals(new Version(FIRST, 1), voter.version());
    }

    void poll() {
        begin();
        lastResort.poll(true, true);
    }

    void hears(int member) {
        begin();
        hearing.onBeacon(
                member,
                new Message.Beacon(
                        500 + member,
                        2000 + member,
                        true,
                        false,
                        Version.NONE,
                        Incarnation.NONE,
                        Message.WELL));
        poll();
    }

    void promises(int member) {
        promises(member, FIRST);
    }

    void promises(int member, Incarnation incarnation) {
        begin();
        lastResort.onFounding(
                member,
                new Message.Founding(
                        incarnation,
                        500 + member,
                        2000 + member,
                        Files.NONE,
                        Ballot.NONE,
                        null,
                        List.of(),
                        List.of()));
    }

    void accepts(int member) {
        begin();
        lastResort.onFirstAccepted(member, new Message.FirstAccepted(FIRST));
    }

    void remember() {
        for (Effect effect : effects) {
            if (effect instanceof Effect.StoreVote store) {
                disk = store.vote();
            }
        }
    }

    Stream<Effect.Send> sends(Class<?> message) {
        return effects.stream()
                .filter(Effect.Send.class::isInstance)
                .map(Effect.Send.class::cast)
                .filter(s -> message.isInstance(s.message()));
    }
}
