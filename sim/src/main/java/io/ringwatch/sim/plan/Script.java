package io.ringwatch.sim.plan;

import io.ringwatch.ring.Ring;
import io.ringwatch.sim.plan.Fault.Kind;
import java.util.List;

/**
 * Where the faults of an episode are written down. Lengths go by the lease, since what is decided
 * late, granted twice or forgotten matters for as long as a lease.
 */
final class Script {
    private final Chance chance;
    private final Troubles.Sink sink;
    private final long leaseNs;

    Script(Chance chance, Ring ring, Troubles.Sink sink) {
        this.chance = chance;
        this.sink = sink;
        this.leaseNs = ring.timing().leaseNs();
    }

    Chance chance() {
        return chance;
    }

    void add(long atNs, Kind kind, String... args) {
        sink.add(atNs, kind, args);
    }

    /** This breaks, and then what ends it. */
    void between(long atNs, long untilNs, Kind kind, String names) {
        add(atNs, kind, names);
        for (Fault ending : Endings.of(kind, names)) {
            add(untilNs, ending.kind(), ending.args().toArray(String[]::new));
        }
    }

    /** Messages of this kind are lost, with so many per cent at least. */
    void mute(String kind, long atNs, long untilNs, int percentMin) {
        mute(kind, atNs, untilNs, percentMin, 100);
    }

    void mute(String kind, long atNs, long untilNs, int percentMin, int percentMax) {
        int percent = percentMin + chance.below(percentMax + 1 - percentMin);
        add(atNs, Kind.MUTE, kind, String.valueOf(percent));
        add(untilNs, Kind.MUTE, kind, "0");
    }

    void crash(String name, long atNs, long untilNs) {
        add(atNs, Kind.CRASH, name);
        add(untilNs, Kind.POWER_ON, name);
    }

    void command(long atNs, String by, String command, String name) {
        add(atNs, Kind.COMMAND, by, command, name);
    }

    /** So many leases, nanoseconds. */
    long leases(double least, double most) {
        return chance.within(new Span((long) (least * leaseNs), (long) (most * leaseNs)));
    }

    /** So many milliseconds, as nanoseconds. */
    long ms(long least, long most) {
        return chance.within(Span.ms(least, most));
    }

    Kind of(Kind... kinds) {
        return chance.oneOf(List.of(kinds));
    }
}
