package io.ringwatch.agent.daemon;

import io.ringwatch.agent.clock.BootClock;
import io.ringwatch.agent.clock.ClockCheck;
import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.drivers.Drivers;
import io.ringwatch.agent.flag.FlagFile;
import io.ringwatch.agent.flight.FlightRecorder;
import io.ringwatch.agent.load.LoadSampler;
import io.ringwatch.agent.metrics.Counters;
import io.ringwatch.agent.systemlog.EventLog;
import io.ringwatch.agent.systemlog.SystemLog;
import io.ringwatch.member.Boot;
import io.ringwatch.member.Event;
import io.ringwatch.member.Input;
import io.ringwatch.member.RingMember;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts an agent together, from its lock to its peers. */
final class AgentAssembly {
    /** Every service of a large server at once, and the examinations of some others. */
    private static final int EXAMINE_THREADS_MAX = 24;

    /** Guests of several failed servers, their fences, and a few drivers that hang. */
    private static final int DRIVE_THREADS_MAX = 16;

    private static final int QUEUE_MAX = 256;

    /** Four measurements per monitoring interval, so that the prediction has something to go by. */
    private static final int SAMPLES_PER_INTERVAL = 4;

    private static final Logger LOG = LoggerFactory.getLogger(AgentAssembly.class);

    private final AgentOptions options;
    private final RingConfig config;
    private final Halt halt;
    private final Disks.Opener opener;
    private final CloseStack parts = new CloseStack();
    private final Counters counters = new Counters();
    private final BootClock clock = new BootClock();
    private final InputGate member = new InputGate();

    private AgentAssembly(AgentOptions options, Halt halt, Disks.Opener opener) {
        this.options = options;
        this.config = options.config();
        this.halt = halt;
        this.opener = opener;
    }

    static Agent start(AgentOptions options, Halt halt, Disks.Opener opener)
            throws AgentStartException {
        var assembly = new AgentAssembly(options, halt, opener);
        try {
            return assembly.assemble();
        } catch (IOException e) {
            assembly.parts.close();
            throw new AgentStartException(ExitCode.NOT_STARTED, String.valueOf(e.getMessage()), e);
        } catch (AgentStartException e) {
            assembly.parts.close();
            throw e;
        }
    }

    private Agent assemble() throws IOException, AgentStartException {
        Files.createDirectories(options.runDirectory());
        Files.createDirectories(options.flightDirectory());
        parts.add(StateLock.acquire(options.lock()));
        long bootId = BootId.read(options.bootId());
        BootId.cleanAfterBoot(
                options.bootMarker(),
                bootId,
                List.of(options.flagFile(), options.files(), options.socket()));
        var disks = parts.add(opener.open(options));
        boolean flag = Files.exists(options.flagFile());
        var boot =
                new Boot(
                        bootId,
                        drawIdentity(),
                        disks.vote().orElse(null),
                        disks.files().orElse(null),
                        flag,
                        RulesOff.read());
        return run(boot, disks);
    }

    private Agent run(Boot boot, Disks disks) throws IOException, AgentStartException {
        var systemLog = parts.add(new SystemLog(options.systemLog(), ZoneId.systemDefault()));
        var events = new EventLog();
        RulesOff.warn(boot.off(), events, options.self());
        var commands = new Commands(member::put);
        FlightRecorder recorder = record(boot, events.lastSeq());
        var timer = timer();
        Drivers drivers = parts.add(DriverChoice.create(options, member));
        var examine = work("examine", EXAMINE_THREADS_MAX, timer);
        var drive = work("drive", DRIVE_THREADS_MAX, timer);
        var storages = storages(boot.flag(), disks);
        var peers = parts.add(new PeerLink(config, options.self(), member, counters));
        var driver =
                new EffectDriver(
                        options.self(),
                        member,
                        peers,
                        storages,
                        new Examiner(
                                config,
                                options.self(),
                                new Examiner.Means(drivers.network(), drivers.services()),
                                examine,
                                member),
                        new DriverWork(drivers, drive, clock, guestLimit(), member),
                        new EffectDriver.Told(commands, systemLog, events, this::count));
        var cycle =
                new DutyCycle(
                        MemberCore.of(new RingMember(config.ring(), options.self(), boot)),
                        clock,
                        new CarriedOut(driver, recorder),
                        halt,
                        counters);
        member.open(cycle);
        parts.add(cycle);
        cycle.start();
        peers.start();
        measure(timer, examine, drivers);
        watchFences(timer, drivers, cycle, systemLog);
        LOG.info(
                "agent of {} started: boot {}, {}, {}",
                config.ring().nameOf(options.self()),
                Long.toHexString(boot.bootId()),
                disks.vote().isPresent() ? "vote record" : "no vote record: a new identity",
                config.ring().timing());
        return new Agent(
                options,
                boot.bootId(),
                clock,
                cycle,
                new Agent.Talk(
                        commands,
                        events,
                        counters,
                        () -> problems(disks, peers, drivers),
                        drivers.fences(),
                        drivers.virtualServers().originals()),
                parts);
    }

    private EffectDriver.Storages storages(boolean flagThere, Disks disks) throws IOException {
        var flagFile =
                parts.add(
                        new FlagFile(
                                options.flagFile(),
                                flagThere,
                                there -> member.accept(new Input.FlagSeen(there))));
        return new EffectDriver.Storages(
                parts.add(new VoteStorage(disks, member, counters)),
                parts.add(new MemoryStorage(new RunDirectory(disks, flagFile), counters)));
    }

