package io.ringwatch.agent.host;

import io.ringwatch.agent.drivers.Vips;
import io.ringwatch.member.Effect;
import java.util.List;

/** The witness, which serves nobody. */
final class NoVips implements Vips {
    @Override
    public void hold(long op, List<Effect.Hold> holds) {
        // It is told to hold none.
    }

    @Override
    public void announce(List<Integer> servers) {
        // Nothing is held.
    }
}
