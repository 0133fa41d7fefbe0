package io.ringwatch.agent.power;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.config.RingConfig.FenceConfig;
import io.ringwatch.agent.config.RingConfig.Machine;
import io.ringwatch.agent.drivers.Fences;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input.FenceStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fences that are executables, level after level. What counts is only what the status says after
 * the action, so a machine that was off already is off, and an agent that claims success proves
 * nothing.
 */
public final class FenceAgents implements Fences, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FenceAgents.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final RingConfig config;
    private final Duration retry;
    private final CountDownLatch closed = new CountDownLatch(1);

    public FenceAgents(RingConfig config) {
        this(config, RETRY);
    }

    FenceAgents(RingConfig config, Duration retry) {
        this.config = config;
        this.retry = retry;
    }

    @Override
    public Result fence(int server, Effect.Power action, Duration limit) {
        Machine machine = config.machine(server);
        if (machine.fences().isEmpty()) {
            return new Result(FenceStatus.FAILED, machine.name() + " has no fence");
        }
        return new Attempt(machine, System.nanoTime() + limit.toNanos()).carryOut(action);
    }

    /** Fences whose executable is not on this machine. */
    public List<String> problems() {
        var problems = new ArrayList<String>();
        for (Machine machine : config.machines()) {
            List<String> missing =
                    machine.fences().stream()
                            .flatMap(level -> level.devices().stream())
                            .map(FenceConfig::agent)
                            .filter(agent -> !isInstalled(agent))
                            .distinct()
                            .toList();
            String so =
                    machine.fences().size() > 1
                            ? ": this server has one level less to prove it off"
                            : ": this server cannot prove it off";
            missing.forEach(
                    agent ->
                            problems.add(
                                    "fence of "
                                            + machine.name()
                                            + ": no executable "
                                            + agent
                                            + " here"
                                            + so));
        }
        return problems;
    }

    private static boolean isInstalled(String agent) {
        if (agent.startsWith("/")) {
            return Files.isExecutable(Path.of(agent));
        }
        String path = System.getenv().getOrDefault("PATH", "");
        return List.of(path.split(":", -1)).stream()
                .filter(directory -> !directory.isEmpty())
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, agent)));
    }

    /** One order to a machine's fences, repeated until it is as wanted, or the time is over. */
    private final class Attempt {
        private final String machine;
        private final List<Level> levels;
        private final long deadlineNs;

        Attempt(Machine machine, long deadlineNs) {
            this.machine = machine.name();
            this.deadlineNs = deadlineNs;
            levels =
                    machine.fences().stream()
                            .map(
                                    level ->
                                            new Level(
                                                    level.devices().stream()
                                                            .map(
                                                                    d ->
                                                                            new FenceDevice(
                                                                                    this.machine,
                                                                                    d))
                                                            .toList()))
                            .toList();
        }

        Result carryOut(Effect.Power action) {
            FenceStatus wanted = action == Effect.Power.ON ? FenceStatus.ON : FenceStatus.OFF;
            Result last = new Result(FenceStatus.FAILED, "no time for " + levels.get(0).agents());
            // One that could not be finished would tell less than the one before it.
            for (long neededNs = 1; leftNs() >= neededNs && isWanted(); ) {
                long beganNs = System.nanoTime();
                Result found =
                        switch (action) {
                            case STATUS -> status();
                            case OFF -> off();
                            case ON -> on();
                        };
                boolean told = found.status() != FenceStatus.FAILED;
                if (told && (action == Effect.Power.STATUS || found.status() == wanted)) {
                    return found;
                }
                last = found;
                LOG.warn("fence of {}: {}: {}", machine, action, found.detail());
                neededNs = System.nanoTime() - beganNs;
                pause();
            }
            // Neither as wanted nor silent: it is known not to be off, or not to be on.
            return last;
        }

        private boolean isWanted() {
            return closed.getCount() > 0 && !Thread.currentThread().isInterrupted();
        }

        /** Of the first level that knows: the others may say on, though it was turned off. */
        private Result status() {
            var details = new ArrayList<String>();
            for (int i = 0; i < levels.size(); i++) {
                Result found = levels.get(i).status("", end(i));
                details.add(found.detail());
                if (found.status() != FenceStatus.FAILED) {
                    return new Result(found.status(), String.join("; ", details));
                }
            }
            return new Result(FenceStatus.FAILED, String.join("; ", details));
        }

        /**
         * Each level if the one before has not turned it off. One that said on is asked again:
         * where it still says so, one of the two is wrong, and nothing is proved.
         */
        private Result off() {
            var details = new ArrayList<String>();
            FenceStatus best = FenceStatus.FAILED;
            for (int i = 0; i < levels.size(); i++) {
                Result found = levels.get(i).act(Effect.Power.OFF, end(i));
                details.add(found.detail());
                if (found.status() == FenceStatus.OFF) {
                    return agreed(i, best == FenceStatus.ON, details);
                }
                best = found.status() == FenceStatus.ON ? FenceStatus.ON : best;
            }
            return new Result(best, String.join("; ", details));
        }

        private Result agreed(int level, boolean doubted, List<String> details) {
            for (int i = 0; doubted && i < level; i++) {
                Result again = levels.get(i).status("", end(i));
                if (again.status() == FenceStatus.ON) {
                    details.add("but " + again.detail());
                    return new Result(FenceStatus.ON, String.join("; ", details));
                }
            }
            return new Result(FenceStatus.OFF, String.join("; ", details));
        }

        /** Whatever may have been turned off, the last level first: a board may need its outlet. */
        private Result on() {
            var details = new ArrayList<String>();
            Result found = new Result(FenceStatus.FAILED, "");
            for (int i = levels.size() - 1; i >= 0; i--) {
                Result mine = levels.get(i).act(Effect.Power.ON, end(levels.size() - 1 - i));
                details.add(mine.detail());
                found = mine.status() == FenceStatus.FAILED ? found : mine;
            }
            return new Result(found.status(), String.join("; ", details));
        }

        /** The same time for each of the levels that are left after so many. */
        private long end(int done) {
            return System.nanoTime() + Level.share(deadlineNs, levels.size() - done);
        }

        private long leftNs() {
            return deadlineNs - System.nanoTime();
        }

        private void pause() {
            long ms = Math.max(0, Math.min(retry.toMillis(), leftNs() / 1_000_000L));
            try {
                var unused = closed.await(ms, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Nothing is tried again. */
    @Override
    public void close() {
        closed.countDown();
    }
}
