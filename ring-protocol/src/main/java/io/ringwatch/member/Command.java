package io.ringwatch.member;

import java.util.List;

/**
 * What an operator asks of any member.
 *
 * @param kind what
 * @param servers to whom, by number
 * @param untilMs of {@link Kind#MAINTAIN}: UNIX time in milliseconds, 0 to end it; else 0
 */
public record Command(Kind kind, List<Integer> servers, long untilMs) {
    /** Longest maintenance, milliseconds: what nobody is to replace for longer is no server. */
    public static final long MAINTAIN_MAX_MS = 30L * 86_400_000;

    public Command {
        servers = List.copyOf(servers);
    }

    public Command(Kind kind, List<Integer> servers) {
        this(kind, servers, 0);
    }

    /** The commands. */
    public enum Kind {
        /** Put the flag on these servers. */
        START,
        /** Take the flag from these servers: they leave the group and park their VIPs. */
        STOP,
        /** Planned switch-over of one server's function to a virtual server. */
        MOVE,
        /** Hand a moved server's function back to it. */
        MOVE_BACK,
        /** Try to recover a server that was given up. */
        RECOVER,
        /** These servers are off: a person says so, and it counts as proof. */
        CONFIRM_DEAD,
        /** People work on these servers: nothing is taken over from them until a time. */
        MAINTAIN
    }
}
