package io.ringwatch.agent.host;

import io.ringwatch.agent.address.Addresses;
import io.ringwatch.agent.address.GuestBridge;
import io.ringwatch.agent.address.GuestPort;
import io.ringwatch.agent.address.GuestPorts;
import io.ringwatch.agent.address.KernelVips;
import io.ringwatch.agent.config.GuestOptions;
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
import io.ringwatch.agent.guest.GuestServers;
import io.ringwatch.agent.guest.Opener;
import io.ringwatch.agent.libvirt.LibvirtHypervisor;
import io.ringwatch.agent.power.FenceAgents;
import io.ringwatch.agent.power.WakeOnLan;
import io.ringwatch.ring.Ring;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The drivers of one agent on a real machine. */
final class HostDrivers implements Drivers {
    private final @Nullable GuestServers guests;
    private final EchoNetwork network;
    private final Supervisor supervisor;
    private final @Nullable ServicesWithVip servicesWithVip;
    private final FenceAgents fences;
    private final WakeOnLan wakeOnLan;
    private final Vips vips;
    private final @Nullable KernelVips kernelVips;

    HostDrivers(RingConfig config, int self, Path state, DriverListener listener)
            throws DriverException {
        HostOptions options = HostOptions.of(config);
        network = new EchoNetwork(config, self);
        supervisor = new Supervisor(options);
        fences = new FenceAgents(config);
        wakeOnLan = new WakeOnLan(config, self);
        if (self == Ring.WITNESS) {
            guests = null;
            kernelVips = null;
            vips = new NoVips();
        } else if (options.addresses() == HostOptions.AddressKind.LOOPBACK) {
            guests = null;
            kernelVips = null;
            vips = new LoopbackVips(listener);
        } else {
            Optional<GuestOptions> wanted = options.guests();
            guests = wanted.isEmpty() ? null : guests(config, self, wanted.get(), state, listener);
            Optional<GuestBridge> bridge =
                    Optional.ofNullable(guests).map(g -> new GuestBridge(g.bridge(), ports(g)));
            DriverListener heard =
                    guests == null ? listener : onClaim(self, guests::settled, listener);
            kernelVips = Addresses.open(config, self, options.conflictProbe(), bridge, heard);
            vips = kernelVips;
        }
        servicesWithVip = withVip(config, self);
        if (guests != null) {
            guests.start();
        }
    }

    private static GuestServers guests(
            RingConfig config, int self, GuestOptions options, Path state, DriverListener listener)
            throws DriverException {
        String bridge = GuestBridge.find(options.bridge(), config.machine(self).serviceAddress());
        Opener opener = () -> LibvirtHypervisor.open(options.libvirt());
        return new GuestServers(
                config, self, new GuestServers.Setting(options, opener, bridge, state), listener);
    }

    private @Nullable ServicesWithVip withVip(RingConfig config, int self) {
        KernelVips held = kernelVips;
        if (held == null || self == Ring.WITNESS || !config.ring().server(self).servicesNeedVip()) {
            return null;
        }
        var services =
                new ServicesWithVip(
                        config.ring().server(self).services(),
                        supervisor,
                        Duration.ofNanos(config.ring().timing().serviceRestartLimitNs()),
                        () -> held.presence(self));
        services.begin();
        return services;
    }

    /** Does it, too, when this server has its own VIPs. */
    private static DriverListener onClaim(int self, Runnable also, DriverListener told) {
        return new DriverListener() {
            @Override
            public void vipClaimed(int server) {
                told.vipClaimed(server);
                if (server == self) {
                    also.run();
                }
            }

            @Override
            public void vipDropped(int server, long op) {
                told.vipDropped(server, op);
            }

            @Override
            public void vipConflict(int server, String detail) {
                told.vipConflict(server, detail);
            }

            @Override
            public void guestDied(int server, String reason) {
                told.guestDied(server, reason);
            }
        };
    }

    private static GuestPorts ports(GuestServers guests) {
        return new GuestPorts() {
            @Override
            public Optional<GuestPort> of(int server) {
                return guests.cable(server).map(c -> new GuestPort(c.port(), c.mac()));
            }

            @Override
            public Set<Integer> servers() {
                return guests.servers();
            }
        };
    }

    @Override
    public Vips vips() {
        return vips;
    }

    @Override
    public VirtualServers virtualServers() {
        return guests == null ? new NoGuests() : guests;
    }

    @Override
    public long reservedKb() {
        return guests == null ? 0 : guests.residentKb();
    }

    @Override
    public int proceduresDigest() {
        return guests == null ? 0 : guests.proceduresDigest();
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
        return servicesWithVip == null ? supervisor : servicesWithVip;
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
        if (guests != null) {
            problems.addAll(guests.problems());
        }
        if (servicesWithVip != null) {
            problems.addAll(servicesWithVip.problems());
        }
        return problems;
    }

    @Override
    public void close() {
        fences.close();
        if (servicesWithVip != null) {
            servicesWithVip.close();
        }
        if (guests != null) {
            guests.close();
        }
        if (kernelVips != null) {
            kernelVips.close();
        }
    }
}
