package io.ringwatch.agent.config;

import io.ringwatch.ring.FailBack;
import io.ringwatch.ring.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code services-without-vip: stop} needs of the rest of the ring file. */
final class WithoutVip {
    static final String STOP = "stop";

    private WithoutVip() {}

    /**
     * @param sections of the servers
     * @param servers of the ring
     * @param drivers their name
     * @param options those of the drivers
     */
    static void check(
            List<Section> sections,
            Section defaults,
            List<Server> servers,
            String drivers,
            Map<String, String> options,
            FailBack failBack) {
        if (servers.stream().noneMatch(Server::servicesNeedVip)) {
            return;
        }
        Section where =
                sections.stream()
                        .filter(s -> s.says(MachineSection.WITHOUT_VIP, STOP))
                        .findFirst()
                        .orElse(defaults);
        var missing = new ArrayList<String>();
        driver(drivers, options).ifPresent(missing::add);
        if (failBack.stableNs() != FailBack.NEVER && failBack.perDay() == 0) {
            missing.add(
                    "needs timing: fail-backs-per-day, or fail-back: manual: whether a daemon"
                            + " starts is seen only after the hand-back, so one that never does"
                            + " would be handed back and taken over without end");
        }
        missing.forEach(rule -> where.fault(MachineSection.WITHOUT_VIP, STOP, rule));
    }

    private static Optional<String> driver(String drivers, Map<String, String> options) {
        if (!drivers.equals(HostOptions.DRIVERS)) {
            return Optional.of("only the drivers " + HostOptions.DRIVERS + " stop services");
        }
        if (HostOptions.addresses(options) == HostOptions.AddressKind.LOOPBACK) {
            return Optional.of(
                    "nobody knows who has a VIP with driver-options.addresses: loopback");
        }
        if (options.containsKey("service-restart") && !options.containsKey("service-stop")) {
            return Optional.of(
                    "needs driver-options.service-stop, the command that ends what"
                            + " service-restart starts");
        }
        return Optional.empty();
    }
}
