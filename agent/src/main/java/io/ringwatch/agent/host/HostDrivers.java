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
import io.ringwatch.agent.power.FenceAgents;
import io.ringwatch.agent.power.WakeOnLan;
import io.ringwatch.ring.Ring;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The drivers of one agent on a real machine. */
final class HostDrivers implements Drivers {
    private final NoGuests guests = new NoGuests();
    private final EchoNetwork network;
    private final Supervisor supervisor;
    private final FenceAgents fences;
    private final WakeOnLan wakeOnLan;
    private final Vips vips;
    private final @Nullable KernelVips kernelVips;

    HostDrivers(RingConfig config, int self, DriverListener listener) throws DriverException {
        HostOptions options = HostOptions.of(config);
        network = new EchoNetwork(config, self);
        supervisor = new Supervisor(options);
        fences = new FenceAgents(config);
        wakeOnLan = new WakeOnLan(config, self);
        if (self == Ring.WITNESS) {
            kernelVips = null;
            vips = new NoVips();
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
        return guests;
    }

    @Override
    public Power power() {
        return new Power() {
            @Override
            public void wake(int server) throws DriverException {
                wakeOnLan.wake(server);
            }

            @Override
            public void restart(String reason) throws DriverException {
                supervisor.restartMachine(reason);
            }
        };
    }

    @Override
    public Fences fences() {
        return fences;
    }

    @Override
    public Services services() {
        return supervisor;
    }

    @Override
    public NetworkExamination network() {
        return network;
    }

    @Override
    public List<String> problems() {
        var problems = new ArrayList<>(fences.problems());
        if (kernelVips != null) {
            problems.addAll(kernelVips.problems());
        }
        return problems;
    }

    @Override
    public void close() {
        fences.close();
        if (kernelVips != null) {
            kernelVips.close();
        }
    }
}
