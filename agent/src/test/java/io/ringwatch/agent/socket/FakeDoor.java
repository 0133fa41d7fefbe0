package io.ringwatch.agent.socket;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.daemon.AgentDoor;
import io.ringwatch.agent.daemon.CommandAnswer;
import io.ringwatch.agent.drivers.Fences;
import io.ringwatch.agent.status.Views;
import io.ringwatch.agent.systemlog.EventLog;
import io.ringwatch.member.Command;
import io.ringwatch.member.MemberView;
import io.ringwatch.member.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An agent that only has a door. */
public final class FakeDoor implements AgentDoor {
    /** What it was commanded. */
    public final List<Command> commands = new CopyOnWriteArrayList<>();

    /** What it answers. */
    public volatile CommandAnswer answer =
            new CommandAnswer(CommandAnswer.Outcome.DONE, "as you wish");

    /** What it knows. */
    public volatile Optional<MemberView> view = Optional.of(Views.troubled());

    /** What its fences said. */
    public volatile List<Fences.Word> fences = List.of();

    private final RingConfig config = Views.config();
    private final EventLog events = new EventLog();

    @Override
    public RingConfig config() {
        return config;
    }

    @Override
    public int self() {
        return 1;
    }

    @Override
    public long bootId() {
        return 9;
    }

    @Override
    public Moment now() {
        return Views.NOW;
    }

    @Override
    public long startedWallMs() {
        return Views.NOW.wallMs() - 60_000;
    }

    @Override
    public Optional<MemberView> view() {
        return view;
    }

    @Override
    public CommandAnswer command(Command command, Duration limit) {
        commands.add(command);
        return answer;
    }

    @Override
    public EventLog events() {
        return events;
    }

    @Override
    public List<Fences.Word> fences() {
        return fences;
    }

    @Override
    public Map<String, Long> counters() {
        return Map.of("lease.left.ms", 2760L);
    }
}
