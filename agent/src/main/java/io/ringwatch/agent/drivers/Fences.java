package io.ringwatch.agent.drivers;

import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import java.time.Duration;

/** Power fences. */
public interface Fences {
    /**
     * Carries out the action and answers with the status confirmed afterwards; FAILED has its
     * reason in the detail.
     */
    Result fence(int server, Effect.Power action, Duration limit);

    record Result(Input.FenceStatus status, String detail) {}
}
