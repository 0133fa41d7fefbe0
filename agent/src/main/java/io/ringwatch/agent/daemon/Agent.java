package io.ringwatch.agent.daemon;

import io.ringwatch.agent.clock.BootClock;
import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.drivers.Fences;
import io.ringwatch.agent.drivers.Originals;
import io.ringwatch.agent.metrics.Counters;
import io.ringwatch.agent.systemlog.EventLog;
import io.ringwatch.member.Command;
import io.ringwatch.member.MemberView;
import io.ringwatch.member.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running agent. */
public final class Agent implements AgentDoor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

    private final AgentOptions options;
    private final long bootId;
    private final Moment started;
    private final BootClock clock;
    private final DutyCycle cycle;
    private final Commands commands;
    private final EventLog events;
    private final Counters counters;
    private final Supplier<List<String>> problems;
    private final Fences fences;
    private final Optional<Originals> originals;
    private final CloseStack parts;

    Agent(
            AgentOptions options,
            long bootId,
            BootClock clock,
            DutyCycle cycle,
            Talk talk,
            CloseStack parts) {
        this.options = options;
        this.bootId = bootId;
        this.clock = clock;
        this.started = clock.now();
        this.cycle = cycle;
        this.commands = talk.commands();
        this.events = talk.events();
        this.counters = talk.counters();
        this.problems = talk.problems();
        this.fences = talk.fences();
        this.originals = talk.originals();
        this.parts = parts;
    }

    /**
     * Starts an agent; the process ends if its member fails.
     *
     * @throws AgentStartException if it cannot start; nothing of it is left running
     */
    public static Agent start(AgentOptions options) throws AgentStartException {
        return AgentAssembly.start(options, new Halt(), StoredDisks::open);
    }

    @Override
    public RingConfig config() {
        return options.config();
    }

    @Override
    public int self() {
        return options.self();
    }

    @Override
    public long bootId() {
        return bootId;
    }

    @Override
    public Moment now() {
        return clock.now();
    }

    @Override
    public long startedWallMs() {
        return started.wallMs();
    }

    @Override
    public Optional<MemberView> view() {
        return cycle.view(VIEW_LIMIT);
    }

    @Override
    public CommandAnswer command(Command command, Duration limit) {
        return commands.ask(command, limit);
    }

    @Override
    public EventLog events() {
        return events;
    }

    @Override
    public List<String> problems() {
        return problems.get();
    }

    @Override
    public List<Fences.Word> fences() {
        return fences.words();
    }

    @Override
    public Optional<Originals> originals() {
        return originals;
    }

    @Override
    public Map<String, Long> counters() {
        var values = new TreeMap<>(counters.snapshot());
        view().ifPresent(view -> values.put("lease.left.ms", view.leaseMs()));
        values.put("up.ms", (clock.now().monoNs() - started.monoNs()) / 1_000_000L);
        return values;
    }

    /**
     * Ends the agent. VIPs are not dropped: whoever keeps the time of their leases lets go of them
     * when it is over, and an agent that is only started again takes them up before.
     */
    @Override
    public void close() {
        LOG.info("agent stops");
        parts.close();
    }

    /** How others talk with the member. */
    record Talk(
            Commands commands,
            EventLog events,
            Counters counters,
            Supplier<List<String>> problems,
            Fences fences,
            Optional<Originals> originals) {}
}
