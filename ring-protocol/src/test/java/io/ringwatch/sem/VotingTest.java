package io.ringwatch.sem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwatch.files.Change;
import io.ringwatch.files.Edit;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import io.ringwatch.member.Effect;
import io.ringwatch.message.Message;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Single questions to a voter or an editor, and its answers. */
class VotingTest {
    private static final long SEED = 3;

    private final Bench bench = new Bench(5, false, SEED);
    private final Version next = bench.seat(2).version().next();

    private Ballot ballot(long round, int editor) {
        return new Ballot(next.incarnation(), round, editor);
    }

    private Edit edit(long mark) {
        Row row = bench.seat(1).files().row(5).orElseThrow();
        return new Edit(4, List.of(new Change(row, Bench.marked(row, mark))));
    }

    private <M extends Message> Stream<M> told(int member, Class<M> kind) {
        return bench.seat(member).told.stream()
                .filter(Effect.Send.class::isInstance)
                .map(effect -> ((Effect.Send) effect).message())
                .filter(kind::isInstance)
                .map(kind::cast);
    }

    @Test
    void shouldPromiseNoLowerBallot() {
        bench.seat(2).receive(3, new Message.Prepare(next, ballot(5, 3), List.of()));
        bench.seat(2).receive(4, new Message.Prepare(next, ballot(4, 4), List.of()));

        assertEquals(1, told(2, Message.Promise.class).count());
        assertEquals(1, told(2, Message.Nack.class).count());
    }

    @Test
    void shouldAcceptNoLowerBallot() {
        bench.seat(2).receive(3, new Message.Prepare(next, ballot(5, 3), List.of()));
        bench.seat(2).receive(4, new Message.Accept(next, ballot(4, 4), edit(7)));

        assertEquals(0, told(2, Message.Accepted.class).count());
    }

    @Test
    void shouldVoteOnlyForTheNextVersion() {
        bench.seat(2).receive(3, new Message.Prepare(next.next(), ballot(5, 3), List.of()));
        bench.seat(2).receive(3, new Message.Accept(next.next(), ballot(5, 3), edit(7)));

        assertEquals(0, told(2, Message.Promise.class).count());
        assertEquals(0, told(2, Message.Accepted.class).count());
    }

    /** An edit that was planned on other rows. */
    @Test
    void shouldNotAcceptAnEditThatExpectsOtherRows() {
        Row row = bench.seat(1).files().row(5).orElseThrow();
        var stale = new Edit(4, List.of(new Change(Bench.marked(row, 1), Bench.marked(row, 2))));
        bench.seat(2).receive(4, new Message.Accept(next, ballot(4, 4), stale));

        assertEquals(0, told(2, Message.Accepted.class).count());
    }

    @Test
    void shouldFinishTheAcceptanceOfTheHighestBallot() {
        assertEquals(Optional.of(edit(9)), proposed());
    }

    /** What an editor proposes that was told first of the higher and then of the lower ballot. */
    private Optional<Edit> proposed() {
        bench.rule = (from, to, message) -> false;
        bench.seat(1).plans = Bench.mark(1, 7);
        bench.seat(1).nudge();
        bench.mustCome(
                () -> told(1, Message.Prepare.class).findAny().isPresent(), 500, "a question");
        bench.run(20);
        Ballot asked = told(1, Message.Prepare.class).findFirst().orElseThrow().ballot();
        bench.seat(1).receive(2, new Message.Promise(next, asked, ballot(0, 5), edit(9)));
        bench.seat(1).receive(3, new Message.Promise(next, asked, ballot(0, 4), edit(8)));
        return told(1, Message.Accept.class).map(Message.Accept::edit).findFirst();
    }
}
