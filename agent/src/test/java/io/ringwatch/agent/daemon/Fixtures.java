package io.ringwatch.agent.daemon;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.config.RingConfig.Machine;
import io.ringwatch.agent.config.RingConfig.ServiceCheck;
import io.ringwatch.ring.Isolation;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import io.ringwatch.ring.ServerType;
import io.ringwatch.ring.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** A ring of two servers on loopback addresses, and what tests of the daemon share. */
final class Fixtures {
    static final long MS = 1_000_000L;

    private Fixtures() {}

    /** Servers 1 and 2, with the services given to both, and the fast timing. */
    static RingConfig config(List<ServiceCheck> services) {
        return config(2, 0, services);
    }

    /** The same, with daemons that run only while their server has its VIPs. */
    static RingConfig stopping(List<ServiceCheck> services) {
        return config(2, 0, services, true);
    }

    /** So many servers, whose agents listen on that port. */
    static RingConfig config(int size, int peerPort, List<ServiceCheck> services) {
        return config(size, peerPort, services, false);
    }

    private static RingConfig config(
            int size, int peerPort, List<ServiceCheck> services, boolean servicesNeedVip) {
        var servers = new ArrayList<Server>();
        var machines = new ArrayList<Machine>();
        List<String> names = services.stream().map(ServiceCheck::name).toList();
        for (int number = 1; number <= size; number++) {
            servers.add(
                    new Server(
                            number,
                            "server" + number,
                            ServerType.CPU,
                            List.of("127.0.9." + number),
                            names,
                            Isolation.DROP,
                            true,
                            1,
                            "guest" + number,
                            servicesNeedVip));
            machines.add(
                    new Machine(
                            number,
                            "server" + number,
                            "127.0.1." + number,
                            "127.0.2." + number,
                            peerPort,
                            "",
                            "127.0.1.254",
                            services,
                            "procedure",
                            "",
                            List.of()));
        }
        Ring ring = new Ring("test", servers, false, Timing.fast());
        return new RingConfig(ring, machines, "test", Map.of(), false, "");
    }

    static ScheduledThreadPoolExecutor timer() {
        return new ScheduledThreadPoolExecutor(1);
    }
}
