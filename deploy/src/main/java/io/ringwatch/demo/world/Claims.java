package io.ringwatch.demo.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who claims which VIP until when, as a wire would see it: claims expire by themselves, a machine
 * that is off claims nothing, and the time in which two machines claim one VIP is counted. It does
 * not decide who is right: the newest claimant is forwarded to, as the last announcement would be.
 *
 * <p>All times are of the monotonic clock, nanoseconds. Not safe for use by several threads.
 */
final class Claims {
    /** An end that never comes: a parked VIP. */
    static final long NEVER = Long.MAX_VALUE;

    /**
     * A claim.
     *
     * @param machine who
     * @param target address to forward to
     * @param untilNs when it ends by itself
     */
    record Claim(int machine, String target, long untilNs) {}

    /** What became of a claim. */
    enum Outcome {
        /** New. */
        CLAIMED,
        /** Held already by that machine, with the same target; it has a new end. */
        RENEWED,
        /** Another machine holds it, and the claimant asked to look first: not claimed. */
        CONFLICT,
        /** Its end has passed already, or the machine is off: not claimed. */
        VOID
    }

    private static final class Vip {
        private final LinkedHashMap<Integer, Claim> claims = new LinkedHashMap<>();
        private long seenNs;
        private long dualNs;

        /** Counts up to now, and drops what has ended. */
        void advance(long nowNs) {
            if (claims.size() > 1) {
                List<Long> ends = new ArrayList<>();
                claims.values().forEach(c -> ends.add(c.untilNs()));
                ends.sort(null);
                long secondLastNs = ends.get(ends.size() - 2);
                dualNs += Math.max(0, Math.min(nowNs, secondLastNs) - seenNs);
            }
            seenNs = nowNs;
            claims.values().removeIf(c -> c.untilNs() <= nowNs);
        }

        @Nullable Claim newest() {
            Claim newest = null;
            for (Claim claim : claims.values()) {
                newest = claim;
            }
            return newest;
        }
    }

    private final Map<Integer, Vip> vips = new HashMap<>();
    private final Set<Integer> off = new HashSet<>();

    /**
     * Claims the VIP of a server.
     *
     * @param server whose VIP
     * @param claim the claim
     * @param probe whether to look first whether another machine holds it
     */
    Outcome claim(int server, Claim claim, boolean probe, long nowNs) {
        Vip vip = vip(server, nowNs);
        if (off.contains(claim.machine()) || claim.untilNs() <= nowNs) {
            return Outcome.VOID;
        }
        Claim held = vip.claims.get(claim.machine());
        if (held != null && held.target().equals(claim.target())) {
            vip.claims.replace(claim.machine(), claim);
            return Outcome.RENEWED;
        }
        if (probe && vip.claims.keySet().stream().anyMatch(m -> m != claim.machine())) {
            return Outcome.CONFLICT;
        }
        vip.claims.remove(claim.machine());
        vip.claims.put(claim.machine(), claim);
        return Outcome.CLAIMED;
    }

    /** Gives up what a machine claims of a server's VIP, if it does. */
    void drop(int server, int machine, long nowNs) {
        vip(server, nowNs).claims.remove(machine);
    }

    /** A machine is off: its claims end now. */
    void turnedOff(int machine, long nowNs) {
        off.add(machine);
        for (int server : List.copyOf(vips.keySet())) {
            drop(server, machine, nowNs);
        }
    }

    /** A machine is on again; it claims nothing yet. */
    void turnedOn(int machine) {
        off.remove(machine);
    }

    /** Servers whose VIPs a machine claims. */
    Set<Integer> claimedBy(int machine, long nowNs) {
        var servers = new HashSet<Integer>();
        for (int server : List.copyOf(vips.keySet())) {
            if (vip(server, nowNs).claims.containsKey(machine)) {
                servers.add(server);
            }
        }
        return servers;
    }

    /** The claim that the wire follows. */
    Optional<Claim> followed(int server, long nowNs) {
        return Optional.ofNullable(vip(server, nowNs).newest());
    }

    /** All machines that claim a server's VIP, the newest last. */
    List<Integer> holders(int server, long nowNs) {
        return List.copyOf(vip(server, nowNs).claims.keySet());
    }

    /** Time in which two or more machines claimed one VIP, summed over the VIPs. */
    long dualNs(long nowNs) {
        long sumNs = 0;
        for (int server : List.copyOf(vips.keySet())) {
            sumNs += vip(server, nowNs).dualNs;
        }
        return sumNs;
    }

    /** When the next claim ends by itself, {@link #NEVER} if none does. */
    long nextEndNs() {
        long nextNs = NEVER;
        for (Vip vip : vips.values()) {
            for (Claim claim : vip.claims.values()) {
                nextNs = Math.min(nextNs, claim.untilNs());
            }
        }
        return nextNs;
    }

    private Vip vip(int server, long nowNs) {
        Vip vip = vips.computeIfAbsent(server, s -> new Vip());
        vip.advance(nowNs);
        return vip;
    }
}
