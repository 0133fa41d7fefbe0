package io.ringwatch.agent.power;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.config.RingConfig.FenceConfig;
import io.ringwatch.agent.config.RingConfig.Machine;
import io.ringwatch.agent.drivers.Fences;
import io.ringwatch.agent.process.ProcessEnd;
import io.ringwatch.agent.process.ProcessRun;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input.FenceStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fences that are executables of the ClusterLabs kind, {@code fence_ipmilan} and its like: options
 * on standard input, a line each, {@code action} among them. {@code status} ends with 0 for on,
 * with 2 for off, and with anything else if it does not know. What counts is only what the status
 * says after the action, so a machine that was off already is off, and an agent that claims success
 * proves nothing.
 */
public final class FenceAgents implements Fences, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FenceAgents.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int STATUS_ON = 0;
    private static final int STATUS_OFF = 2;

    /** A status is asked for as long as this, if the action took nearly all of the limit. */
    private static final int STATUS_PART = 4;

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
        Optional<FenceConfig> fence = machine.fence();
        if (fence.isEmpty()) {
            return new Result(FenceStatus.FAILED, machine.name() + " has no fence");
        }
        return new Attempt(machine, fence.get(), System.nanoTime() + limit.toNanos())
                .carryOut(action);
    }

    /** Fences whose executable is not on this machine. */
    public List<String> problems() {
        var problems = new ArrayList<String>();
        for (Machine machine : config.machines()) {
            machine.fence()
                    .map(FenceConfig::agent)
                    .filter(Predicate.not(FenceAgents::isInstalled))
                    .ifPresent(
                            agent ->
                                    problems.add(
                                            "fence of "
                                                    + machine.name()
                                                    + ": no executable "
                                                    + agent
                                                    + " here: this server can prove nobody off"));
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

    /** One order to a fence, repeated until its status is as wanted, or the time is over. */
    private final class Attempt {
        private final Machine machine;
        private final FenceConfig fence;
        private final long deadlineNs;

        Attempt(Machine machine, FenceConfig fence, long deadlineNs) {
            this.machine = machine;
            this.fence = fence;
            this.deadlineNs = deadlineNs;
        }

        Result carryOut(Effect.Power action) {
            FenceStatus wanted = action == Effect.Power.ON ? FenceStatus.ON : FenceStatus.OFF;
            Result last = new Result(FenceStatus.FAILED, "no time for " + fence.agent());
            // One that could not be finished would tell less than the one before it.
            for (long neededNs = 1; leftNs() >= neededNs && isWanted(); ) {
                long beganNs = System.nanoTime();
                String said = "";
                if (action != Effect.Power.STATUS) {
                    said = order(action);
                }
                Result status = status(said);
                boolean told = status.status() != FenceStatus.FAILED;
                if (told && (action == Effect.Power.STATUS || status.status() == wanted)) {
                    return status;
                }
                last = status;
                LOG.warn("fence of {}: {}: {}", machine.name(), action, status.detail());
                neededNs = System.nanoTime() - beganNs;
                pause();
            }
            // Neither as wanted nor silent: it is known not to be off, or not to be on.
            return last;
        }

        private boolean isWanted() {
            return closed.getCount() > 0 && !Thread.currentThread().isInterrupted();
        }

        /** Carries out the action; its own word for how it went. */
        private String order(Effect.Power action) {
            long limitNs = leftNs() - leftNs() / STATUS_PART;
            ProcessEnd end = run(action.name().toLowerCase(Locale.ROOT), limitNs);
            return end.ok() ? "" : text(end) + "; then ";
        }

        private Result status(String said) {
            ProcessEnd end = run("status", leftNs());
            String output = end.output().toUpperCase(Locale.ROOT);
            boolean saysOn = output.contains("STATUS: ON");
            boolean saysOff = output.contains("STATUS: OFF");
            String detail = said + "status: " + text(end);
            if (end.how() == ProcessEnd.How.EXITED && end.exitCode() == STATUS_OFF && !saysOn) {
                return new Result(FenceStatus.OFF, detail);
            }
            if (end.how() == ProcessEnd.How.EXITED && end.exitCode() == STATUS_ON && !saysOff) {
                return new Result(FenceStatus.ON, detail);
            }
            return new Result(FenceStatus.FAILED, detail);
        }

        private ProcessEnd run(String action, long limitNs) {
            var input = new StringBuilder();
            fence.options().forEach((key, value) -> input.append(line(key, value)));
            if (!fence.options().containsKey("nodename")) {
                input.append(line("nodename", machine.name()));
            }
            input.append(line("action", action));
            return ProcessRun.run(
                    List.of(fence.agent()),
                    Map.of("LC_ALL", "C"),
                    input.toString(),
                    Duration.ofNanos(Math.max(0, limitNs)));
        }

        private static String line(String key, String value) {
            return key + "=" + value + "\n";
        }

        private String text(ProcessEnd end) {
            return switch (end.how()) {
                case LATE -> fence.agent() + " did not end in time";
                case NOT_STARTED -> fence.agent() + " does not start: " + end.firstLine();
                case EXITED -> fence.agent() + " ends with " + end.exitCode() + ' ' + quoted(end);
            };
        }

        private static String quoted(ProcessEnd end) {
            return end.firstLine().isEmpty() ? "" : '"' + end.firstLine() + '"';
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
