package io.ringwatch.recovery;

import io.ringwatch.files.Place;
import io.ringwatch.files.Row;
import io.ringwatch.member.Effect;
import io.ringwatch.member.SafetyRule;
import io.ringwatch.member.Situation;
import io.ringwatch.ring.Ring;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which VIPs this server may hold now, and until when: what the applied files and the lease permit,
 * and nothing else.
 */
public final class Holdings {
    private final Situation situation;
    private final Hosting hosting;
    private final Releases releases;
    private final Parking parking;
    private List<Effect.Hold> holds = List.of();
    private boolean said;

    /** What may be held in this turn; kept, since every turn works it out. */
    private final List<Effect.Hold> next = new ArrayList<>();

    public Holdings(Situation situation, Hosting hosting, Releases releases, Parking parking) {
        this.situation = situation;
        this.hosting = hosting;
        this.releases = releases;
        this.parking = parking;
    }

    /** Tells the driver when the answer has changed. */
    public void poll() {
        next.clear();
        List<Row> rows = situation.voter().outline().held();
        for (int i = 0; i < rows.size(); i++) {
            add(rows.get(i));
        }
        // an agent that was restarted leaves what the kernel still holds alone until it knows
        // better
        boolean first = !said && situation.self() != Ring.WITNESS && !releases.mayBeUp();
        if (!next.equals(holds) || first) {
            said = true;
            holds = List.copyOf(next);
            long op = situation.turn().op();
            releases.listed(op, held());
            situation.turn().emit(new Effect.HoldVips(op, holds));
        }
        for (int i = 0; i < holds.size(); i++) {
            long untilNs = holds.get(i).untilNs();
            if (untilNs != Long.MAX_VALUE) {
                situation.turn().due(untilNs);
            }
        }
    }

    private void add(Row row) {
        int server = row.number();
        boolean virtual = server != situation.self();
        if (virtual && !hosting.isReady(server)) {
            return;
        }
        long untilNs =
                isParkedHere(row)
                        ? Long.MAX_VALUE
                        : situation
                                .lease()
                                .mayHoldUntilNs(
                                        server,
                                        situation.selfMonitoring().isGatewayOk(),
                                        isHeld(server));
        if (untilNs > situation.turn().now()) {
            boolean ends = situation.turn().obeys(SafetyRule.LEASE_KERNEL);
            next.add(new Effect.Hold(server, virtual, ends ? untilNs : Long.MAX_VALUE));
        }
    }

    private boolean isHeld(int server) {
        for (int i = 0; i < holds.size(); i++) {
            if (holds.get(i).server() == server) {
                return true;
            }
        }
        return false;
    }

    private boolean isParkedHere(Row row) {
        return row.place() == Place.PARKED
                && row.number() == situation.self()
                && parking.mayHold()
                && (row.bootId() == situation.voter().bootId()
                        || !situation.turn().obeys(SafetyRule.PARKED_BOOT));
    }

    /** Whose VIPs may be up here now. */
    public Set<Integer> held() {
        return holds.stream().map(Effect.Hold::server).collect(Collectors.toSet());
    }

    /** A newer incarnation has begun: what was held has been dropped already, and is told anew. */
    public void dropped() {
        holds = List.of();
        said = false;
    }
}
