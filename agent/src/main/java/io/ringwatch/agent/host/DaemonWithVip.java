package io.ringwatch.agent.host;

import io.ringwatch.agent.address.Presence;
import io.ringwatch.agent.drivers.DriverException;
import io.ringwatch.agent.drivers.Services.State;
import io.ringwatch.agent.work.Threads;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One daemon that runs only while its server has its VIPs. What is done to it is done one after
 * another, and what does not fit any more is broken off.
 *
 * <pre>
 *   to run --(VIPs away)--> to be stopped, and again whenever something may have started it
 *     ^                        |
 *     +---(VIPs claimed)-------+
 * </pre>
 */
final class DaemonWithVip implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    /** A boot or a person may start it meanwhile. */
    private static final long STOP_AGAIN_NS = TimeUnit.SECONDS.toNanos(10);

    private static final long STOP_RETRY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final Logger LOG = LoggerFactory.getLogger(DaemonWithVip.class);

    private final String name;
    private final Daemons control;
    private final Duration startLimit;
    private final Threads hand;
    private final Supplier<Presence> vips;

    private boolean stopped;
    private boolean starting;

    /** How often it was to be stopped or started: what an earlier one came to is void. */
    private long turns;

    private Future<Optional<String>> order = CompletableFuture.completedFuture(Optional.empty());
    private long stopAgainNs;
    private Optional<String> problem = Optional.empty();

    /**
     * @param startLimit longest start
     * @param vips where its server's VIPs are
     */
    DaemonWithVip(String name, Daemons control, Duration startLimit, Supplier<Presence> vips) {
        this.name = name;
        this.control = control;
        this.startLimit = startLimit;
        this.hand = new Threads("service-" + name, 1);
        this.vips = vips;
    }

    /** Does what fits to where the VIPs are now; never waits for it. */
    synchronized void look() {
        Presence now = vips.get();
        if (now == Presence.AWAY && isStopDue()) {
            stop();
        } else if (now == Presence.CLAIMED && stopped) {
            start();
        }
    }

    private boolean isStopDue() {
        return !stopped || order.isDone() && System.nanoTime() - stopAgainNs >= 0;
    }

    private void stop() {
        if (!stopped) {
            LOG.info("this server has no VIP: {} is stopped", name);
            order.cancel(true);
            stopped = true;
            starting = false;
        }
        begin(() -> control.stop(name, STOP_LIMIT), this::stopEnded);
    }

    private void stopEnded(Optional<String> fault) {
        Optional<String> before = problem;
        problem = fault.map(f -> "not stopped without a VIP: " + name + ": " + f);
        problem.filter(p -> !before.equals(problem)).ifPresent(p -> LOG.warn("{}", p));
        long pauseNs = problem.isEmpty() ? STOP_AGAIN_NS : STOP_RETRY_NS;
        stopAgainNs = System.nanoTime() + pauseNs;
    }

    private void start() {
        LOG.info("this server has its VIPs: {} is started", name);
        order.cancel(true);
        stopped = false;
        starting = true;
        problem = Optional.empty();
        begin(() -> control.restart(name, startLimit), this::startEnded);
    }

    private void startEnded(Optional<String> fault) {
        starting = false;
        // Internal monitoring finds it, and goes on from there.
        fault.ifPresent(f -> LOG.warn("{} does not start: {}", name, f));
    }

    /** The end is told of, with its fault, unless something else was begun meanwhile. */
    private void begin(Attempt attempt, Consumer<Optional<String>> ended) {
        long turn = ++turns;
        order =
                hand.submit(
                        () -> {
                            Optional<String> fault = attempt(attempt);
                            synchronized (this) {
                                if (turn == turns) {
                                    ended.accept(fault);
                                }
                            }
                            return fault;
                        });
    }

    private static Optional<String> attempt(Attempt attempt) {
        try {
            attempt.run();
            return Optional.empty();
        } catch (DriverException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Restarts it, if it is to run; returns as if that was done when its VIPs went away meanwhile.
     */
    void restart(Duration limit) throws DriverException {
        Future<Optional<String>> restart;
        synchronized (this) {
            // What was not done is not to pass for done with VIPs that are back in a moment.
            look();
            if (state() != State.RUNNING) {
                return;
            }
            restart = hand.submit(() -> attempt(() -> control.restart(name, limit)));
            order = restart;
        }
        try {
            Optional<String> fault = restart.get();
            if (fault.isPresent()) {
                throw new DriverException(fault.get());
            }
        } catch (CancellationException e) {
            LOG.info("the restart of {} is broken off", name);
        } catch (InterruptedException e) {
            restart.cancel(true);
            Thread.currentThread().interrupt();
            throw new DriverException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** What it is to do, with the VIPs where they are. */
    synchronized State state() {
        Presence now = vips.get();
        if (now == Presence.AWAY) {
            return State.STOPPED;
        }
        if (starting || stopped && now == Presence.CLAIMED) {
            return State.STARTING;
        }
        return stopped ? State.STOPPED : State.RUNNING;
    }

    /** How often it was to be stopped or started until now. */
    synchronized long turns() {
        return turns;
    }

    /** That it could not be stopped, in words. */
    synchronized Optional<String> problem() {
        return problem;
    }

    /** It goes on as it is. */
    @Override
    public void close() {
        hand.shutdownNow();
    }

    private interface Attempt {
        void run() throws DriverException;
    }
}
