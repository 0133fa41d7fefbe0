package io.ringwatch.agent.address;

import io.ringwatch.agent.drivers.DriverException;
import io.ringwatch.agent.drivers.DriverListener;
import io.ringwatch.agent.drivers.Vips;
import io.ringwatch.agent.kernel.KernelException;
import io.ringwatch.agent.work.Threads;
import io.ringwatch.member.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * VIPs of this server that the kernel holds. Renewals have a thread of their own, so that no probe
 * and no process delays one; addresses are changed one after another on a second; a third, of a few
 * threads, asks and announces.
 *
 * <p>A VIP that is claimed: asked for, let through, added, announced. One that is dropped: not let
 * through, said to be dropped, removed. One whose lease ran out is mute in the kernel at once, and
 * begins from the start if it may be held again.
 */
public final class KernelVips implements Vips, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KernelVips.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration GATE_RETRY = Duration.ofMillis(100);
    private static final int WIRE_THREADS = 4;

    private final Parts parts;
    private final Map<Integer, List<Vip>> vips;
    private final Duration probeTime;
    private final Predicate<String> known;
    private final DriverListener listener;
    private final Troubles troubles = new Troubles();
    private final AtomicBoolean renewalWaits = new AtomicBoolean();
    private final Threads lease = new Threads("vip-lease", 1);
    private final Threads change = new Threads("vip-change", 1);
    private final Threads talk = new Threads("vip-talk", WIRE_THREADS);

    private final Announcer announcer;
    private final ConflictWatch others;
    private final Holdings holdings;
    private final Lookout lookout;
    private final Set<Integer> undropped = new TreeSet<>();
    private Map<Integer, Effect.Hold> allowed = Map.of();
    private long list;

    /** Every server at first: the first list ends what it leaves out of an earlier agent's. */
    private Set<Integer> named;

    /**
     * @param self number of this server
     * @param vips the VIPs of each server of the ring, by number
     * @param probeTime how long others are asked before a claim
     * @param known hardware addresses of the ring's servers and guests, small letters
     */
    KernelVips(
            Parts parts,
            Lan lan,
            int self,
            Map<Integer, List<Vip>> vips,
            Duration probeTime,
            Predicate<String> known,
            DriverListener listener) {
        this.parts = parts;
        this.vips = vips;
        this.probeTime = probeTime;
        this.known = known;
        this.listener = listener;
        this.named = new TreeSet<>(vips.keySet());
        this.holdings = new Holdings(vips, parts.ports(), troubles);
        this.announcer = new Announcer(parts, talk, this::isUp, troubles);
        this.lookout = new Lookout(parts, self, vips, probeTime, known, talk, troubles);
        this.others = new ConflictWatch(lan, all(), this::contradicted, troubles);
    }

    /** Takes up what an earlier agent left that still passes, and removes the rest. */
    void start() throws DriverException {
        try {
            Map<Pass, Long> passing = parts.gate().passing();
            Set<Vip> present = parts.addresses().present(all());
            Set<Vip> taken;
            synchronized (this) {
                taken = holdings.adopt(passing, present);
            }
            present.removeAll(taken);
            parts.addresses().remove(present);
        } catch (KernelException e) {
            throw new DriverException(String.valueOf(e.getMessage()), e);
        }
        others.start();
        change.every(InterfaceAddresses.LIFE.dividedBy(3), this::prolong);
        talk.every(Lookout.STEP, () -> lookout.look(this::isHeld));
    }

    private List<Vip> all() {
        return vips.values().stream().flatMap(List::stream).toList();
    }

    @Override
    public void hold(long op, List<Effect.Hold> holds) {
        var next = new TreeMap<Integer, Effect.Hold>();
        holds.forEach(h -> next.put(h.server(), h));
        synchronized (this) {
            allowed = next;
            list = op;
        }
        renewSoon();
    }

    private void renewSoon() {
        if (renewalWaits.compareAndSet(false, true)) {
            lease.execute(this::renew);
        }
    }

    /** On the lease's thread only. */
    private void renew() {
        renewalWaits.set(false);
        Turn turn = turn();
        try {
            Set<Pass> passing = parts.gate().pass(turn.ends());
            troubles.end(Troubles.Kind.GATE);
            List<Integer> dropped = passed(turn, passing);
            dropped.forEach(server -> dropped(server, turn.op()));
        } catch (KernelException e) {
            troubles.begin(Troubles.Kind.GATE, String.valueOf(e.getMessage()));
            lease.after(GATE_RETRY, this::renewSoon);
        }
        turn.toProbe().forEach(h -> talk.execute(() -> probe(h)));
        if (parts.link().cameUp()) {
            LOG.info("the link came up");
            announce(List.copyOf(vips.keySet()));
        }
    }

    /** What is to be done about the newest list. */
    private synchronized Turn turn() {
        long nowNs = System.nanoTime();
        var turn = new Turn(list, new HashMap<>(), new ArrayList<>(), new ArrayList<>());
        for (int server : named) {
            if (!allowed.containsKey(server)) {
                holdings.remove(server);
                undropped.add(server);
            }
        }
        undropped.removeAll(allowed.keySet());
        named = new TreeSet<>(allowed.keySet());
        for (Effect.Hold hold : allowed.values()) {
            if (hold.untilNs() - nowNs > 0 || hold.untilNs() == Gate.NEVER) {
                holdings.of(hold).ifPresent(holding -> advance(holding, hold, nowNs, turn));
            }
        }
        return turn;
    }

    private void advance(Holding holding, Effect.Hold hold, long nowNs, Turn turn) {
        boolean first = holding.stage == Holding.Stage.WANTED;
        if (first && lookout.isClear(holding.server, nowNs)) {
            holding.stage = Holding.Stage.OPENING;
        }
        if (holding.isDue(nowNs)) {
            holding.probe();
            turn.toProbe().add(holding);
        } else if (holding.lapsed(nowNs)) {
            LOG.warn("the lease of VIPs {} ran out; they are claimed again", holding.vips);
            holding.probe();
            turn.toProbe().add(holding);
        } else if (holding.isOpen()) {
            holding.passes().forEach(pass -> turn.ends().put(pass, hold.untilNs()));
            turn.open().add(holding);
        }
    }

    /** The kernel has it: the new ends, and who is certainly not held any more. */
    private synchronized List<Integer> passed(Turn turn, Set<Pass> passing) {
        for (Holding holding : turn.open()) {
            if (holding.isOpen() && passing.containsAll(holding.passes())) {
                holding.pass(turn.ends());
                boolean lasting = holding.endNs == Gate.NEVER;
                boolean changed = lasting != holding.lasting;
                holding.lasting = lasting;
                if (!holding.up) {
                    holding.up = true;
                    change.execute(() -> bringUp(holding));
                } else if (changed) {
                    change.execute(() -> prolong(holding));
                }
            }
        }
        var certain = List.copyOf(undropped);
        undropped.clear();
        return certain;
    }

    private void dropped(int server, long op) {
        change.execute(() -> takeDown(server));
        listener.vipDropped(server, op);
    }

    private void probe(Holding holding) {
        try {
            Wire wire = holding.guest().isPresent() ? parts.guestWire() : parts.wire();
            Optional<String> holder = wire.holderOf(holding.vips, probeTime, mac -> false, known);
            troubles.end(Troubles.Kind.PROBE);
            if (holder.isPresent()) {
                refused(holding);
                listener.vipConflict(holding.server, holder.get());
            } else {
                free(holding);
            }
        } catch (KernelException e) {
            troubles.begin(Troubles.Kind.PROBE, String.valueOf(e.getMessage()));
            refused(holding);
        }
    }

    /** Whether the VIPs of that server can be claimed without asking. */
    boolean isClear(int server) {
        return lookout.isClear(server, System.nanoTime());
    }

    /** Where the VIPs of that server are, as this machine's own. */
    public synchronized Presence presence(int server) {
        return holdings.presence(server, System.nanoTime());
    }

    private synchronized boolean isHeld(int server) {
        return holdings.has(server);
    }

    private synchronized void refused(Holding holding) {
        holding.refuse(System.nanoTime() + RETRY.toNanos());
    }

    private void free(Holding holding) {
        synchronized (this) {
            if (!holdings.has(holding)) {
                return;
            }
            holding.stage = Holding.Stage.OPENING;
        }
        renewSoon();
    }

    private synchronized boolean isUp(Holding holding) {
        return holdings.has(holding) && holding.up && !holding.lapsed(System.nanoTime());
    }

    private synchronized boolean isLasting(Holding holding) {
        return holding.lasting;
    }

    private synchronized boolean beginBringingUp(Holding holding) {
        return holdings.has(holding) && holding.beginBringingUp(System.nanoTime());
    }

    private void bringUp(Holding holding) {
        if (!beginBringingUp(holding)) {
            return;
        }
        try {
            add(holding);
        } catch (DriverException e) {
            troubles.begin(Troubles.Kind.ADDRESS, String.valueOf(e.getMessage()));
            refused(holding);
            return;
        }
        announcer.series(holding);
        claimed(holding);
        listener.vipClaimed(holding.server);
    }

    private synchronized void claimed(Holding holding) {
        holding.claimed = holding.up;
    }

    /** A guest has its addresses itself; this machine is to learn from it where they are. */
    private void add(Holding holding) throws DriverException {
        if (holding.guest().isEmpty()) {
            parts.addresses().add(holding.vips, isLasting(holding));
        } else {
            parts.addresses().forget(holding.vips);
        }
        troubles.end(Troubles.Kind.ADDRESS);
    }

    private void takeDown(int server) {
        synchronized (this) {
            if (holdings.has(server)) {
                return;
            }
        }
        try {
            parts.addresses().remove(vips.getOrDefault(server, List.of()));
            troubles.end(Troubles.Kind.ADDRESS);
        } catch (DriverException e) {
            // They are mute, and end by themselves.
            troubles.begin(Troubles.Kind.ADDRESS, String.valueOf(e.getMessage()));
        }
    }

    /** Addresses live on, and are announced to who has missed it or forgotten. */
    private void prolong() {
        for (Holding holding : up()) {
            prolong(holding);
            announcer.once(holding);
        }
    }

    private void prolong(Holding holding) {
        try {
            if (isUp(holding)) {
                add(holding);
            }
        } catch (DriverException e) {
            troubles.begin(Troubles.Kind.ADDRESS, String.valueOf(e.getMessage()));
        }
    }

    private synchronized List<Holding> up() {
        return holdings.all().stream().filter(h -> h.up).toList();
    }

    @Override
    public void announce(List<Integer> servers) {
        up().stream().filter(h -> servers.contains(h.server)).forEach(announcer::series);
    }

    /** Another machine says that it has what is held here: it is told, and told otherwise. */
    private void contradicted(Vip vip, String mac) {
        Holding holding;
        synchronized (this) {
            long nowNs = System.nanoTime();
            holding =
                    holdings.all().stream()
                            .filter(h -> h.vips.contains(vip) && isUp(h))
                            .filter(h -> !h.isAt(mac))
                            .filter(h -> h.defended(nowNs))
                            .findFirst()
                            .orElse(null);
        }
        if (holding != null) {
            listener.vipConflict(holding.server, mac + " says that it has " + vip);
            announcer.once(holding);
        }
    }

    /** What does not work at present, in words. */
    public List<String> problems() {
        return troubles.lines();
    }

    /** Ends the work here. The VIPs stay until the kernel lets go of them. */
    @Override
    public void close() {
        others.close();
        lease.shutdownNow();
        change.shutdownNow();
        talk.shutdownNow();
        parts.closer().run();
    }

    /**
     * What is outside.
     *
     * @param wire where this machine's own VIPs are asked for and announced
     * @param guestWire where those of its guests are
     * @param ports where guests are connected
     * @param closer releases it
     */
    record Parts(
            Gate gate,
            InterfaceAddresses addresses,
            Wire wire,
            Wire guestWire,
            GuestPorts ports,
            LinkWatch link,
            Runnable closer) {}

    /**
     * One renewal.
     *
     * @param ends what is to pass until when
     * @param open whose VIPs those are
     * @param toProbe whose VIPs are to be asked for
     */
    private record Turn(long op, Map<Pass, Long> ends, List<Holding> open, List<Holding> toProbe) {}
}
