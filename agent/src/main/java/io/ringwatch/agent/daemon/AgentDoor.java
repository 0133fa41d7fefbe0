package io.ringwatch.agent.daemon;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.drivers.Fences;
import io.ringwatch.agent.drivers.Originals;
import io.ringwatch.agent.systemlog.EventLog;
import io.ringwatch.member.Command;
import io.ringwatch.member.MemberView;
import io.ringwatch.member.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a running agent offers to whoever asks it locally. All methods may be called on any thread.
 */
public interface AgentDoor {
    /** The ring file that this agent runs with. */
    RingConfig config();

    /** Own number, {@link io.ringwatch.ring.Ring#WITNESS} for the witness. */
    int self();

    /** Identifies this boot of the machine. */
    long bootId();

    /** Both clocks as the member reads them; monotonic times in views are of this clock. */
    Moment now();

    /** UNIX time of the agent's start, milliseconds. */
    long startedWallMs();

    /**
     * What the member knows now, asked on its own thread.
     *
     * @return empty if it does not answer within {@link #VIEW_LIMIT}: the agent is stalled or stops
     */
    Optional<MemberView> view();

    /** Longest wait for a view. */
    Duration VIEW_LIMIT = Duration.ofSeconds(2);

    /**
     * Gives the member a command and waits for its answer.
     *
     * @param limit longest wait; the command is not withdrawn when it ends
     */
    CommandAnswer command(Command command, Duration limit);

    /** The recent events. */
    EventLog events();

    /** What is wrong with the agent's own means (connections, disks), a line each, for people. */
    default List<String> problems() {
        return List.of();
    }

    /** What each power fence said last. */
    default List<Fences.Word> fences() {
        return List.of();
    }

    /** The suspended original servers of this host, if it has any. */
    default Optional<Originals> originals() {
        return Optional.empty();
    }

    /** Counters and gauges by name; names end in their unit. */
    Map<String, Long> counters();
}