    private static List<String> problems(Disks disks, PeerLink peers, Drivers drivers) {
        var problems = new ArrayList<>(disks.problems());
        problems.addAll(peers.problems());
        problems.addAll(drivers.problems());
        return problems;
    }

    /** The record of what happens is not worth the service itself: an agent also runs without. */
    private @Nullable FlightRecorder record(Boot boot, long events) {
        try {
            var recorder =
                    parts.add(
                            new FlightRecorder(
                                    options.flightDirectory(),
                                    clock.now().wallMs(),
                                    config.ring(),
                                    options.self(),
                                    boot,
                                    events));
            counters.gauge("flight.dropped.count", recorder::dropped);
            halt.flushFirst(recorder::close);
            link();
            return recorder;
        } catch (IOException e) {
            LOG.error("no flight record: {}", e.getMessage());
            return null;
        }
    }

    /** Without it commands have to be told where the record is, which goes on all the same. */
    private void link() {
        try {
            Files.deleteIfExists(options.flightLink());
            Files.createSymbolicLink(
                    options.flightLink(), options.flightDirectory().toAbsolutePath());
        } catch (IOException e) {
            LOG.warn("no link to the flight record: {}", e.toString());
        }
    }

    private ScheduledThreadPoolExecutor timer() {
        var timer =
                new ScheduledThreadPoolExecutor(
                        1,
                        task -> {
                            var thread = new Thread(task, "deadlines");
                            thread.setDaemon(true);
                            return thread;
                        });
        timer.setRemoveOnCancelPolicy(true);
        parts.add(timer::shutdownNow);
        return timer;
    }

    private BlockingWork work(String name, int threadsMax, ScheduledThreadPoolExecutor timer) {
        return parts.add(new BlockingWork(name, threadsMax, QUEUE_MAX, timer, counters));
    }

    private void measure(ScheduledThreadPoolExecutor timer, BlockingWork work, Drivers drivers) {
        Timing timing = config.ring().timing();
        Duration interval = Duration.ofNanos(timing.intervalNs());
        var clockCheck = new ClockCheck(clock.now(), interval);
        Periodic.every(interval, timer, work, soft("clock check", () -> trust(clockCheck)));
        if (options.self() != Ring.WITNESS) {
            var sampler = LoadOptions.sampler(config, options.self());
            Periodic.every(
                    interval.dividedBy(SAMPLES_PER_INTERVAL),
                    timer,
                    work,
                    soft("load sample", () -> sample(sampler, drivers)));
        }
    }

    /** On a thread of its own: a fence that hangs keeps nothing else waiting. */
    private void watchFences(
            ScheduledThreadPoolExecutor timer,
            Drivers drivers,
            DutyCycle cycle,
            SystemLog systemLog) {
        var watch =
                new FenceWatch(
                        config,
                        options.self(),
                        drivers.fences(),
                        () -> cycle.view(AgentDoor.VIEW_LIMIT),
                        line -> systemLog.line(clock.now().wallMs(), line));
        Periodic.every(
                FenceWatch.STEP,
                timer,
                work("fence", 1, timer),
                new BlockingWork.Piece<>(
                        "examination of a fence",
                        watch.limit(),
                        watch::step,
                        reason -> false,
                        done -> {}));
    }

    private Optional<Input> trust(ClockCheck check) {
        return Optional.of(check.check(clock.now()));
    }

    private Optional<Input> sample(LoadSampler sampler, Drivers drivers) {
        return sampler.sample(clock.now().monoNs(), drivers.reservedKb())
                .map(sample -> new Input.LoadSampled(sample, drivers.proceduresDigest()));
    }

    private BlockingWork.Piece<Optional<Input>> soft(
            String name, BlockingWork.Work<Optional<Input>> work) {
        return new BlockingWork.Piece<>(
                name,
                Duration.ofSeconds(2),
                work,
                reason -> Optional.empty(),
                input -> input.ifPresent(member));
    }

    private Duration guestLimit() {
        return Duration.ofNanos(config.ring().timing().guestLimitNs());
    }

    private void count(Event.Kind kind) {
        counters.counter("event." + kind.name().toLowerCase(Locale.ROOT) + ".count").one();
    }

    private static long drawIdentity() {
        long identity = new SecureRandom().nextLong();
        return identity == 0 ? 1 : identity;
    }

    /**
     * The way to the member, which is the last to be there: what comes before, a flag that appears
     * while the agent starts, waits for it.
     */
    private static final class InputGate implements Consumer<Input> {
        private static final int EARLY_MAX = 64;

        private final List<Input> early = new ArrayList<>();
        private volatile @Nullable DutyCycle cycle;

        synchronized void open(DutyCycle opened) {
            early.forEach(opened::put);
            early.clear();
            cycle = opened;
        }

        boolean put(Input input) {
            DutyCycle open = cycle;
            return open == null ? keep(input) : open.put(input);
        }

        private synchronized boolean keep(Input input) {
            DutyCycle open = cycle;
            if (open != null) {
                return open.put(input);
            }
            if (early.size() == EARLY_MAX) {
                LOG.warn("more than {} inputs before the start: {}", EARLY_MAX, input);
                return false;
            }
            return early.add(input);
        }

        @Override
        public void accept(Input input) {
            put(input);
        }
    }
}
