package io.ringwatch.agent.daemon;

import io.ringwatch.agent.clock.BootClock;
import io.ringwatch.agent.metrics.Counters;
import io.ringwatch.agent.metrics.Worst;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.member.MemberView;
import io.ringwatch.member.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns the member: takes inputs in the order of their arrival, feeds the timer
 * when it is due, and has the effects of each carried out before the next. Whatever the member
 * throws ends the process: it is in a state that nobody knows.
 */
final class DutyCycle implements AutoCloseable {
    /** Longest wait for the next input; only a member that wants no timer ever waits so long. */
    private static final long WAIT_MAX_NS = TimeUnit.MINUTES.toNanos(1);

    /**
     * Timers in a row that do not move the time for which the next one is wanted: it never would
     * again.
     */
    static final int IDLE_TIMERS_MAX = 10_000;

    private static final long STOP_LIMIT_MS = 2_000;
    private static final Logger LOG = LoggerFactory.getLogger(DutyCycle.class);

    private final MemberCore member;
    private final BootClock clock;
    private final EffectSink effects;
    private final FatalEnd fatal;
    private final Inbox inbox;
    private final Worst loopLateNs = new Worst();
    private final Worst timerLateNs = new Worst();
    private final Thread thread = new Thread(this::run, "member");
    private volatile boolean stopped;
    private int idleTimers;
    private @Nullable Input current;

    DutyCycle(
            MemberCore member,
            BootClock clock,
            EffectSink effects,
            FatalEnd fatal,
            Counters counters) {
        this.member = member;
        this.clock = clock;
        this.effects = effects;
        this.fatal = fatal;
        this.inbox = new Inbox(counters);
        counters.gauge("loop.late.us", () -> loopLateNs.take() / 1000);
        counters.gauge("timer.late.us", () -> timerLateNs.take() / 1000);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Gives the member an input, from any thread; false if a soft one was dropped. */
    boolean put(Input input) {
        boolean taken = inbox.put(input);
        if (!taken && !Inbox.isSoft(input) && !stopped) {
            fatal.end(ExitCode.STALLED, "no room for " + input + ": the member is stalled", null);
        }
        return taken;
    }

    /**
     * What the member knows, asked on its own thread; empty if it does not answer within the limit.
     */
    Optional<MemberView> view(Duration limit) {
        var answer = new CompletableFuture<MemberView>();
        if (stopped || !inbox.put(() -> answer.complete(member.view(clock.now())))) {
            return Optional.empty();
        }
        try {
            return Optional.of(answer.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Ends the thread after the input it is at; what waits is not taken any more. */
    @Override
    public void close() {
        stopped = true;
        // No interrupt: it could close a channel that a driver is just writing to.
        boolean woken = inbox.put(() -> LOG.debug("member's thread is to end"));
        LOG.debug("stopping, {}", woken ? "woken" : "busy");
        try {
            if (Thread.currentThread() != thread) {
                thread.join(STOP_LIMIT_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopped) {
                turn();
            }
        } catch (InterruptedException e) {
            LOG.debug("member's thread ends");
            // Checkstyle: IllegalCatch, because whatever broke the member must end the process
        } catch (RuntimeException | Error e) {
            fatal.end(ExitCode.INVARIANT, "member failed at " + current, e);
        }
    }

    private void turn() throws InterruptedException {
        long waitNs = member.wakeAtNs() - clock.now().monoNs();
        // A wish for "never" less a negative clock overflows into the past.
        boolean never = member.wakeAtNs() == Long.MAX_VALUE || waitNs > WAIT_MAX_NS;
        Inbox.Item item = inbox.poll(never ? WAIT_MAX_NS : Math.max(0, waitNs));
        if (item != null) {
            loopLateNs.see(System.nanoTime() - item.atNanoTime());
            take(item);
        }
        Moment now = clock.now();
        long dueNs = member.wakeAtNs();
        if (dueNs <= now.monoNs()) {
            timerLateNs.see(now.monoNs() - dueNs);
            feed(new Input.Timer(), now);
            idleTimers = member.wakeAtNs() == dueNs ? idleTimers + 1 : 0;
            if (idleTimers > IDLE_TIMERS_MAX) {
                throw new IllegalStateException("the timer of " + dueNs + " is never done");
            }
        }
    }

    private void take(Inbox.Item item) {
        Input input = item.input();
        Runnable question = item.question();
        if (input != null) {
            feed(input, clock.now());
        } else if (question != null) {
            question.run();
        }
    }

    private void feed(Input input, Moment now) {
        current = input;
        // A new list each time: the flight record's thread reads it later.
        List<Effect> out = new ArrayList<>();
        String failure = "";
        try {
            member.on(input, now, out);
            // Checkstyle: IllegalCatch, because the failure is recorded; then it is thrown on
        } catch (RuntimeException | Error e) {
            failure = e.toString();
            throw e;
        } finally {
            effects.observe(input, now, out, failure);
        }
        effects.carryOut(out, now);
    }

    /** Where the effects go. */
    interface EffectSink {
        /**
         * Is shown every input with its effects, also one at which the member failed. Must not
         * block.
         */
        void observe(Input input, Moment now, List<Effect> out, String failure);

        /** Carries the effects out, in order. Must not block. */
        void carryOut(List<Effect> out, Moment now);
    }
}
