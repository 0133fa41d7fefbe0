package io.ringwatch.agent.host;

import io.ringwatch.agent.address.Addresses;
import io.ringwatch.agent.address.KernelVips;
import io.ringwatch.agent.config.HostOptions;
import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.drivers.DriverException;
import io.ringwatch.agent.drivers.DriverListener;
import io.ringwatch.agent.drivers.Drivers;
import io.ringwatch.agent.drivers.Fences;
import io.ringwatch.agent.drivers.NetworkExamination;
import io.ringwatch.agent.drivers.Power;
import io.ringwatch.agent.drivers.Services;
import io.ringwatch.agent.drivers.Vips;
import io.ringwatch.agent.drivers.VirtualServers;
import io.ringwatch.ring.Ring;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The drivers of one agent on a real machine. */
final class HostDrivers implements Drivers {
    private final NotDriven rest = new NotDriven();
    private final EchoNetwork network;
    private final Vips vips;
    private final @Nullable KernelVips kernelVips;

    HostDrivers(RingConfig config, int self, DriverListener listener) throws DriverException {
        HostOptions options = HostOptions.of(config);
        network = new EchoNetwork(config, self);
        if (self == Ring.WITNESS) {
            kernelVips = null;
            vips = rest;
        } else if (options.addresses() == HostOptions.AddressKind.LOOPBACK) {
            kernelVips = null;
            vips = new LoopbackVips(listener);
        } else {
            kernelVips = Addresses.open(config, self, options.conflictProbe(), listener);
            vips = kernelVips;
        }
    }

    @Override
    public Vips vips() {
        return vips;
    }

    @Override
    public VirtualServers virtualServers() {
        return rest;
    }

    @Override
    public Power power() {
        return rest;
    }

    @Override
    public Fences fences() {
        return rest;
    }

    @Override
    public Services services() {
        return rest;
    }

    @Override
    public NetworkExamination network() {
        return network;
    }

    @Override
    public List<String> problems() {
        return kernelVips == null ? List.of() : kernelVips.problems();
    }

    @Override
    public void close() {
        if (kernelVips != null) {
            kernelVips.close();
        }
    }
}
