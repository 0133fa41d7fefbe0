package io.ringwatch.agent.config;

import io.ringwatch.ring.Ring;
import java.util.List;
import java.util.Map;

/**
 * The ring file, checked. The same on all servers.
 *
 * @param ring what decisions need of it
 * @param machines one per server, and the witness (number 0) if there is one, by number
 * @param drivers name of the drivers to use
 * @param driverOptions free options of those drivers
 * @param insecure whether peers may listen beyond loopback without authentication
 * @param text the file itself, to compare among servers and to keep in flight records
 */
public record RingConfig(
        Ring ring,
        List<Machine> machines,
        String drivers,
        Map<String, String> driverOptions,
        boolean insecure,
        String text) {
    /**
     * What the agent needs to know of a member.
     *
     * @param number its number, 0 for the witness
     * @param name its name
     * @param serviceAddress own address on the service network
     * @param managementAddress own address on the management network
     * @param peerPort TCP port of its agent on both
     * @param mac MAC address for wake-on-LAN, empty for the witness
     * @param gateway default gateway, empty for the witness
     * @param services examinations of its services, in the order of {@code Server.services()}
     * @param procedure directory of its installation procedure, empty for the witness
     * @param virtualAddress own address of its virtual server, empty for none
     * @param fences levels of its power fences, the first to be tried first; empty for none
     */
    public record Machine(
            int number,
            String name,
            String serviceAddress,
            String managementAddress,
            int peerPort,
            String mac,
            String gateway,
            List<ServiceCheck> services,
            String procedure,
            String virtualAddress,
            List<FenceLevel> fences) {
        public Machine {
            fences = List.copyOf(fences);
        }
    }

    /**
     * How to examine a service.
     *
     * @param name daemon name, as in the paper's fifth line
     * @param kind {@code tcp}, {@code smtp}, {@code ftp}, {@code http}, {@code ssh}, {@code pop3},
     *     {@code imap}, {@code proxy}, or {@code command}
     * @param port TCP port, 0 for commands
     * @param options further options of the kind, by name (path, expect, command, ...)
     */
    public record ServiceCheck(String name, String kind, int port, Map<String, String> options) {}

    /**
     * @param devices fences that only together prove the machine off
     */
    public record FenceLevel(List<FenceConfig> devices) {
        public FenceLevel {
            devices = List.copyOf(devices);
        }
    }

    /**
     * @param agent executable of the ClusterLabs kind, or a name that the drivers know
     * @param options its standard options
     */
    public record FenceConfig(String agent, Map<String, String> options) {}

    /** The machine with this number. */
    public Machine machine(int number) {
        return machines.stream()
                .filter(m -> m.number() == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no member " + number));
    }
}
