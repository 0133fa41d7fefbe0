package io.ringwatch.agent.host;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.drivers.Drivers;
import io.ringwatch.agent.drivers.Fences;
import io.ringwatch.agent.drivers.NetworkExamination;
import io.ringwatch.agent.drivers.Power;
import io.ringwatch.agent.drivers.Services;
import io.ringwatch.agent.drivers.Vips;
import io.ringwatch.agent.drivers.VirtualServers;

/** The drivers of one agent on a real machine. */
final class HostDrivers implements Drivers {
    private final NotDriven rest = new NotDriven();
    private final EchoNetwork network;

    HostDrivers(RingConfig config, int self) {
        network = new EchoNetwork(config, self);
    }

    @Override
    public Vips vips() {
        return rest;
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
    public void close() {
        // Nothing is open.
    }
}
