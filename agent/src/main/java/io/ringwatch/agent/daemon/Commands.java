package io.ringwatch.agent.daemon;

import io.ringwatch.agent.daemon.CommandAnswer.Outcome;
import io.ringwatch.member.Command;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Commands that wait for the member's answer. Safe for use by several threads. */
final class Commands {
    /** Operators asking at the same time. */
    static final int WAITING_MAX = 64;

    private final AtomicLong ops = new AtomicLong();
    private final ConcurrentHashMap<Long, CompletableFuture<CommandAnswer>> waiting =
            new ConcurrentHashMap<>();
    private final Predicate<Input> member;

    /**
     * @param member gives the member an input; false if it does not take it
     */
    Commands(Predicate<Input> member) {
        this.member = member;
    }

    /** Gives the member a command and waits for its answer. */
    CommandAnswer ask(Command command, Duration limit) {
        if (waiting.size() >= WAITING_MAX) {
            return new CommandAnswer(Outcome.NOT_TAKEN, "too many commands at once");
        }
        long op = ops.incrementAndGet();
        var answer = new CompletableFuture<CommandAnswer>();
        waiting.put(op, answer);
        try {
            if (!member.test(new Input.Commanded(op, command))) {
                return new CommandAnswer(Outcome.NOT_TAKEN, "the agent stops");
            }
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return new CommandAnswer(
                    Outcome.LATE,
                    "no answer within " + limit.toMillis() + " ms; it may still be done");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CommandAnswer(Outcome.LATE, "the agent stops");
        } finally {
            waiting.remove(op);
        }
    }

    /** The member's answer; one for which nobody waits any more is dropped. */
    void answer(Effect.Answer effect) {
        CompletableFuture<CommandAnswer> answer = waiting.get(effect.op());
        if (answer != null) {
            Outcome outcome = effect.done() ? Outcome.DONE : Outcome.REFUSED;
            answer.complete(new CommandAnswer(outcome, effect.text()));
        }
    }
}
