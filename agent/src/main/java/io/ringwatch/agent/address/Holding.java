package io.ringwatch.agent.address;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One server's VIPs on the way to be held here. Guarded by its {@link KernelVips}. */
final class Holding {
    /** Where it is on that way. */
    enum Stage {
        /** Nothing was done about it yet. */
        WANTED,
        /** Others are asked whether they have them. */
        PROBING,
        /** Somebody has one, or something failed; tried again at {@link #retryAtNs}. */
        REFUSED,
        /** The gate lets them through, until its end. */
        PASSING
    }

    private static final long DEFEND_INTERVAL_NS = 10_000_000_000L;

    final int server;
    final List<Vip> vips;
    Stage stage = Stage.WANTED;
    long retryAtNs;

    /** When the kernel lets go, if nothing is renewed. */
    long endNs;

    /** Whether the addresses have no end of their own: parked. */
    boolean lasting;

    /** Whether they are addresses of the interface, were announced, and the member knows. */
    boolean up;

    /** The guest that has them, if it is not this machine itself. */
    private final @Nullable GuestPort guest;

    private boolean everDefended;
    private long defendedAtNs;

    Holding(int server, List<Vip> vips, @Nullable GuestPort guest) {
        this.server = server;
        this.vips = vips;
        this.guest = guest;
    }

    Optional<GuestPort> guest() {
        return Optional.ofNullable(guest);
    }

    /** What is to pass. */
    List<Pass> passes() {
        String port = guest == null ? "" : guest.name();
        return vips.stream().map(vip -> new Pass(vip, port)).toList();
    }

    /** Whether it may be defended now: nobody is to shout without end (RFC 5227, section 2.4). */
    boolean defended(long nowNs) {
        boolean due = !everDefended || nowNs - defendedAtNs >= DEFEND_INTERVAL_NS;
        if (due) {
            everDefended = true;
            defendedAtNs = nowNs;
        }
        return due;
    }

    /** The same that passes already, of which less was known. */
    void goOnFrom(Holding other) {
        if (other.stage == Stage.PASSING) {
            stage = other.stage;
            endNs = other.endNs;
            lasting = other.lasting;
        }
    }

    void refuse(long untilNs) {
        stage = Stage.REFUSED;
        retryAtNs = untilNs;
        up = false;
    }

    /** The gate is to let them through. */
    void pass() {
        stage = Stage.PASSING;
        endNs = Gate.NEVER;
    }

    void probe() {
        stage = Stage.PROBING;
        up = false;
    }

    /** Whether others are to be asked now. */
    boolean isDue(long nowNs) {
        return stage == Stage.WANTED || stage == Stage.REFUSED && nowNs - retryAtNs >= 0;
    }

    /** Whether the kernel has let go of them already. */
    boolean lapsed(long nowNs) {
        return endNs != Gate.NEVER && endNs - NftGate.MARGIN_NS - nowNs <= 0;
    }
}
