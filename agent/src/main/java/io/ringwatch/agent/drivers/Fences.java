package io.ringwatch.agent.drivers;

import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Power fences. All methods may be called on any thread that may block. */
public interface Fences {
    /**
     * Carries out the action and answers with the status confirmed afterwards; FAILED has its
     * reason in the detail.
     */
    Result fence(int server, Effect.Power action, Duration limit);

    /**
     * Asks every fence of a server for its status, once; {@link #words} tells what they say.
     *
     * @return whether any of them says off
     */
    default boolean examine(int server, Duration limit) {
        return false;
    }

    /**
     * The server certainly lived when its fences were last asked: those that said off then lie, and
     * their off proves nothing until they have said on.
     */
    default void contradict(int server) {}

    /** What each fence said last, by server and level. */
    default List<Word> words() {
        return List.of();
    }

    record Result(Input.FenceStatus status, String detail) {}

    /**
     * What a fence said last.
     *
     * @param server the server that it is to prove off
     * @param level its level, from 1
     * @param agent its executable
     * @param action what it was asked for; {@code null} if nothing was asked yet
     * @param status what came of it; {@code null} likewise
     * @param detail in its own words, empty if nothing was asked yet
     * @param askedWallMs when, UNIX milliseconds, 0 if nothing was asked yet
     * @param trouble why it may not prove the server off, empty if nothing speaks against that
     */
    record Word(
            int server,
            int level,
            String agent,
            Effect.@Nullable Power action,
            Input.@Nullable FenceStatus status,
            String detail,
            long askedWallMs,
            String trouble) {}
}
