package io.ringwatch.agent.power;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.config.RingConfig.FenceConfig;
import io.ringwatch.agent.config.RingConfig.FenceLevel;
import io.ringwatch.agent.config.RingConfig.Machine;
import io.ringwatch.agent.drivers.Fences;
import io.ringwatch.agent.status.Spans;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input.FenceStatus;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
    private final Map<Integer, List<Level>> levels = new LinkedHashMap<>();
    private final Consumer<String> retried;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Fences of an agent: what has to be tried again is told in its log. */
    public FenceAgents(RingConfig config) {
        this(config, RETRY, LOG::warn);
    }

    /**
     * @param retried told of what was not as wanted and is tried again
     */
    public FenceAgents(RingConfig config, Consumer<String> retried) {
        this(config, RETRY, retried);
    }

    FenceAgents(RingConfig config, Duration retry) {
        this(config, retry, LOG::warn);
    }

    private FenceAgents(RingConfig config, Duration retry, Consumer<String> retried) {
        this.config = config;
        this.retry = retry;
        this.retried = retried;
        for (Machine machine : config.machines()) {
            var all = new ArrayList<Level>();
            for (FenceLevel level : machine.fences()) {
                int number = all.size() + 1;
                all.add(
                        new Level(
                                level.devices().stream()
                                        .map(d -> device(machine, number, d))
                                        .toList()));
            }
            levels.put(machine.number(), List.copyOf(all));
        }
    }

    private static FenceDevice device(Machine machine, int level, FenceConfig fence) {
        return new FenceDevice(machine.number(), machine.name(), level, fence);
    }

    @Override
    public Result fence(int server, Effect.Power action, Duration limit) {
        Machine machine = config.machine(server);
        if (machine.fences().isEmpty()) {
            return new Result(FenceStatus.FAILED, machine.name() + " has no fence");
        }
        return new Attempt(machine, System.nanoTime() + limit.toNanos()).carryOut(action);
    }

    @Override
    public boolean examine(int server, Duration limit) {
        List<FenceDevice> devices = devices(server);
        long endNs = System.nanoTime() + limit.toNanos();
        boolean off = false;
        for (int i = 0; i < devices.size(); i++) {
            off |= devices.get(i).examine(Level.share(endNs, devices.size() - i));
        }
        return off;
    }

    @Override
    public void contradict(int server) {
        devices(server).forEach(FenceDevice::contradict);
    }

    @Override
    public List<Word> words() {
        return levels.keySet().stream()
                .flatMap(server -> devices(server).stream())
                .map(FenceDevice::word)
                .toList();
    }

    private List<FenceDevice> devices(int server) {
        return levels.getOrDefault(server, List.of()).stream()
                .flatMap(level -> level.devices().stream())
                .toList();
    }

    /** Fences that may not prove their server off, and why, a line each. */
    public List<String> problems() {
        return words().stream()
                .filter(word -> !word.trouble().isEmpty())
                .map(this::problem)
                .distinct()
                .toList();
    }

    private String problem(Word word) {
        Machine machine = config.machine(word.server());
        String name = "fence of " + machine.name() + ": ";
        if (word.action() == null) {
            boolean several = machine.fences().size() > 1;
            return name
                    + word.trouble()
                    + (several
                            ? ": this server has one level less to prove it off"
                            : ": this server cannot prove it off");
        }
        return name
                + "level "
                + word.level()
                + ", "
                + word.agent()
                + ", "
                + word.trouble()
                + " ("
                + Spans.moment(word.askedWallMs(), ZoneId.systemDefault())
                + ", "
                + word.detail()
                + ")";
    }

    /**
     * A level has said that the machine is on. If it falls silent when the next level has turned
     * the machine off, as a board does that lost its outlet, that ends the doubt; but not where it
     * had said so even then, nor where it had less time to answer than it needs.
     */
    private static final class Doubt {
        private long neededNs;
        private boolean repeated;
    }

    /** One order to a machine's fences, repeated until it is as wanted, or the time is over. */
    private final class Attempt {
        private final String machine;
        private final List<Level> levels;
        private final long deadlineNs;

        /** By level: kept from one try to the next, so no lack of time ends one. */
        private final TreeMap<Integer, Doubt> doubts = new TreeMap<>();

        Attempt(Machine machine, long deadlineNs) {
            this.machine = machine.name();
            this.deadlineNs = deadlineNs;
            levels = FenceAgents.this.levels.getOrDefault(machine.number(), List.of());
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
                retried.accept("fence of " + machine + ": " + action + ": " + found.detail());
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
                Result found = levels.get(i).examine(end(i));
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
            for (int i = 0; i < levels.size(); i++) {
                long beganNs = System.nanoTime();
                Result found = levels.get(i).act(Effect.Power.OFF, end(i));
                details.add(found.detail());
                if (found.status() == FenceStatus.ON) {
                    doubts.computeIfAbsent(i, level -> new Doubt()).neededNs =
                            System.nanoTime() - beganNs;
                } else if (found.status() == FenceStatus.OFF) {
                    doubts.remove(i);
                    return agreed(details);
                }
            }
            return new Result(
                    doubts.isEmpty() ? FenceStatus.FAILED : FenceStatus.ON,
                    String.join("; ", details));
        }

        /** A level says off: those that said on are heard once more. */
        private Result agreed(List<String> details) {
            for (var entry : List.copyOf(doubts.entrySet())) {
                Doubt doubt = entry.getValue();
                int level = entry.getKey();
                long endNs = end(level);
                boolean inTime = endNs - System.nanoTime() >= doubt.neededNs;
                Result again = levels.get(level).status("", endNs);
                doubt.repeated |= again.status() == FenceStatus.ON;
                boolean silenced =
                        again.status() == FenceStatus.FAILED && inTime && !doubt.repeated;
                if (again.status() == FenceStatus.OFF || silenced) {
                    doubts.remove(level);
                } else {
                    details.add("but " + again.detail());
                }
            }
            return new Result(
                    doubts.isEmpty() ? FenceStatus.OFF : FenceStatus.ON,
                    String.join("; ", details));
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
