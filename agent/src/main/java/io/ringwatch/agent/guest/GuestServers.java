package io.ringwatch.agent.guest;

import io.ringwatch.agent.config.GuestOptions;
import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.config.RingConfig.Machine;
import io.ringwatch.agent.drivers.DriverException;
import io.ringwatch.agent.drivers.DriverListener;
import io.ringwatch.agent.drivers.Originals;
import io.ringwatch.agent.drivers.VirtualServers;
import io.ringwatch.agent.guest.Guest.Stage;
import io.ringwatch.agent.guest.Installation.InstallFailure;
import io.ringwatch.agent.work.Threads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The virtual servers of this host. */
public final class GuestServers implements VirtualServers, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GuestServers.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration ASK = Duration.ofSeconds(5);

    /** Longest silence of a guest agent that has just been woken. */
    private static final Duration WAKE_LIMIT = Duration.ofSeconds(8);

    private static final Duration OUTPUT_LIMIT = Duration.ofSeconds(5);

    private final RingConfig config;
    private final GuestOptions options;
    private final Place place;
    private final DriverListener listener;
    private final Deadlines deadlines;
    private final Maker maker;
    private final OriginalPool pool;
    private final Outputs outputs;
    private final Respite respite;
    private final Procedures procedures;

    /** Servers whose virtual server is missed here, and was said to be. */
    private final Set<Integer> missed = ConcurrentHashMap.newKeySet();

    private final Threads work = new Threads("guest-work", 2);
    private final Threads watch = new Threads("guest-watch", 1);

    /**
     * What is around them.
     *
     * @param options the ring file's
     * @param opener connects to the hypervisor
     * @param bridge the bridge that guests are connected to
     * @param state directory on a real disk
     */
    public record Setting(GuestOptions options, Opener opener, String bridge, Path state) {}

    /**
     * @param self number of this host
     */
    public GuestServers(RingConfig config, int self, Setting setting, DriverListener listener) {
        this(
                config,
                Place.of(
                        config,
                        setting.options(),
                        self,
                        setting.bridge(),
                        setting.state().resolve("guests")),
                setting.opener(),
                Respite.of(System.nanoTime()),
                listener);
    }

    GuestServers(
            RingConfig config,
            Place place,
            Opener opener,
            Respite respite,
            DriverListener listener) {
        this.config = config;
        this.options = place.options();
        this.place = place;
        this.respite = respite;
        this.listener = listener;
        deadlines = new Deadlines(opener);
        maker = new Maker(deadlines, place);
        procedures = new Procedures(config, place);
        pool = new OriginalPool(deadlines, maker, procedures, respite, work);
        outputs = new Outputs(place.directory());
    }

    /** Begins to look for what an earlier agent left, and to make what is missing. */
    public void start() {
        var found = new Found(place, maker);
        var eye = new GuestWatch(deadlines, pool, found, place.owner(), listener::guestDied);
        watch.execute(eye::look);
        watch.every(LOOK, eye::look);
        work.every(ASK, eye::ask);
        work.execute(procedures::examine);
        work.every(Procedures.PERIOD, procedures::examine);
    }

    @Override
    public Prepared prepare(int server, Duration limit) throws DriverException {
        long deadlineNs = System.nanoTime() + limit.toNanos();
        String name = config.ring().server(server).virtualName();
        Procedure procedure = procedures.read(server);
        byte[] archive = procedure.tar(Installation.DIRECTORY.substring(1) + "/");
        pool.requireHypervisor();
        endEarlier(server);
        Guest guest = pool.take(server);
        guest.procedure = procedure;
        try {
            Prepared prepared = install(guest, archive, deadlineNs);
            if (!pool.serves(guest)) {
                throw new DriverException("it was given up while it was installed");
            }
            missed.remove(server);
            work.execute(() -> afterwards(guest));
            return prepared;
        } catch (HypervisorException e) {
            pool.heard(e);
            throw failure(guest, name, String.valueOf(e.getMessage()), e);
        } catch (DriverException e) {
            throw failure(guest, name, String.valueOf(e.getMessage()), e);
        } catch (InstallFailure e) {
            outputs.keep(name, e.output());
            throw failure(guest, name, String.valueOf(e.getMessage()), e);
        }
    }

    /** One that is still there for the server is of an older attempt. */
    private void endEarlier(int server) throws DriverException {
        Optional<Guest> earlier = pool.of(server);
        if (earlier.isPresent()) {
            try {
                pool.destroy(earlier.get());
            } catch (HypervisorException e) {
                throw new DriverException(
                        "the virtual server of an earlier attempt is still there: "
                                + e.getMessage(),
                        e);
            }
        }
    }

    private Prepared install(Guest guest, byte[] archive, long deadlineNs)
            throws HypervisorException, DriverException, InstallFailure {
        long beganNs = System.nanoTime();
        Hypervisor hypervisor = deadlines.until(deadlineNs);
        maker.wake(guest, guest.server, hypervisor);
        var installation =
                new Installation(new GuestAgent(hypervisor, guest.name()), network(guest));
        long pid = installation.begin(archive, environment(guest.server), WAKE_LIMIT);
        long resumedNs = System.nanoTime();
        Duration left = Duration.ofNanos(deadlineNs - resumedNs);
        installation.await(
                pid, left.compareTo(options.installLimit()) < 0 ? left : options.installLimit());
        return new Prepared(
                TimeUnit.NANOSECONDS.toMillis(resumedNs - beganNs), Maker.ms(resumedNs));
    }

    private GuestNetwork network(Guest guest) {
        Machine machine = config.machine(guest.server);
        return new GuestNetwork(
                guest.mac,
                machine.virtualAddress(),
                config.ring().server(guest.server).vips(),
                machine.gateway(),
                GuestNetwork.networksOf(place.bridge()));
    }

    private Map<String, String> environment(int server) {
        var environment = new LinkedHashMap<String, String>();
        environment.put("RINGWATCH_SERVER", config.machine(server).name());
        environment.put("RINGWATCH_VIRTUAL_SERVER", config.ring().server(server).virtualName());
        environment.put("RINGWATCH_VIPS", String.join(" ", config.ring().server(server).vips()));
        environment.put("RINGWATCH_GATEWAY", config.machine(server).gateway());
        return environment;
    }

    private DriverException failure(Guest guest, String name, String reason, Exception cause) {
        pool.condemn(guest);
        work.execute(() -> end(guest));
        return new DriverException(name + " in " + guest.name() + ": " + reason, cause);
    }

    private void end(Guest guest) {
        try {
            pool.destroy(guest);
        } catch (HypervisorException e) {
            LOG.warn("{} stays for now: {}", guest.name(), e.getMessage());
        }
    }

    /** What need not be waited for: what it is, and what the installation said. */
    private void afterwards(Guest guest) {
        String name = config.ring().server(guest.server).virtualName();
        try {
            Hypervisor hypervisor = deadlines.hypervisor();
            hypervisor.mark(
                    guest.name(),
                    new Mark(
                            place.owner(),
                            Mark.Stage.SERVING,
                            guest.server,
                            guest.lifeMs,
                            guest.template));
            var agent = new GuestAgent(hypervisor, guest.name());
            outputs.keep(name, new Installation(agent, network(guest)).output(OUTPUT_LIMIT));
        } catch (HypervisorException e) {
            LOG.warn("{} serves, but: {}", guest.name(), e.getMessage());
        }
    }

    @Override
    public void suspend(int server) throws DriverException {
        pool.unwanted(server);
        Optional<Guest> found = pool.of(server);
        if (found.isEmpty()) {
            return;
        }
        Guest guest = found.get();
        boolean stops = guest.procedure == null || guest.procedure.hasStop();
        try {
            if (pool.stops(guest) && stops) {
                stop(guest);
            }
            pool.destroy(guest);
        } catch (HypervisorException e) {
            throw new DriverException(String.valueOf(e.getMessage()), e);
        }
    }

    private void stop(Guest guest) {
        var agent = new GuestAgent(deadlines.hypervisor(), guest.name());
        try {
            new Installation(agent, network(guest)).stop(environment(guest.server));
        } catch (HypervisorException e) {
            LOG.warn("{} is ended without having been stopped: {}", guest.name(), e.getMessage());
        }
    }

    /** This host's own function is here: what could wait until then may begin. */
    public void settled() {
        respite.settled(System.nanoTime());
    }

    /** Servers whose virtual server is made ready or serves here. */
    public Set<Integer> servers() {
        return pool.servers();
    }

    /**
     * The network cable of the virtual server that serves for a server here. To be asked only of
     * what is to be held here: that it is not there, is its death.
     */
    public Optional<Cable> cable(int server) {
        Optional<Guest> guest = pool.of(server).filter(g -> g.stage == Stage.SERVING);
        if (guest.isEmpty() && pool.isFound() && missed.add(server)) {
            // The member would go on believing in one that an earlier agent had.
            listener.guestDied(server, "no virtual server of it runs here");
        }
        return guest.map(g -> new Cable(g.slot.port(), g.mac));
    }

    /**
     * Where a guest is connected.
     *
     * @param port the host's end
     * @param mac hardware address of the guest's end
     */
    public record Cable(String port, String mac) {}

    /** The bridge that guests are connected to. */
    public String bridge() {
        return place.bridge();
    }

    /** Memory that the next virtual server has already, since it waits in memory, kB. */
    public long residentKb() {
        return pool.residentKb();
    }

    /** One digest of all installation procedures, 0 before they are read. */
    public int proceduresDigest() {
        return procedures.digest();
    }

    @Override
    public Optional<Originals> originals() {
        return Optional.of(pool);
    }

    /** What does not work at present, in words. */
    public List<String> problems() {
        var problems = procedures.problems();
        String trouble = pool.stock().trouble();
        if (!trouble.isEmpty()) {
            problems.add(0, "virtual servers: no original is ready: " + trouble);
        }
        return problems;
    }

    /** Ends the work here. Guests go on: an agent that is only started again takes them up. */
    @Override
    public void close() {
        watch.shutdownNow();
        work.shutdownNow();
        deadlines.close();
    }
}
