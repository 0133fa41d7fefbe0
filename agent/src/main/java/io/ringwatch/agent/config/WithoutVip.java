package io.ringwatch.agent.config;

import io.ringwatch.agent.config.RingConfig.Machine;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code services-without-vip: stop} needs of the rest of the ring file. */
final class WithoutVip {
    private WithoutVip() {}

    /**
     * @param sections of the servers
     * @param machines of the ring, the witness too
     * @param options those of the drivers
     */
    static void check(
            List<Section> sections,
            Section defaults,
            List<Machine> machines,
            String drivers,
            Map<String, String> options) {
        if (machines.stream().noneMatch(Machine::stopsServices)) {
            return;
        }
        Section where =
                sections.stream()
                        .filter(s -> s.has(MachineSection.WITHOUT_VIP))
                        .findFirst()
                        .orElse(defaults);
        missing(drivers, options)
                .ifPresent(rule -> where.fault(MachineSection.WITHOUT_VIP, "stop", rule));
    }

    private static Optional<String> missing(String drivers, Map<String, String> options) {
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
