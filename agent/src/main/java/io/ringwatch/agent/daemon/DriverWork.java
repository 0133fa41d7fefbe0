package io.ringwatch.agent.daemon;

import io.ringwatch.agent.clock.BootClock;
import io.ringwatch.agent.drivers.DriverException;
import io.ringwatch.agent.drivers.Drivers;
import io.ringwatch.agent.drivers.Fences;
import io.ringwatch.agent.drivers.VirtualServers;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the drivers do their work, and turns what comes of it, or fails to, into inputs. */
final class DriverWork {
    /**
     * Time beyond a driver's own limit before it counts as hanging; its own diagnosis is the better
     * one.
     */
    private static final Duration GRACE = Duration.ofMillis(250);

    /** Wake-on-LAN is one packet, and a restart is only asked for. */
    private static final Duration SHORT_LIMIT = Duration.ofSeconds(10);

    /** A guest that cannot be suspended so often needs a person. */
    private static final int SUSPEND_ATTEMPTS_MAX = 5;

    private static final Duration RETRY_DELAY = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(DriverWork.class);

    private final Drivers drivers;
    private final BlockingWork work;
    private final BootClock clock;
    private final Duration guestLimit;
    private final Consumer<Input> member;
    private final Map<Integer, Long> newestGuestOps = new ConcurrentHashMap<>();

    DriverWork(
            Drivers drivers,
            BlockingWork work,
            BootClock clock,
            Duration guestLimit,
            Consumer<Input> member) {
        this.drivers = drivers;
        this.work = work;
        this.clock = clock;
        this.guestLimit = guestLimit;
        this.member = member;
    }

    /**
     * Called at every renewal, and must not wait in a queue behind anything: the driver promises
     * not to block.
     */
    void holdVips(Effect.HoldVips effect) {
        List<Effect.Hold> holds =
                effect.holds().stream()
                        .map(
                                h ->
                                        new Effect.Hold(
                                                h.server(),
                                                h.virtual(),
                                                clock.toNanoTime(h.untilNs())))
                        .toList();
        drivers.vips().hold(effect.op(), holds);
    }

    void announce(Effect.Announce effect) {
        drivers.vips().announce(effect.servers());
    }

    void restartService(Effect.RestartService effect) {
        Duration limit = Duration.ofNanos(effect.limitNs());
        attempt(
                "restart of " + effect.service(),
                limit,
                () -> drivers.services().restart(effect.service(), limit),
                good ->
                        member.accept(
                                new Input.ServiceRestarted(effect.op(), effect.service(), good)));
    }

    void restartServer(Effect.RestartServer effect) {
        attempt(
                "restart of this server (" + effect.reason() + ")",
                SHORT_LIMIT,
                () -> drivers.power().restart(effect.reason()),
                good -> {});
    }

    void wake(Effect.Wake effect) {
        attempt(
                "waking of server " + effect.server(),
                SHORT_LIMIT,
                () -> drivers.power().wake(effect.server()),
                good -> {});
    }

    void fence(Effect.Fence effect) {
        Duration limit = Duration.ofNanos(effect.limitNs());
        work.run(
                new BlockingWork.Piece<>(
                        "fence " + effect.action() + " of server " + effect.server(),
                        limit.plus(GRACE),
                        () -> drivers.fences().fence(effect.server(), effect.action(), limit),
                        reason -> new Fences.Result(Input.FenceStatus.FAILED, reason),
                        result ->
                                member.accept(
                                        new Input.Fenced(
                                                effect.op(),
                                                effect.server(),
                                                result.status(),
                                                result.detail()))));
    }

    void prepareGuest(Effect.PrepareGuest effect) {
        int server = effect.server();
        Duration limit = Duration.ofNanos(effect.limitNs());
        newestGuestOps.put(server, effect.op());
        work.run(
                new BlockingWork.Piece<Input>(
                        "virtual server of " + server,
                        limit.plus(GRACE),
                        () -> prepare(effect, limit),
                        reason -> new Input.GuestFailed(effect.op(), server, reason),
                        member,
                        late -> undo(effect, late)));
    }

    private Input prepare(Effect.PrepareGuest effect, Duration limit) {
        try {
            VirtualServers.Prepared prepared =
                    drivers.virtualServers().prepare(effect.server(), limit);
            return new Input.GuestReady(
                    effect.op(), effect.server(), prepared.resumeMs(), prepared.installMs());
        } catch (DriverException e) {
            return new Input.GuestFailed(effect.op(), effect.server(), message(e));
        }
    }

    /** A guest that became ready after the member had been told that it failed must not stay. */
    private void undo(Effect.PrepareGuest effect, Input late) {
        Long newest = newestGuestOps.get(effect.server());
        if (!(late instanceof Input.GuestReady) || newest == null || newest != effect.op()) {
            return;
        }
        try {
            drivers.virtualServers().suspend(effect.server());
        } catch (DriverException e) {
            LOG.error("late virtual server of {} stays: {}", effect.server(), message(e));
        }
    }

    void suspendGuest(Effect.SuspendGuest effect) {
        suspend(effect.server(), 1);
    }

    private void suspend(int server, int attempt) {
        attempt(
                "suspension " + attempt + " of the virtual server of " + server,
                guestLimit,
                () -> drivers.virtualServers().suspend(server),
                good -> {
                    if (good) {
                        member.accept(new Input.GuestSuspended(server));
                    } else if (attempt < SUSPEND_ATTEMPTS_MAX) {
                        work.later(() -> suspend(server, attempt + 1), RETRY_DELAY);
                    }
                });
    }

    private void attempt(String name, Duration limit, Action action, Consumer<Boolean> done) {
        work.run(
                new BlockingWork.Piece<>(
                        name,
                        limit.plus(GRACE),
                        () -> {
                            try {
                                action.run();
                                return true;
                            } catch (DriverException e) {
                                LOG.warn("{} failed: {}", name, message(e));
                                return false;
                            }
                        },
                        reason -> false,
                        done));
    }

    private static String message(DriverException e) {
        return String.valueOf(e.getMessage());
    }

    private interface Action {
        void run() throws DriverException, InterruptedException;
    }
}
