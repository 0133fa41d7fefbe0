package io.ringwatch.agent.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringwatch.agent.daemon.CommandAnswer.Outcome;
import io.ringwatch.member.Command;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CommandsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Command MOVE = new Command(Command.Kind.MOVE, List.of(2));

    @Test
    void shouldHandTheMembersAnswerBack() {
        var commands = new AtomicReference<Commands>();
        commands.set(
                new Commands(
                        input -> {
                            long op = ((Input.Commanded) input).op();
                            commands.get().answer(new Effect.Answer(op, op == 1, "text " + op));
                            return true;
                        }));
        assertEquals(new CommandAnswer(Outcome.DONE, "text 1"), commands.get().ask(MOVE, LONG));
        assertEquals(new CommandAnswer(Outcome.REFUSED, "text 2"), commands.get().ask(MOVE, LONG));
    }

    @Test
    void shouldNotWaitForEverAndDropTheLateAnswer() {
        var asked = new ArrayList<Input>();
        var commands = new Commands(asked::add);
        assertEquals(Outcome.LATE, commands.ask(MOVE, Duration.ofMillis(5)).outcome());
        commands.answer(new Effect.Answer(((Input.Commanded) asked.get(0)).op(), true, "late"));
        assertEquals(Outcome.LATE, commands.ask(MOVE, Duration.ofMillis(5)).outcome());
    }

    @Test
    void shouldSayThatTheMemberDoesNotTakeIt() {
        var commands = new Commands(input -> false);
        assertEquals(Outcome.NOT_TAKEN, commands.ask(MOVE, LONG).outcome());
    }
}
