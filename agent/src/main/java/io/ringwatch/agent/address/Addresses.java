package io.ringwatch.agent.address;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.drivers.DriverException;
import io.ringwatch.agent.drivers.DriverListener;
import io.ringwatch.agent.kernel.KernelException;
import io.ringwatch.agent.kernel.Nftables;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** Puts together what holds the VIPs of a ring. */
public final class Addresses {
    private Addresses() {}

    /**
     * Has the kernel hold this server's VIPs on the interface of its service-address.
     *
     * @param probeTime how long others are asked before a claim
     * @throws DriverException if the kernel cannot; says why
     */
    public static KernelVips open(
            RingConfig config, int self, Duration probeTime, DriverListener listener)
            throws DriverException {
        Lan lan = Lan.of(config.machine(self).serviceAddress());
        var vips = new TreeMap<Integer, List<Vip>>();
        config.ring()
                .servers()
                .forEach(s -> vips.put(s.number(), s.vips().stream().map(Vip::of).toList()));
        try {
            Nftables nftables = Nftables.open();
            var gate =
                    new NftGate(
                            nftables,
                            lan.name(),
                            vips.values().stream().flatMap(Collection::stream).toList());
            var parts =
                    new KernelVips.Parts(
                            gate,
                            new InterfaceAddresses(lan),
                            new EthernetWire(lan),
                            new LinkWatch(lan),
                            nftables::close);
            var kernelVips = new KernelVips(parts, lan, vips, probeTime, listener);
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
