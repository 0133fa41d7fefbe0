package io.ringwatch.agent.address;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.drivers.DriverException;
import io.ringwatch.agent.drivers.DriverListener;
import io.ringwatch.agent.guest.GuestMac;
import io.ringwatch.agent.kernel.KernelException;
import io.ringwatch.agent.kernel.Nftables;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts together what holds the VIPs of a ring. */
public final class Addresses {
    private Addresses() {}

    /** Whoever may hold VIPs of the ring: its servers and its guests. */
    private static Predicate<String> known(RingConfig config) {
        String ring = config.ring().name();
        Set<String> macs =
                config.ring().servers().stream()
                        .map(s -> config.machine(s.number()).mac().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
        return mac -> macs.contains(mac) || GuestMac.isOfRing(ring, mac);
    }

    /** Has the kernel hold VIPs on a host without virtual servers. */
    static KernelVips open(RingConfig config, int self, Duration probeTime, DriverListener listener)
            throws DriverException {
        return open(config, self, probeTime, Optional.empty(), listener);
    }

    /**
     * Has the kernel hold this server's VIPs on the interface of its service-address, and those of
     * its virtual servers on their bridge.
     *
     * @param probeTime how long others are asked before a claim
     * @param guests its virtual servers, if it may have any
     * @throws DriverException if the kernel cannot; says why
     */
    public static KernelVips open(
            RingConfig config,
            int self,
            Duration probeTime,
            Optional<GuestBridge> guests,
            DriverListener listener)
            throws DriverException {
        Lan lan = Lan.of(config.machine(self).serviceAddress());
        Lan bridge = guests.isEmpty() ? lan : Lan.named(guests.get().name());
        var vips = new TreeMap<Integer, List<Vip>>();
        config.ring()
                .servers()
                .forEach(s -> vips.put(s.number(), s.vips().stream().map(Vip::of).toList()));
        try {
            Nftables nftables = Nftables.open();
            var gate =
                    new NftGate(
                            nftables,
                            Stream.of(lan.name(), bridge.name()).distinct().toList(),
                            guests.isPresent(),
                            vips.values().stream().flatMap(Collection::stream).toList());
            var parts =
                    new KernelVips.Parts(
                            gate,
                            new InterfaceAddresses(lan),
                            new EthernetWire(lan),
                            new EthernetWire(bridge),
                            guests.map(GuestBridge::ports).orElse(GuestPorts.NONE),
                            new LinkWatch(lan),
                            nftables::close);
            var kernelVips =
                    new KernelVips(parts, lan, self, vips, probeTime, known(config), listener);
            kernelVips.start();
            return kernelVips;
        } catch (KernelException e) {
            throw new DriverException(
                    "the kernel cannot hold VIPs (Linux 5.16 or later, CAP_NET_ADMIN): "
                            + e.getMessage(),
                    e);
        }
    }
}
