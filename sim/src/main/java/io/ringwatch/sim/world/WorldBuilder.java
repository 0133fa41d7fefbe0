package io.ringwatch.sim.world;

import io.ringwatch.ring.Isolation;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import io.ringwatch.ring.ServerType;
import io.ringwatch.ring.Timing;
import io.ringwatch.sim.plan.Waiver;
import io.ringwatch.sim.record.Member;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Says what a world is like, and starts it. */
public final class WorldBuilder {
    /** The servers of the ring paper, fig. 13, in its order. */
    private static final List<String> NAMES =
            List.of("mail", "ftp", "web1", "web2", "proxy", "login");

    private static final List<ServerType> TYPES =
            List.of(ServerType.CPU, ServerType.NETWORK, ServerType.CPU_NET);

    private final int servers;
    private final @Nullable Ring whole;
    private final Set<Waiver> waivers = EnumSet.noneOf(Waiver.class);
    private int services = 1;
    private List<String> absent = List.of();
    private boolean witness;
    private boolean fences;
    private boolean strict = true;
    private boolean flagged = true;
    private boolean recording = true;
    private Isolation isolation = Isolation.DROP;
    private boolean servicesNeedVip;
    private Timing timing = Timing.standard();
    private Speeds speeds = Speeds.usual();
    private long seed = 1;
    private long gatherNs;
    private Member.Factory members = Member::shipped;

    WorldBuilder(int servers) {
        this.servers = servers;
        this.whole = null;
    }

    WorldBuilder(Ring ring) {
        this.servers = ring.servers().size();
        this.whole = ring;
        this.witness = ring.witness();
        this.timing = ring.timing();
    }

    /**
     * So many services on every server, {@code maild}, {@code maild2} and so on; one unless told
     * otherwise.
     */
    public WorldBuilder services(int perServer) {
        services = perServer;
        return this;
    }

    /** These servers of the ring file are not in the ring yet: off, and without a flag. */
    public WorldBuilder absent(String... names) {
        absent = List.of(names);
        return this;
    }

    /** An exception that is otherwise not one of the things that may happen. */
    public WorldBuilder permit(Waiver waiver) {
        waivers.add(waiver);
        return this;
    }

    /** The ring file names a witness. */
    public WorldBuilder witness() {
        return witness(true);
    }

    /** Whether the ring file names a witness. */
    public WorldBuilder witness(boolean present) {
        witness = present;
        return this;
    }

    /** Every server has a power fence. */
    public WorldBuilder fences() {
        return fences(true);
    }

    /** Whether every server has a power fence. */
    public WorldBuilder fences(boolean present) {
        fences = present;
        return this;
    }

    /** What servers do without a lease; they drop their VIPs unless told otherwise. */
    public WorldBuilder isolation(Isolation without) {
        isolation = without;
        return this;
    }

    /** Whether services run only while their server has its VIPs. */
    public WorldBuilder servicesNeedVip(boolean need) {
        servicesNeedVip = need;
        return this;
    }

    /**
     * The profile; {@link Timing#standard()} unless told otherwise. What is said of witness,
     * fences, isolation, services and timing counts only for a ring that this builder makes up.
     */
    public WorldBuilder timing(Timing profile) {
        timing = profile;
        return this;
    }

    /** How long things take; {@link Speeds#usual()} unless told otherwise. */
    public WorldBuilder speeds(Speeds how) {
        speeds = how;
        return this;
    }

    /** From what everything random is drawn. */
    public WorldBuilder seed(long number) {
        seed = number;
        return this;
    }

    /** A VIP held twice does not end the run, but can be seen in the tenures. */
    public WorldBuilder lenient() {
        strict = false;
        return this;
    }

    /** Nobody creates the flags in the beginning. */
    public WorldBuilder unflagged() {
        flagged = false;
        return this;
    }

    /**
     * Whether everything that members are told and do is kept, for {@link World#replayAll} and for
     * the report of a violation; it is unless told otherwise. Without it a world is several times
     * as fast, and a seed that finds something is run again with it.
     */
    public WorldBuilder recording(boolean on) {
        recording = on;
        return this;
    }

    /**
     * Network cards hand over what has arrived only so often, as those do that spare their computer
     * an interrupt per packet; at once unless told otherwise. Worlds of hundreds of servers are
     * several times as fast with it.
     *
     * @param everyNs time between two hand-overs, nanoseconds, 1 to 8,388,607
     */
    public WorldBuilder gathering(long everyNs) {
        if (everyNs < 1 || everyNs > Mailbox.EVERY_NS_MAX) {
            throw new IllegalArgumentException(
                    "hand-overs of a network card every "
                            + everyNs
                            + " ns: expected 1 to "
                            + Mailbox.EVERY_NS_MAX);
        }
        gatherNs = everyNs;
        return this;
    }

    /** Other members than the shipped ones; only for tests of the world itself. */
    public WorldBuilder members(Member.Factory factory) {
        members = factory;
        return this;
    }

    /** The ring file of this world. */
    public Ring ring() {
        if (whole != null) {
            return new Ring(whole.name(), whole.servers(), witness, timing);
        }
        var all = new ArrayList<Server>();
        for (int number = 1; number <= servers; number++) {
            all.add(server(number));
        }
        return new Ring("sim", all, witness, timing);
    }

    /** A world in which all machines have just come up and their agents are about to start. */
    public World start() {
        Ring ring = ring();
        var fabric = new Fabric(ring, speeds, members, seed, strict, recording, gatherNs);
        for (Server server : ring.servers()) {
            add(fabric, server.number(), server.services());
        }
        if (ring.witness()) {
            add(fabric, Ring.WITNESS, List.of());
        }
        return new World(fabric, Set.copyOf(waivers), seed);
    }

    private void add(Fabric fabric, int number, List<String> services) {
        var machine = new Machine(fabric, number, services);
        fabric.add(machine);
        if (!absent.contains(machine.name())) {
            machine.standHere(flagged);
        }
    }

    private Server server(int number) {
        String name = number <= NAMES.size() ? NAMES.get(number - 1) : "s" + number;
        return new Server(
                number,
                name,
                TYPES.get(number % TYPES.size()),
                List.of("192.0.2." + number),
                IntStream.rangeClosed(1, services)
                        .mapToObj(i -> name + (i == 1 ? "d" : "d" + i))
                        .toList(),
                isolation,
                fences,
                1 << 20,
                name + "b",
                servicesNeedVip);
    }
}
