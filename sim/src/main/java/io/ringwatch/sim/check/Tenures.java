package io.ringwatch.sim.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Who answered for which VIPs, and when. */
public final class Tenures {
    private final Map<Integer, List<Tenure>> byServer = new TreeMap<>();

    /**
     * One time during which the VIPs of a server were up on a machine.
     *
     * @param holder number of the machine
     * @param fromNs since when, virtual time
     * @param untilNs until when, {@link Long#MAX_VALUE} while they still are
     */
    public record Tenure(int holder, long fromNs, long untilNs) {
        boolean isOpen() {
            return untilNs == Long.MAX_VALUE;
        }
    }

    void begin(int server, int holder, long nowNs) {
        byServer.computeIfAbsent(server, s -> new ArrayList<>())
                .add(new Tenure(holder, nowNs, Long.MAX_VALUE));
    }

    void end(int server, int holder, long nowNs) {
        List<Tenure> all = byServer.getOrDefault(server, List.of());
        for (int i = all.size() - 1; i >= 0; i--) {
            Tenure tenure = all.get(i);
            if (tenure.holder() == holder && tenure.isOpen()) {
                all.set(i, new Tenure(holder, tenure.fromNs(), nowNs));
                return;
            }
        }
    }

    /** Every time during which the VIPs of this server were up, by their beginning. */
    public List<Tenure> of(int server) {
        return List.copyOf(byServer.getOrDefault(server, List.of()));
    }

    /** Which machine answers for the VIPs of this server; the one that claimed last, if two do. */
    public OptionalInt holderOf(int server) {
        List<Tenure> all = byServer.getOrDefault(server, List.of());
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).isOpen()) {
                return OptionalInt.of(all.get(i).holder());
            }
        }
        return OptionalInt.empty();
    }

    /** Whether this machine answers for the VIPs of this server. */
    boolean holds(int server, int machine) {
        return holdersOf(server).contains(machine);
    }

    /** All machines that answer for the VIPs of this server now. */
    public List<Integer> holdersOf(int server) {
        return byServer.getOrDefault(server, List.of()).stream()
                .filter(Tenure::isOpen)
                .map(Tenure::holder)
                .toList();
    }

    /** The servers for whose VIPs two machines or more answer now. */
    List<Integer> heldTwice() {
        return byServer.keySet().stream().filter(s -> holdersOf(s).size() > 1).toList();
    }

    /**
     * The longest time, nanoseconds, for which nobody answered after somebody had first done so.
     */
    public long longestGapNs(int server, long nowNs) {
        long longest = 0;
        long upUntil = Long.MAX_VALUE;
        for (Tenure tenure : of(server)) {
            if (upUntil != Long.MAX_VALUE) {
                longest = Math.max(longest, tenure.fromNs() - upUntil);
                upUntil = Math.max(upUntil, tenure.untilNs());
            } else {
                upUntil = tenure.untilNs();
            }
        }
        return upUntil == Long.MAX_VALUE ? longest : Math.max(longest, nowNs - upUntil);
    }

    /**
     * The time, nanoseconds, for which two machines or more answered for the VIPs of this server.
     */
    public long heldTwiceNs(int server, long nowNs) {
        long sum = 0;
        long upUntil = 0;
        for (Tenure tenure : of(server)) {
            long end = Math.min(tenure.untilNs(), nowNs);
            sum += Math.max(0, Math.min(end, upUntil) - tenure.fromNs());
            upUntil = Math.max(upUntil, end);
        }
        return sum;
    }
}
