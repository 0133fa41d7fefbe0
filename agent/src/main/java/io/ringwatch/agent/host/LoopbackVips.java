package io.ringwatch.agent.host;

import io.ringwatch.agent.drivers.DriverListener;
import io.ringwatch.agent.drivers.Vips;
import io.ringwatch.member.Effect;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * VIPs of 127.0.0.0/8, which every Linux machine answers at without being told to: only the member
 * has to be. For rings of agents on one machine.
 */
final class LoopbackVips implements Vips {
    private final DriverListener listener;
    private Set<Integer> held = Set.of();

    LoopbackVips(DriverListener listener) {
        this.listener = listener;
    }

    @Override
    public void hold(long op, List<Effect.Hold> holds) {
        var now = new TreeSet<Integer>();
        holds.stream().filter(h -> !h.virtual()).forEach(h -> now.add(h.server()));
        Set<Integer> before;
        synchronized (this) {
            before = held;
            held = now;
        }
        before.stream().filter(s -> !now.contains(s)).forEach(s -> listener.vipDropped(s, op));
        now.stream().filter(s -> !before.contains(s)).forEach(listener::vipClaimed);
    }

    @Override
    public void announce(List<Integer> servers) {
        // Nobody keeps another machine's address for them.
    }
}
