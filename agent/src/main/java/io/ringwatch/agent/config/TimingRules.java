package io.ringwatch.agent.config;

import io.ringwatch.ring.Timing;
import java.util.ArrayList;
import java.util.List;

/** The relations that the timings of a ring must keep (design, section 8). */
final class TimingRules {
    /** The most that a system call can slew a clock, 10 %; more is no clock. */
    static final int RATE_MAX_PPM = 100_000;

    /**
     * A kernel slews a clock by up to 500 ppm in either direction, so two clocks drift apart by
     * twice that.
     */
    static final int RATE_MIN_PPM = 1000;

    /** Asking the council and hearing it takes this long at worst on a healthy local network. */
    static final long ROUND_TRIP_NS = 100_000_000L;

    private static final long MS = 1_000_000L;

    private TimingRules() {}

    /** All relations, in the order in which they are printed. */
    static List<Floor> floors(Timing t) {
        var floors = new ArrayList<Floor>();
        long silence = t.missedMax() * t.renewalNs();
        floors.add(
                new Floor(
                        "lease",
                        t.leaseNs(),
                        (t.missedMax() + 1) * t.renewalNs() + ROUND_TRIP_NS,
                        "(missed + 1) x renewal + " + Quantity.ofNs(ROUND_TRIP_NS),
                        "a server that lost as many messages as its manager forgives must still"
                                + " hold its lease"));
        if (t.fastWatch()) {
            floors.add(
                    new Floor(
                            "interval",
                            t.intervalNs(),
                            silence + t.networkLimitNs(),
                            "missed x renewal + network-examination",
                            "the fast watch must come to its result before the next tick begins"
                                    + " one of its own"));
        }
        floors.add(
                new Floor(
                        "interval",
                        t.intervalNs(),
                        2 * t.networkLimitNs(),
                        "2 x network-examination",
                        "an examination and its repetition must end before the next tick"));
        floors.add(
                new Floor(
                        "interval",
                        t.intervalNs(),
                        t.serviceLimitNs(),
                        "service-examination",
                        "an examination of a service must end before the next tick"));
        floors.add(
                new Floor(
                        "interval",
                        t.intervalNs(),
                        t.internalNs(),
                        "internal-examination",
                        "every tick needs a heartbeat of this interval"));
        floors.add(
                new Floor(
                        "internal-examination",
                        t.internalNs(),
                        t.networkLimitNs(),
                        "network-examination",
                        "the examination of the own gateway must end before the next one"));
        floors.add(
                new Floor(
                        "restart-seen",
                        t.restartLimitNs(),
                        silence + t.networkLimitNs(),
                        "missed x renewal + network-examination",
                        "a restart cannot be seen sooner than its silence"));
        return floors;
    }

    static void check(Timing t, Section section) {
        for (Floor floor : floors(t)) {
            if (!floor.holds()) {
                section.fault(
                        floor.key(),
                        Quantity.ofNs(floor.valueNs()),
                        "contradicts %s = %s: must be at least that, because %s"
                                .formatted(
                                        floor.formula(),
                                        Quantity.ofNs(floor.floorNs()),
                                        floor.reason()));
            }
        }
        if (t.intervalNs() % MS != 0) {
            section.fault(
                    "interval",
                    Quantity.ofNs(t.intervalNs()),
                    "ticks are counted in UNIX milliseconds: expected whole milliseconds");
        }
        if (t.clockRatePpm() < RATE_MIN_PPM) {
            section.fault(
                    "clock-rate-error",
                    t.clockRatePpm() + " ppm",
                    "must be at least "
                            + RATE_MIN_PPM
                            + " ppm, because kernels slew each of two clocks by up to 500 ppm");
        }
    }
}
