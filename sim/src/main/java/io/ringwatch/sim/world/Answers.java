package io.ringwatch.sim.world;

import io.ringwatch.member.Effect;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Answers to operators' commands, by operation. */
final class Answers {
    private final Map<Long, Effect.Answer> byOp = new HashMap<>();
    private long lastOp;

    long nextOp() {
        return ++lastOp;
    }

    void add(Effect.Answer answer) {
        byOp.put(answer.op(), answer);
    }

    Optional<Effect.Answer> to(long op) {
        return Optional.ofNullable(byOp.get(op));
    }
}
