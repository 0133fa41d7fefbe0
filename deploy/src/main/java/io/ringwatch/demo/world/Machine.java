package io.ringwatch.demo.world;

import io.ringwatch.demo.guest.Daemons;
import io.ringwatch.demo.plan.Fault;
import io.ringwatch.demo.plan.PlannedServer;
import io.ringwatch.demo.plan.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A machine: what runs on it lives from its boot to the next loss of power, and what it keeps in
 * memory no longer. All its processes die at once, without a word.
 */
final class Machine {
    /** From power to running services, by wake-on-LAN or a fence. */
    static final long START_MS = 3_000;

    /** Off and on again by itself. */
    static final long RESTART_MS = 6_000;

    /** The same within a second; what runs on it starts in the rest of it. */
    static final long QUICK_RESTART_MS = 300;

    /** As systemd's default pause. */
    private static final long AGENT_RESTART_MS = 200;

    private static final long AGENT_RESTART_MAX_MS = 3_000;
    private static final long FLAG_LOOK_MS = 20;

    /** What an agent writes when it has thrown away what another boot has left. */
    private static final String BOOT_MARKER = "boot-id";

    private static final long AGENT_LIVES_MS = 3_000;
    private static final Duration DAEMON_START_LIMIT = Duration.ofSeconds(10);

    /** Where a machine is between off and on. */
    enum Power {
        OFF,
        BOOTING,
        ON
    }

    private final World world;
    private final PlannedServer self;
    private final Consumer<Boolean> powerChanged;
    private final ScheduledExecutorService later =
            Executors.newSingleThreadScheduledExecutor(Machine::daemonThread);
    private final GuestPool guests;
    private Power power = Power.OFF;
    private boolean flagDue = true;
    private boolean beyondRestart;
    private int boots;
    private long bootId;
    private long agentPauseMs = AGENT_RESTART_MS;
    private @Nullable Process agent;
    private @Nullable Process daemons;

    /**
     * @param powerChanged is told before it is on, and before anything dies when it is off
     * @param guestDied is told of virtual servers that ended by themselves
     */
    Machine(
            World world,
            PlannedServer self,
            int originals,
            Consumer<Boolean> powerChanged,
            BiConsumer<Integer, String> guestDied) {
        this.world = world;
        this.self = self;
        this.powerChanged = powerChanged;
        var background = Executors.newSingleThreadExecutor(Machine::daemonThread);
        guests = new GuestPool(world, self, originals, background, guestDied);
    }

    private static Thread daemonThread(Runnable work) {
        var thread = new Thread(work, "machine");
        thread.setDaemon(true);
        return thread;
    }

    GuestPool guests() {
        return guests;
    }

    /** Gives it power, if it has none; it is up after the delay. */
    synchronized void powerOn(long delayMs) {
        if (power != Power.OFF) {
            return;
        }
        power = Power.BOOTING;
        int boot = ++boots;
        var unused = later.schedule(() -> boot(boot), delayMs, TimeUnit.MILLISECONDS);
    }

    /** Takes its power. */
    synchronized void powerOff() {
        if (power == Power.OFF) {
            return;
        }
        power = Power.OFF;
        boots++;
        powerChanged.accept(false);
        kill(agent);
        kill(daemons);
        guests.lost();
        agent = null;
        daemons = null;
        Reaper.delete(world.runDir(self));
    }

    /** Off, and on again by itself. */
    synchronized void restart(long awayMs) {
        powerOff();
        powerOn(awayMs);
    }

    private synchronized void boot(int boot) {
        if (boot != boots || power != Power.BOOTING) {
            return;
        }
        try {
            power = Power.ON;
            beyondRestart = false;
            bootId = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
            Path run = world.runDir(self);
            Files.createDirectories(run);
            powerChanged.accept(true);
            startAgent();
            raiseFlag(boot, run);
            if (!self.isWitness()) {
                startDaemons();
                guests.powered();
            }
        } catch (IOException e) {
            System.err.println("boot failed: " + e.getMessage());
        }
    }

