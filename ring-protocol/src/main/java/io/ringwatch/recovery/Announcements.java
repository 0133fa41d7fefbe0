package io.ringwatch.recovery;

import io.ringwatch.member.Effect;
import io.ringwatch.member.Situation;
import io.ringwatch.message.Message;
import java.util.BitSet;
import java.util.List;

/**
 * Announces the VIPs that are held again when others may have learnt something else of them: a link
 * is up again (the own gateway answers), or a partition heals (somebody who was silent is heard).
 * What is announced when a VIP is claimed is the driver's work, and so is a slow repetition.
 */
public final class Announcements {
    /** What is held back while others are announced goes out with the next one. */
    private static final long PAUSE_NS = 1_000_000_000L;

    /** Once more after this time: switches and routers come back later than links. */
    private static final long AGAIN_NS = 5_000_000_000L;

    private final Situation situation;
    private final Holdings holdings;
    private boolean gatewayOk = true;
    private long announcedNs = Long.MIN_VALUE;
    private long againAtNs = Long.MAX_VALUE;

    public Announcements(Situation situation, Holdings holdings) {
        this.situation = situation;
        this.holdings = holdings;
    }

    /** Looks whether something has healed since the last turn. */
    public void poll() {
        if (hasHealed()) {
            boolean justNow =
                    announcedNs != Long.MIN_VALUE
                            && situation.turn().now() - announcedNs < PAUSE_NS;
            againAtNs = situation.turn().now() + (justNow ? PAUSE_NS : AGAIN_NS);
            if (!justNow) {
                announce();
            }
        }
        if (againAtNs != Long.MAX_VALUE && situation.turn().due(againAtNs)) {
            againAtNs = Long.MAX_VALUE;
            announce();
        }
    }

    private boolean hasHealed() {
        boolean gateway = situation.selfMonitoring().isGatewayOk();
        boolean healed = gateway && !gatewayOk;
        gatewayOk = gateway;
        BitSet returned = situation.hearing().returned();
        for (int m = returned.nextSetBit(0); m >= 0; m = returned.nextSetBit(m + 1)) {
            healed |= !hasBooted(m);
        }
        returned.clear();
        return healed;
    }

    /** It was not cut off but off: nothing has healed. */
    private boolean hasBooted(int member) {
        Message.Beacon beacon = situation.hearing().beacon(member);
        return beacon != null
                && situation.row(member).filter(row -> row.bootId() == beacon.bootId()).isEmpty();
    }

    private void announce() {
        List<Integer> held = holdings.held().stream().sorted().toList();
        if (!held.isEmpty()) {
            announcedNs = situation.turn().now();
            situation.turn().emit(new Effect.Announce(held));
        }
    }
}
