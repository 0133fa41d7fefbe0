package io.ringwatch.agent.config;

import io.ringwatch.agent.config.RingConfig.Machine;
import io.ringwatch.ring.Isolation;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import java.util.List;

/** What a ring as a whole must have, and what it costs to do without. */
final class RingRules {
    static final int SERVERS_MIN = 2;
    static final int SERVERS_MAX = 1000;

    private static final String TWO_REQUIRED =
            "a ring of two needs a witness, a fence for both servers, or an explicit isolation for"
                    + " each, because of two servers that cannot hear each other only the one with the"
                    + " lower number may go on: with a witness either survives the other; with fences"
                    + " the other does once it has server 1 confirmed off; with isolation drop a dead"
                    + " server 1 takes the addresses of both down until an operator says confirm-dead;"
                    + " with isolation keep both keep serving, and nothing is taken over without a"
                    + " person";

    private final Ring ring;
    private final List<Section> servers;
    private final FaultList faults;

    RingRules(Ring ring, List<Section> servers, FaultList faults) {
        this.ring = ring;
        this.servers = servers;
        this.faults = faults;
    }

    void check(Section root, boolean isolationChosen) {
        int count = servers.size();
        if (count < SERVERS_MIN || count > SERVERS_MAX) {
            root.fault(
                    "servers",
                    count + (count == 1 ? " server" : " servers"),
                    "a ring has from " + SERVERS_MIN + " to " + SERVERS_MAX + " servers");
        }
        if (count == 2 && !ring.witness()) {
            two(root, isolationChosen);
        }
        for (int i = 0; i < count; i++) {
            Server server = ring.servers().get(i);
            if (server.isolation() == Isolation.KEEP && !server.fenced()) {
                faults.warn(
                        servers.get(i).line("isolation"),
                        servers.get(i).key("isolation"),
                        "keep without a fence: when "
                                + server.name()
                                + " falls silent, nobody takes over for it before it answers again"
                                + " or an operator says confirm-dead");
            }
        }
    }

    private void two(Section root, boolean isolationChosen) {
        boolean fenced = ring.servers().stream().allMatch(Server::fenced);
        if (!fenced && !isolationChosen) {
            root.fault("servers", "2 servers", TWO_REQUIRED);
        } else if (!fenced) {
            String low = ring.servers().get(0).name();
            String high = ring.servers().get(1).name();
            faults.warn(
                    root.line("servers"),
                    root.key("servers"),
                    ("two servers without a witness: %s may go on without %s, but %s not without"
                                    + " %s: it waits for an operator's confirm-dead")
                            .formatted(low, high, high, low));
        }
    }

    /** Peers are not authenticated, so they stay on this machine unless somebody insists. */
    static void exposure(List<Machine> machines, boolean insecure, Section root) {
        List<String> outside =
                machines.stream()
                        .flatMap(m -> List.of(m.serviceAddress(), m.managementAddress()).stream())
                        .filter(a -> Addresses.faultOfIp(a).isEmpty() && !Addresses.isLoopback(a))
                        .toList();
        if (outside.isEmpty()) {
            return;
        }
        if (insecure) {
            root.faults()
                    .warn(
                            root.line("insecure"),
                            "insecure",
                            "whoever reaches the peer ports can take any server out of the ring;"
                                    + " keep them on networks that only the ring uses");
        } else {
            root.fault(
                    "insecure",
                    outside.size() + " addresses beyond 127.0.0.0/8, first " + outside.get(0),
                    "peers do not authenticate each other yet: write insecure: true to have them"
                            + " listen on a network nevertheless");
        }
    }
}