    /**
     * The operator's part, once; later the others send it. It waits for the agent, which throws
     * away what another boot has left.
     */
    private synchronized void raiseFlag(int boot, Path run) throws IOException {
        if (!flagDue || boot != boots) {
            return;
        }
        if (Files.exists(run.resolve(BOOT_MARKER))) {
            flagDue = false;
            Files.createFile(run.resolve("flag"));
            return;
        }
        var unused =
                later.schedule(
                        () -> {
                            raiseFlag(boot, run);
                            return true;
                        },
                        FLAG_LOOK_MS,
                        TimeUnit.MILLISECONDS);
    }

    private void startAgent() throws IOException {
        int boot = boots;
        long startNs = System.nanoTime();
        Process process =
                Child.agent(
                        world,
                        self.name() + "-agent",
                        List.of(
                                "agent",
                                "--ring",
                                world.ringFile().toString(),
                                "--name",
                                self.name(),
                                "--run",
                                world.runDir(self).toString(),
                                "--state",
                                world.stateDir(self).toString()),
                        Map.of("RINGWATCH_BOOT_ID", Long.toString(bootId)));
        agent = process;
        var unused =
                process.onExit()
                        .thenAccept(
                                p -> {
                                    long livedMs = (System.nanoTime() - startNs) / 1_000_000L;
                                    agentEnded(process, boot, livedMs);
                                });
    }

    private synchronized void agentEnded(Process process, int boot, long livedMs) {
        if (agent != process || boot != boots) {
            return;
        }
        agent = null;
        agentPauseMs =
                livedMs >= AGENT_LIVES_MS
                        ? AGENT_RESTART_MS
                        : Math.min(2 * agentPauseMs, AGENT_RESTART_MAX_MS);
        System.err.println(
                "the agent ended with " + process.exitValue() + " after " + livedMs + " ms");
        var unused = later.schedule(() -> agentAgain(boot), agentPauseMs, TimeUnit.MILLISECONDS);
    }

    private synchronized void agentAgain(int boot) {
        if (boot == boots && power == Power.ON && agent == null) {
            try {
                startAgent();
            } catch (IOException e) {
                System.err.println("the agent cannot be started: " + e.getMessage());
            }
        }
    }

    private void startDaemons() throws IOException {
        daemons =
                Child.begin(
                        world,
                        self.name() + "-daemons",
                        Daemons.class,
                        List.of(Integer.toString(self.number())));
    }

    /**
     * Restarts the daemons.
     *
     * @throws IOException if they do not come up
     */
    void restartDaemons() throws IOException {
        Process started;
        synchronized (this) {
            if (power != Power.ON) {
                throw new IOException(self.name() + " is off");
            }
            if (beyondRestart) {
                throw new IOException("it does not start: only a server restart helps");
            }
            kill(daemons);
            startDaemons();
            started = daemons;
        }
        if (started != null) {
            Child.awaitReady(started, self.kind().daemon(), DAEMON_START_LIMIT);
        }
    }

    /** Breaks it. */
    synchronized void breakIt(Fault fault) throws IOException {
        switch (fault) {
            case SERVICE -> kill(daemons);
            case STUCK -> {
                beyondRestart = true;
                kill(daemons);
            }
            case HANG -> {
                beyondRestart = true;
                if (daemons != null) {
                    Child.suspend(daemons);
                }
            }
            case RESTART -> restart(RESTART_MS);
            case QUICK -> restart(QUICK_RESTART_MS);
            case POWER -> powerOff();
            case AGENT -> kill(agent);
            case GATEWAY, NONE -> {
                // The switch takes the gateway away.
            }
        }
    }

    /** Whether it has power. */
    synchronized boolean hasPower() {
        return power != Power.OFF;
    }

    /** Whether it is up. */
    synchronized boolean isUp() {
        return power == Power.ON;
    }

    /** Process number of the agent, 0 without one. */
    synchronized long agentPid() {
        return agent == null ? 0 : agent.pid();
    }

    private static void kill(@Nullable Process process) {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
