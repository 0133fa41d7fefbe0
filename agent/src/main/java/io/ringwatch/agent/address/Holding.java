package io.ringwatch.agent.address;

import java.util.List;
import java.util.Map;
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
        /** Nobody else has one: the gate is to let them through. */
        OPENING,
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

    /** Whether they are to be addresses of the interface, to be announced, the member to know. */
    boolean up;

    /** Whether that is done. */
    boolean claimed;

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
        if (other.isOpen()) {
            stage = other.stage;
            endNs = other.endNs;
            lasting = other.lasting;
        }
    }

    void refuse(long untilNs) {
        stage = Stage.REFUSED;
        retryAtNs = untilNs;
        down();
    }

    void probe() {
        stage = Stage.PROBING;
        down();
    }

    private void down() {
        up = false;
        claimed = false;
    }

    /** Whether the gate lets them through, or is to. */
    boolean isOpen() {
        return stage == Stage.OPENING || stage == Stage.PASSING;
    }

    /** The gate lets them through until the first of these ends. */
    void pass(Map<Pass, Long> ends) {
        pass(passes().stream().mapToLong(p -> ends.getOrDefault(p, 0L)).min().orElse(0));
    }

    /** The gate lets them through until then. */
    void pass(long untilNs) {
        stage = Stage.PASSING;
        endNs = untilNs;
    }

    /**
     * Begins to bring them up, unless their lease is just ending: then the renewal that may be
     * under way has it begun again.
     *
     * @return whether it has begun
     */
    boolean beginBringingUp(long nowNs) {
        up &= !lapsed(nowNs);
        return up;
    }

    /** Where they are, as this machine's own. */
    Presence presence(long nowNs) {
        if (guest != null || stage != Stage.PASSING || lapsed(nowNs)) {
            return Presence.AWAY;
        }
        return claimed ? Presence.CLAIMED : Presence.PASSING;
    }

    /** A guest says that it has what it has; whoever is not known is not blamed. */
    boolean isAt(String mac) {
        return guest != null && (!guest.isKnown() || guest.mac().equals(mac));
    }

    /** Whether others are to be asked now. */
    boolean isDue(long nowNs) {
        return stage == Stage.WANTED || stage == Stage.REFUSED && nowNs - retryAtNs >= 0;
    }

    /** Whether the kernel has let go of them already, or is about to. */
    boolean lapsed(long nowNs) {
        return stage == Stage.PASSING
                && endNs != Gate.NEVER
                && endNs - NftGate.MARGIN_NS - nowNs <= 0;
    }
}
