package io.ringwatch.agent.flight;

import io.ringwatch.member.Effect;
import java.util.Set;

/** The effects that a record keeps whole, because they explain what was decided, and are few. */
final class Kept {
    private static final Set<Class<? extends Effect>> TYPES =
            Set.of(
                    Effect.Log.class,
                    Effect.Tell.class,
                    Effect.ExamineNetwork.class,
                    Effect.ExamineServices.class,
                    Effect.Fence.class,
                    Effect.Wake.class,
                    Effect.RestartServer.class,
                    Effect.RestartService.class,
                    Effect.PrepareGuest.class,
                    Effect.SuspendGuest.class,
                    Effect.Answer.class);

    private Kept() {}

    static boolean isKept(Effect effect) {
        return TYPES.contains(effect.getClass());
    }
}
