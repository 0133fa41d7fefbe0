package io.ringwatch.agent.config;

import io.ringwatch.ring.Timing;
import io.ringwatch.survival.FenceRace;
import java.util.ArrayList;
import java.util.List;

/** The relations that the timings of a ring must keep (design, section 8). */
final class TimingRules {
    private static final String CLOCKS = "clock-rate-error";

    /** The most that a system call can slew a clock, 10 %; more is no clock. */
    static final int RATE_MAX_PPM = 100_000;

    /**
     * A kernel slews a clock by up to 500 ppm in either direction, so two clocks drift apart by
     * twice that.
     */
    static final int RATE_MIN_PPM = 1000;

    /** Asking the council and hearing it takes this long at worst on a healthy local network. */
    static final long ROUND_TRIP_NS = 100_000_000L;

    /**
     * The kernel lets go of a VIP so much before its lease ends (address.NftGate), for the grain of
     * its timer and for the call.
     */
    static final long GATE_NS = 20_000_000L;

    private static final long MS = 1_000_000L;

    /** An attempt at an edit is a fifth of a lease at most (sem.Editor). */
    private static final int LEASE_PARTS = 5;

    /** A revival gives its next order so long after the last one (recovery.Revival). */
    private static final long ORDER_NS = 5_000_000_000L;

    private final Timing t;
    private final Means means;
    private final List<Floor> floors = new ArrayList<>();

    /**
     * What else the relations depend on.
     *
     * @param fenced whether any server has a fence
     * @param conflictProbeNs how long others are asked before a claim, nanoseconds; 0 if not known
     */
    record Means(boolean fenced, long conflictProbeNs) {}

    private TimingRules(Timing t, Means means) {
        this.t = t;
        this.means = means;
    }

    /** All relations, in the order in which they are printed. */
    static List<Floor> floors(Timing t, Means means) {
        var rules = new TimingRules(t, means);
        rules.ofLease();
        rules.ofFences();
        rules.ofExaminations();
        rules.ofRevival();
        rules.ofClocks();
        return List.copyOf(rules.floors);
    }

    private void floor(String key, long valueNs, long floorNs, String formula, String reason) {
        floors.add(new Floor(key, valueNs, floorNs, formula, reason));
    }

    private long silenceNs() {
        return t.missedMax() * t.renewalNs();
    }

    private void ofLease() {
        floor(
                "lease",
                t.leaseNs(),
                silenceNs() + t.renewalNs() + ROUND_TRIP_NS + GATE_NS,
                "(missed + 1) x renewal + " + Quantity.ofNs(ROUND_TRIP_NS + GATE_NS),
                "a server that lost as many messages as its manager forgives must still hold its"
                        + " lease when the answer to the next one comes, "
                        + Quantity.ofNs(GATE_NS)
                        + " before the kernel lets go of its VIPs");
        floor(
                "lease",
                t.leaseNs(),
                LEASE_PARTS * ROUND_TRIP_NS,
                LEASE_PARTS + " x " + Quantity.ofNs(ROUND_TRIP_NS),
                "a question to the council is given a fifth of a lease, so that an edit does not"
                        + " stop the leases");
        if (means.conflictProbeNs() > 0) {
            floor(
                    "lease",
                    t.leaseNs(),
                    (means.conflictProbeNs() + ROUND_TRIP_NS) / 2,
                    "(conflict-probe + " + Quantity.ofNs(ROUND_TRIP_NS) + ") / 2",
                    "a host that asks before it claims must come to its claim before another host"
                            + " is chosen, 2 x lease + 2 x service-examination after its"
                            + " assignment");
        }
    }

