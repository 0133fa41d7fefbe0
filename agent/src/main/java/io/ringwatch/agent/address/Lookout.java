package io.ringwatch.agent.address;

import io.ringwatch.agent.kernel.KernelException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Asks ahead who has VIPs that this machine may be given soon: its own, and those of the virtual
 * servers that are ready here. So a switch does not wait for the answer. Whoever is known to hold
 * them for the ring is no conflict then: it gives them up before the switch.
 */
final class Lookout {
    /** How often it is to look whom to ask for. */
    static final Duration STEP = Duration.ofMillis(50);

    /** How often the same VIPs are asked for. */
    private static final long PERIOD_NS = 3_000_000_000L;

    /** The same while the answer is none, or not a good one: a switch may be near. */
    private static final long AGAIN_NS = 500_000_000L;

    /** How long an answer counts. */
    private static final long FRESH_NS = 6_000_000_000L;

    private final KernelVips.Parts parts;
    private final int self;
    private final Map<Integer, List<Vip>> vips;
    private final Duration probeTime;
    private final Predicate<String> known;
    private final Executor talk;
    private final Troubles troubles;
    private final Map<Integer, Long> askedAtNs = new HashMap<>();
    private final Map<Integer, Long> clearAtNs = new HashMap<>();

    /**
     * @param self number of this server
     * @param vips the VIPs of each server of the ring, by number
     * @param probeTime how long others are asked
     * @param known hardware addresses of those who may have them, small letters
     * @param talk asks
     */
    Lookout(
            KernelVips.Parts parts,
            int self,
            Map<Integer, List<Vip>> vips,
            Duration probeTime,
            Predicate<String> known,
            Executor talk,
            Troubles troubles) {
        this.parts = parts;
        this.self = self;
        this.vips = vips;
        this.probeTime = probeTime;
        this.known = known;
        this.talk = talk;
        this.troubles = troubles;
    }

    /**
     * Asks for what has not been asked for lately.
     *
     * @param held what is held here already
     */
    void look(IntPredicate held) {
        long nowNs = System.nanoTime();
        Set<Integer> guests = parts.ports().servers();
        for (int server : vips.keySet()) {
            boolean guest = guests.contains(server);
            if (server != self && !guest || held.test(server)) {
                askedAtNs.remove(server);
            } else if (isDue(server, nowNs)) {
                askedAtNs.put(server, nowNs);
                talk.execute(() -> ask(server, guest ? parts.guestWire() : parts.wire()));
            }
        }
    }

    private boolean isDue(int server, long nowNs) {
        Long asked = askedAtNs.get(server);
        return asked == null || nowNs - asked >= (isClear(server, nowNs) ? PERIOD_NS : AGAIN_NS);
    }

    private void ask(int server, Wire wire) {
        long beganNs = System.nanoTime();
        try {
            List<Vip> asked = vips.getOrDefault(server, List.of());
            boolean clear = wire.holderOf(asked, probeTime, known, known).isEmpty();
            troubles.end(Troubles.Kind.PROBE);
            answered(server, clear, beganNs);
        } catch (KernelException e) {
            troubles.begin(Troubles.Kind.PROBE, String.valueOf(e.getMessage()));
        }
    }

    private synchronized void answered(int server, boolean clear, long beganNs) {
        if (clear) {
            clearAtNs.put(server, beganNs);
        } else {
            clearAtNs.remove(server);
        }
    }

    /** Whether nobody but who is known had them a moment ago. */
    synchronized boolean isClear(int server, long nowNs) {
        Long clear = clearAtNs.get(server);
        return clear != null && nowNs - clear < FRESH_NS;
    }
}
