package io.ringwatch.demo.world;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The claims and the gateways, for all threads of the switch. */
final class Wiring {
    private final Claims claims = new Claims();
    private final Set<Integer> gatewayLost = new HashSet<>();
    private Runnable changed = () -> {};

    /** Sets whom to tell when the way of a VIP may have changed. */
    synchronized void onChange(Runnable listener) {
        changed = listener;
    }

    /**
     * What a machine claims from now on, all of it.
     *
     * @param machine who
     * @param holds what
     * @param probe whether to look first whether another machine holds it
     * @return what to tell the machine, one line each
     */
    synchronized List<String> hold(int machine, List<Hold> holds, boolean probe) {
        long nowNs = System.nanoTime();
        var news = new ArrayList<String>();
        Set<Integer> dropped = claims.claimedBy(machine, nowNs);
        for (Hold hold : holds) {
            dropped.remove(hold.server());
            var claim = new Claims.Claim(machine, hold.target(), hold.untilNs());
            switch (claims.claim(hold.server(), claim, probe, nowNs)) {
                case CLAIMED -> news.add("CLAIMED " + hold.server());
                case CONFLICT ->
                        news.add(
                                "CONFLICT "
                                        + hold.server()
                                        + " held by "
                                        + claims.holders(hold.server(), nowNs));
                case RENEWED, VOID -> {
                    // Nothing new: a late claim has ended before it began.
                }
            }
        }
        for (int server : dropped) {
            claims.drop(server, machine, nowNs);
        }
        changed.run();
        return news;
    }

    /**
     * A hold that a machine asks for.
     *
     * @param server whose VIP
     * @param target address to forward to
     * @param untilNs when it ends by itself
     */
    record Hold(int server, String target, long untilNs) {}

    synchronized void turnedOff(int machine) {
        claims.turnedOff(machine, System.nanoTime());
        changed.run();
    }

    synchronized void turnedOn(int machine) {
        claims.turnedOn(machine);
    }

    synchronized void gateway(int machine, boolean lost) {
        if (lost) {
            gatewayLost.add(machine);
        } else {
            gatewayLost.remove(machine);
        }
        changed.run();
    }

    synchronized boolean gatewayAnswers(int machine) {
        return !gatewayLost.contains(machine);
    }

    /**
     * Where a connection to a VIP goes now.
     *
     * @param server whose VIP
     * @param fromClient whether it comes through the gateway
     */
    synchronized Optional<Claims.Claim> way(int server, boolean fromClient) {
        Optional<Claims.Claim> claim = claims.followed(server, System.nanoTime());
        return claim.filter(c -> !fromClient || gatewayAnswers(c.machine()));
    }

    synchronized List<Integer> holders(int server) {
        return claims.holders(server, System.nanoTime());
    }

    synchronized long dualMs() {
        // A part of a millisecond counts as one: no overlap may be rounded away.
        return (claims.dualNs(System.nanoTime()) + 999_999L) / 1_000_000L;
    }

    synchronized long nextEndNs() {
        return claims.nextEndNs();
    }
}
