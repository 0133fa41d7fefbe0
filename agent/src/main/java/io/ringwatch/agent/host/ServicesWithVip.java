package io.ringwatch.agent.host;

import io.ringwatch.agent.drivers.DriverException;
import io.ringwatch.agent.drivers.Services;
import io.ringwatch.agent.work.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Daemons that run only while this server has its VIPs: one that was cut off, or thawed, must not
 * write what its virtual server has now. What the kernel lets through is looked at, so nobody has
 * to say it.
 *
 * <pre>
 *   to run --(the VIPs do not pass)--> stopped, and again whenever something has started one
 *     ^                                   |
 *     +------(the VIPs are claimed)-------+
 * </pre>
 */
final class ServicesWithVip implements Services, AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    /** A boot or a person may start one meanwhile. */
    private static final long STOP_AGAIN_NS = TimeUnit.SECONDS.toNanos(10);

    private static final long STOP_RETRY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final Logger LOG = LoggerFactory.getLogger(ServicesWithVip.class);

    private final List<String> daemons;
    private final Daemons control;
    private final Duration startLimit;
    private final BooleanSupplier passing;
    private final Threads look = new Threads("services", 1);
    private final Threads hands;

    /** One at a time: stopping, starting, or a restart that was asked for. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private volatile boolean stopped;
    private volatile List<String> problems = List.of();
    private final AtomicLong claims = new AtomicLong();
    private long claimsOver;
    private long stopAgainNs;
    private boolean everStarted;
    private long startedNs;
    private List<String> unstarted = List.of();

    /** Services that can be stopped. */
    interface Daemons extends Services {
        /** Ends a daemon; returns when its end has been seen. One that does not run is no fault. */
        void stop(String daemon, Duration limit) throws DriverException;
    }

    /**
     * @param daemons all of this server
     * @param startLimit of one
     * @param passing whether this server's VIPs pass
     */
    ServicesWithVip(
            List<String> daemons, Daemons control, Duration startLimit, BooleanSupplier passing) {
        this.daemons = List.copyOf(daemons);
        this.control = control;
        this.startLimit = startLimit;
        this.passing = passing;
        this.hands = new Threads("service", Math.max(1, daemons.size()));
    }

    /** From now on it is looked at. */
    void begin() {
        look.every(LOOK, this::look);
    }

    /** The VIPs of this server are up here. */
    void claimed() {
        claims.incrementAndGet();
    }

    private void look() {
        long before = claims.get();
        if (!passing.getAsBoolean()) {
            claimsOver = before;
            stop();
        } else if (stopped && claims.get() > claimsOver) {
            start();
        }
    }

    private void stop() {
        if (stopped && System.nanoTime() - stopAgainNs < 0) {
            return;
        }
        if (!stopped) {
            LOG.info("this server has no VIP: {} are stopped", daemons);
            stopped = true;
        }
        List<String> faults;
        turn.lock();
        try {
            faults = all(daemon -> control.stop(daemon, STOP_LIMIT));
        } finally {
            turn.unlock();
        }
        List<String> before = problems;
        problems = faults.stream().map(f -> "not stopped without a VIP: " + f).toList();
        problems.stream().filter(p -> !before.contains(p)).forEach(p -> LOG.warn("{}", p));
        stopAgainNs = System.nanoTime() + (problems.isEmpty() ? STOP_AGAIN_NS : STOP_RETRY_NS);
    }

    private void start() {
        LOG.info("this server has its VIPs: {} are started", daemons);
        turn.lock();
        try {
            stopped = false;
            problems = List.of();
            unstarted = all(daemon -> control.restart(daemon, startLimit));
            startedNs = System.nanoTime();
            everStarted = true;
        } finally {
            turn.unlock();
        }
        // Internal monitoring finds it, and goes on from there.
        unstarted.forEach(fault -> LOG.warn("does not start: {}", fault));
    }

    /** Does it to all daemons side by side; a line for each with which it failed. */
    private List<String> all(Order order) {
        var work = new ArrayList<Callable<Optional<String>>>();
        for (String daemon : daemons) {
            work.add(
                    () -> {
                        try {
                            order.giveTo(daemon);
                            return Optional.empty();
                        } catch (DriverException e) {
                            return Optional.of(daemon + ": " + e.getMessage());
                        }
                    });
        }
        var faults = new ArrayList<String>();
        try {
            for (Future<Optional<String>> one : hands.invokeAll(work)) {
                one.get().ifPresent(faults::add);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return faults;
    }

    /** One that is just being started with the others is waited for. */
    @Override
    public void restart(String service, Duration limit) throws DriverException {
        long askedNs = System.nanoTime();
        try {
            if (!turn.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new DriverException("the daemons are just being stopped or started");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DriverException("interrupted", e);
        }
        try {
            if (areStopped()) {
                throw new DriverException("it is to be stopped: this server has no VIP");
            }
            boolean justStarted = everStarted && startedNs - askedNs >= 0;
            if (!justStarted || !unstarted.isEmpty()) {
                control.restart(service, limit.minusNanos(System.nanoTime() - askedNs));
            }
        } finally {
            turn.unlock();
        }
    }

    @Override
    public boolean areStopped() {
        return stopped || !passing.getAsBoolean();
    }

    /** Whether a restart that was asked for waits for what is being done. */
    boolean isAwaited() {
        return turn.hasQueuedThreads();
    }

    /** What could not be stopped, in words. */
    List<String> problems() {
        return problems;
    }

    /** What runs goes on. */
    @Override
    public void close() {
        look.shutdownNow();
        hands.shutdownNow();
    }

    private interface Order {
        void giveTo(String daemon) throws DriverException;
    }
}
