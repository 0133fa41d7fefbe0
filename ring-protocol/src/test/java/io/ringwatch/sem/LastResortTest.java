package io.ringwatch.sem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.files.Files;
import io.ringwatch.files.Incarnation;
import io.ringwatch.files.Version;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.message.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How an incarnation begins, or does not: here the first one, which server 1 of three starts. */
class LastResortTest extends LastResortStage {
    @Test
    void shouldWaitUntilEveryMemberIsHeard() {
        hears(2);
        assertEquals(0, sends(Message.Found.class).count());

        hears(3);
        assertEquals(3, sends(Message.Found.class).count());
    }

    @Test
    void shouldBeginWhenEverybodyHasPromisedAndAccepted() {
        hears(2);
        hears(3);
        promises(1);
        promises(2);
        assertEquals(0, sends(Message.FirstFiles.class).count(), "one has not promised");
        promises(3);
        assertEquals(3, sends(Message.FirstFiles.class).count());
        accepts(1);
        accepts(3);
        assertEquals(Version.NONE, voter.version(), "one has not accepted");
        accepts(2);

        assertEquals(new Version(FIRST, 1), voter.version());
        assertTrue(voter.votes());
        assertEquals(2, sends(Message.Snapshot.class).count());
    }

    /**
     * A starter that ends before it has it on its disk calls it off: then nobody may have heard.
     */
    @Test
    void shouldTellNobodyBeforeItIsOnItsDisk() {
        formed();

        assertTrue(sends(Message.Snapshot.class).allMatch(Effect.Send::afterStore));
        assertTrue(sends(Message.Found.class).allMatch(Effect.Send::afterStore));
    }

    @Test
    void shouldCallOffWhatNotEverybodyAnswers() {
        hears(2);
        hears(3);
        promises(1);
        promises(2);
        nowMs += 5_000;
        poll();

        assertEquals(2, sends(Message.CalledOff.class).count());
        assertFalse(voter.isBlocked());
        promises(3);
        assertEquals(0, sends(Message.FirstFiles.class).count(), "late");
    }

