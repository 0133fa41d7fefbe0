package io.ringwatch.agent.address;

import io.ringwatch.member.Effect;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is held here or is to be, by server. Guarded by its {@link KernelVips}. */
final class Holdings {
    private static final Logger LOG = LoggerFactory.getLogger(Holdings.class);

    private final Map<Integer, List<Vip>> vips;
    private final GuestPorts ports;
    private final Troubles troubles;
    private final Map<Integer, Holding> held = new TreeMap<>();

    /**
     * @param vips the VIPs of each server of the ring, by number
     * @param ports where guests are connected
     */
    Holdings(Map<Integer, List<Vip>> vips, GuestPorts ports, Troubles troubles) {
        this.vips = vips;
        this.ports = ports;
        this.troubles = troubles;
    }

    /**
     * Takes up what passes from an earlier agent: what is an address here, and what guests have,
     * which outlive an agent.
     *
     * @param passing what passes, and until when
     * @param present VIPs that are addresses here
     * @return those of the addresses that were taken up
     */
    Set<Vip> adopt(Map<Pass, Long> passing, Set<Vip> present) {
        var taken = new HashSet<Vip>();
        vips.forEach(
                (server, list) -> {
                    if (present.containsAll(list)
                            && adopt(new Holding(server, list, null), passing)) {
                        taken.addAll(list);
                    }
                });
        for (Pass pass : passing.keySet()) {
            vips.forEach(
                    (server, list) -> {
                        if (!pass.isOwn() && list.contains(pass.vip())) {
                            // Where it is, the kernel knows; who it is, nobody here does yet.
                            var port = new GuestPort(pass.port(), "");
                            adopt(new Holding(server, list, port), passing);
                        }
                    });
        }
        return taken;
    }

    private boolean adopt(Holding holding, Map<Pass, Long> passing) {
        boolean whole = passing.keySet().containsAll(holding.passes());
        if (whole) {
            holding.pass(passing);
            held.put(holding.server, holding);
            LOG.info("VIPs {} still pass from an earlier agent", holding.vips);
        }
        return whole;
    }

    /** What is held of it, or is to be; empty if its virtual server is not to be found. */
    Optional<Holding> of(Effect.Hold hold) {
        Optional<Holding> known = Optional.ofNullable(held.get(hold.server()));
        if (!hold.virtual()) {
            return known.filter(h -> h.guest().isEmpty()).or(() -> begin(hold, Optional.empty()));
        }
        Optional<GuestPort> port = ports.of(hold.server());
        if (port.isEmpty()) {
            Optional<Holding> adopted = known.filter(h -> h.guest().isPresent());
            if (adopted.isEmpty()) {
                troubles.begin(Troubles.Kind.GUEST, "of server " + hold.server());
            }
            return adopted;
        }
        troubles.end(Troubles.Kind.GUEST);
        return known.filter(h -> h.guest().equals(port)).or(() -> begin(hold, port));
    }

    private Optional<Holding> begin(Effect.Hold hold, Optional<GuestPort> port) {
        int server = hold.server();
        var next = new Holding(server, vips.getOrDefault(server, List.of()), port.orElse(null));
        Holding before = held.put(server, next);
        if (before != null && before.passes().equals(next.passes())) {
            // Only now is it known who is at that port.
            next.goOnFrom(before);
        }
        return Optional.of(next);
    }

    boolean has(int server) {
        return held.containsKey(server);
    }

    boolean has(Holding holding) {
        return held.get(holding.server) == holding;
    }

    /** Where the VIPs of that server are, as this machine's own. */
    Presence presence(int server, long nowNs) {
        Holding holding = held.get(server);
        return holding == null ? Presence.AWAY : holding.presence(nowNs);
    }

    void remove(int server) {
        held.remove(server);
    }

    Collection<Holding> all() {
        return held.values();
    }
}