    private void ofFences() {
        if (!means.fenced()) {
            return;
        }
        FenceRace race = FenceRace.of(t);
        long editedNs = FenceRace.editedNs(t);
        String edited =
                editedNs < 2 * t.leaseNs() / LEASE_PARTS ? Quantity.ofNs(editedNs) : "0.4 x lease";
        // what a side with a quorum needs beyond what one without it needs to miss its quorum
        long needNs = race.orderedNs() - race.lossNs();
        String need = noticed() + "2.25 x network-examination + " + edited;
        if (t.fastWatch()) {
            floor(
                    "lease",
                    t.leaseNs(),
                    needNs / 2,
                    "(" + need + ") / 2",
                    "those without a quorum wait two leases and a fence's time before they fence"
                            + " others; a side with a quorum must have fenced them by then");
        } else {
            floor(
                    "fence",
                    t.fenceLimitNs(),
                    Math.max(0, needNs - 2 * t.leaseNs()),
                    need + " - 2 x lease",
                    "those without a quorum wait two leases and a fence's time before they fence"
                            + " others; a side with a quorum must have begun by then");
        }
    }

    /** How much later silence is noticed than a quorum is missed, as a part of a formula. */
    private String noticed() {
        String less = " - (missed - 0.9) x renewal + ";
        if (!t.fastWatch()) {
            return "interval" + less;
        }
        boolean paused = FenceRace.of(t).noticedNs() > silenceNs() + t.renewalNs() / 10;
        String pause = t.internalNs() < 1000 * MS ? "internal-examination" : "1 s";
        return paused ? pause + less : "renewal + ";
    }

    private void ofExaminations() {
        if (t.fastWatch()) {
            floor(
                    "interval",
                    t.intervalNs(),
                    silenceNs() + t.networkLimitNs(),
                    "missed x renewal + network-examination",
                    "the fast watch must come to its result before the next tick begins one of"
                            + " its own");
        }
        floor(
                "interval",
                t.intervalNs(),
                2 * t.networkLimitNs(),
                "2 x network-examination",
                "an examination and its repetition must end before the next tick");
        floor(
                "interval",
                t.intervalNs(),
                t.serviceLimitNs(),
                "service-examination",
                "an examination of a service must end before the next tick");
        floor(
                "interval",
                t.intervalNs(),
                t.internalNs(),
                "internal-examination",
                "every tick needs a heartbeat of this interval");
        if (t.internalNs() >= t.intervalNs()) {
            floor(
                    "interval",
                    t.intervalNs(),
                    (t.serviceLimitNs() + t.networkLimitNs()) / 9 * 10,
                    "(service-examination + network-examination) x 10 / 9",
                    "the one examination of oneself in an interval must end before the heartbeat,"
                            + " a tenth of an interval before the tick");
        }
        floor(
                "internal-examination",
                t.internalNs(),
                t.networkLimitNs(),
                "network-examination",
                "the examination of the own gateway must end before the next one");
    }

    private void ofRevival() {
        floor(
                "restart-seen",
                t.restartLimitNs(),
                silenceNs() + t.networkLimitNs(),
                "missed x renewal + network-examination",
                "a restart cannot be seen sooner than its silence");
        if (means.fenced()) {
            floor(
                    "power-on",
                    t.powerOnLimitNs(),
                    2 * t.fenceLimitNs() + ORDER_NS,
                    "2 x fence + " + Quantity.ofNs(ORDER_NS),
                    "a fence turns one that hangs off and on before it can come up");
        }
    }

    /** What others wait beyond a lease. */
    private void ofClocks() {
        floor(
                CLOCKS,
                t.leaseProofNs() - t.leaseNs(),
                t.leaseNs() / 1_000_000 * RATE_MIN_PPM,
                "lease x " + RATE_MIN_PPM + " ppm",
                "kernels slew each of two clocks by up to 500 ppm");
    }

    static void check(Timing t, List<Floor> floors, Section section) {
        for (Floor floor : floors) {
            if (!floor.holds() && !floor.key().equals(CLOCKS)) {
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
                    CLOCKS,
                    t.clockRatePpm() + " ppm",
                    "must be at least "
                            + RATE_MIN_PPM
                            + " ppm, because kernels slew each of two clocks by up to 500 ppm");
        }
    }
}