    /**
     * Accepted by all but one, and called off: what was accepted is forgotten, the number is not
     * used again.
     */
    @Test
    void shouldForgetFirstFilesThatWereCalledOff() {
        hears(2);
        hears(3);
        for (int member = 1; member <= 3; member++) {
            promises(member);
        }
        lastResort.onFirstFiles(
                1,
                sends(Message.FirstFiles.class)
                        .map(s -> (Message.FirstFiles) s.message())
                        .findFirst()
                        .orElseThrow());
        assertEquals(1, voter.incarnations().firsts().size());
        accepts(1);
        accepts(2);
        nowMs += 5_000;
        poll();
        assertEquals(List.of(), voter.incarnations().firsts());
        accepts(3);
        assertEquals(Version.NONE, voter.version(), "begun after it was called off");

        effects.clear();
        nowMs += 3_000;
        hears(2);
        hears(3);
        assertEquals(
                new Incarnation(2, 1),
                sends(Message.Found.class)
                        .map(s -> ((Message.Found) s.message()).incarnation())
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void shouldCallOffAfterItsOwnRestart() {
        hears(2);
        hears(3);
        promises(1);
        remember();
        effects.clear();
        start();

        assertEquals(2, sends(Message.CalledOff.class).count());
        assertFalse(voter.isBlocked());
    }

    @Test
    void shouldNotCallOffWhatHasBegun() {
        formed();
        remember();
        effects.clear();
        start();

        assertEquals(0, sends(Message.CalledOff.class).count());
        assertEquals(new Version(FIRST, 1), voter.version());
    }

    /**
     * Whoever promised a newer incarnation votes and grants in no older one, and takes no lower
     * one.
     */
    @Test
    void shouldVoteInNoOlderIncarnation() {
        formed();
        effects.clear();
        lastResort.onFound(2, new Message.Found(new Incarnation(3, 2)));
        assertFalse(voter.votes());
        assertTrue(sends(Message.Founding.class).allMatch(Effect.Send::afterStore));
        assertEquals(1, sends(Message.Founding.class).count());

        lastResort.onFound(3, new Message.Found(new Incarnation(2, 3)));
        assertEquals(1, sends(Message.FoundRefused.class).count());
        lastResort.onCalledOff(3, new Message.CalledOff(new Incarnation(3, 2)));
        assertFalse(voter.votes(), "only its starter may call it off");
        lastResort.onCalledOff(2, new Message.CalledOff(new Incarnation(3, 2)));
        assertTrue(voter.votes());
    }

    /**
     * Whoever has booted goes by the word of one that has not; but one that is blocked by a promise
     * does not know whether the new incarnation has begun without the booted one.
     */
    /** It may have begun before its disk was lost: to call it off would part the ring in two. */
    @Test
    void shouldCallOffNothingThatItDoesNotRemember() {
        effects.clear();
        promises(2);
        assertEquals(0, sends(Message.CalledOff.class).count());

        hears(2);
        hears(3);
        assertEquals(3, sends(Message.Found.class).count(), "it asks for one of its own");
    }

    @Test
    void shouldWriteDownThatItGaveItsIncarnationUpForAnother() {
        hears(2);
        hears(3);
        lastResort.onFound(2, new Message.Found(new Incarnation(3, 2)));
        remember();

        assertEquals(List.of(FIRST), disk.calledOff());
        effects.clear();
        promises(3);
        assertEquals(1, sends(Message.CalledOff.class).count());
    }

    @Test
    void shouldVouchForNobodyWhileItIsBlocked() {
        formed();
        var catchUp = new CatchUp(ring, voter, turn);
        effects.clear();
        catchUp.onFetch(3, new Message.Fetch(voter.version()));
        assertTrue(vouched());

        lastResort.onFound(2, new Message.Found(new Incarnation(3, 2)));
        effects.clear();
        catchUp.onFetch(3, new Message.Fetch(voter.version()));
        assertFalse(vouched());

        lastResort.onCalledOff(2, new Message.CalledOff(new Incarnation(3, 2)));
        effects.clear();
        catchUp.onFetch(3, new Message.Fetch(voter.version()));
        assertTrue(vouched());
    }

    private boolean vouched() {
        return sends(Message.Edits.class)
                .map(s -> ((Message.Edits) s.message()).votes())
                .findFirst()
                .orElseThrow();
    }

    /** First files of an incarnation that was called off come late. */
    @Test
    void shouldNotAcceptFirstFilesAfterTheyWereCalledOff() {
        formed();
        var later = new Incarnation(3, 2);
        lastResort.onFound(2, new Message.Found(later));
        lastResort.onCalledOff(2, new Message.CalledOff(later));
        effects.clear();
        lastResort.onFirstFiles(
                2, new Message.FirstFiles(new Files(new Version(later, 1), voter.files().rows())));

        assertEquals(0, sends(Message.FirstAccepted.class).count());
        assertEquals(List.of(), voter.incarnations().firsts());
    }

    /** An incarnation that may have begun, and a later one that never did. */
    @Test
    void shouldStayBlockedByAnEarlierOneWhenALaterIsCalledOff() {
        formed();
        var earlier = new Incarnation(3, 2);
        var later = new Incarnation(4, 3);
        var first = new Files(new Version(earlier, 1), voter.files().rows());
        lastResort.onFound(2, new Message.Found(earlier));
        lastResort.onFirstFiles(2, new Message.FirstFiles(first));
        lastResort.onFound(3, new Message.Found(later));
        effects.clear();
        lastResort.onCalledOff(3, new Message.CalledOff(later));
        remember();

        assertTrue(voter.isBlocked());
        assertEquals(List.of(first), disk.firsts());
        nowMs += 5_000;
        poll();
        assertEquals(
                List.of(2),
                sends(Message.Founding.class).map(Effect.Send::to).distinct().toList(),
                "asks the starter of the open one what became of it");

        lastResort.onCalledOff(2, new Message.CalledOff(earlier));
        assertFalse(voter.isBlocked());
        assertEquals(List.of(), voter.incarnations().firsts());
    }

    /** What was off when the promises were asked for may have booted while they came in. */
    @Test
    void shouldNotBeginWithoutOneThatIsFoundOnAfterTheLastPromise() {
        begin();
        deaths.ask(3, Effect.Power.STATUS);
        fenceSays(Input.FenceStatus.OFF);
        deaths.confirm(List.of(3));
        nowMs += 60_000;
        hears(2);
        Incarnation asked =
                sends(Message.Found.class)
                        .map(s -> ((Message.Found) s.message()).incarnation())
                        .findFirst()
                        .orElseThrow();
        promises(1, asked);
        promises(2, asked);
        assertEquals(0, sends(Message.CalledOff.class).count(), "it is asked again");
        assertEquals(0, sends(Message.FirstFiles.class).count(), "off a minute ago, and now?");

        fenceSays(Input.FenceStatus.ON);
        poll();
        assertEquals(2, sends(Message.CalledOff.class).count());
        assertEquals(0, sends(Message.FirstFiles.class).count());
    }

    private void fenceSays(Input.FenceStatus status) {
        Effect.Fence asked =
                effects.stream()
                        .filter(Effect.Fence.class::isInstance)
                        .map(Effect.Fence.class::cast)
                        .reduce((before, last) -> last)
                        .orElseThrow();
        deaths.onFenced(new Input.Fenced(asked.op(), asked.server(), status, ""));
    }
}
