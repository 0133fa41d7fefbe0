package io.ringwatch.agent.drivers;

import io.ringwatch.member.Effect;
import java.util.List;

/** Holds and drops virtual IP addresses. */
public interface Vips {
    /**
     * From now on exactly these may be held, each until its monotonic time; whoever keeps time
     * (kernel, switch) lets go of it then without this process. Called at every lease renewal: must
     * not block. Newly held ones are probed for a conflict, claimed and announced in the
     * background, and those no longer named are dropped; the listener is told.
     *
     * @param op operation of this list, higher than those before
     * @param holds all that may be held
     */
    void hold(long op, List<Effect.Hold> holds);

    /** Announces held VIPs again. Must not block. */
    void announce(List<Integer> servers);
}
