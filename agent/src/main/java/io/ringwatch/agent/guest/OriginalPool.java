package io.ringwatch.agent.guest;

import io.ringwatch.agent.config.GuestOptions.Kept;
import io.ringwatch.agent.drivers.DriverException;
import io.ringwatch.agent.drivers.Originals;
import io.ringwatch.agent.guest.Guest.Stage;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The guests of this host: originals that wait, and those that stand in for a server. An original
 * is used once; a clean one takes its place. Safe for use by several threads.
 */
final class OriginalPool implements Originals {
    private static final Logger LOG = LoggerFactory.getLogger(OriginalPool.class);
    private static final long AGAIN_MIN_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long AGAIN_MAX_NS = TimeUnit.SECONDS.toNanos(60);
    private static final Duration DESTROY_LIMIT = Duration.ofSeconds(4);

    private final Deadlines deadlines;
    private final Maker maker;
    private final Place place;
    private final Procedures procedures;
    private final Respite respite;
    private final Executor background;

    /** All that this agent knows of, by slot number. */
    private final TreeMap<Integer, Guest> guests = new TreeMap<>();

    /**
     * Servers whose virtual server is not wanted, said before it was known whether there is one.
     */
    private final Set<Integer> unwanted = new HashSet<>();

    private boolean found;
    private boolean filling;
    private int lastNumber;
    private boolean unreachable;
    private String trouble = "the agent has just been started";
    private long againNs = System.nanoTime();
    private long pauseNs = AGAIN_MIN_NS;

    /**
     * @param respite when none are made
     * @param background makes originals, one after another
     */
    OriginalPool(
            Deadlines deadlines,
            Maker maker,
            Procedures procedures,
            Respite respite,
            Executor background) {
        this.deadlines = deadlines;
        this.maker = maker;
        this.procedures = procedures;
        this.respite = respite;
        this.place = maker.place();
        this.background = background;
    }

    /** Whether it is known what an earlier agent left. */
    synchronized boolean isFound() {
        return found;
    }

    synchronized void found(List<Guest> left) {
        left.forEach(guest -> guests.put(guest.slot.number(), guest));
        left.stream().filter(g -> unwanted.contains(g.server)).forEach(this::condemn);
        lastNumber = guests.isEmpty() ? 0 : guests.lastKey();
        found = true;
        trouble = "";
        if (!left.isEmpty()) {
            LOG.info("guests of an earlier agent are taken up: {}", left);
        }
    }

    /**
     * Nobody wants the virtual server of that server: an agent says so in its first moments, of
     * what its forerunner may have left, when it is not known yet what that is.
     */
    synchronized void unwanted(int server) {
        unwanted.add(server);
    }

    synchronized List<Guest> all() {
        return List.copyOf(guests.values());
    }

    synchronized Optional<Guest> of(int server) {
        return guests.values().stream().filter(g -> g.server == server).findFirst();
    }

    /** Servers for which one is on the way to serve, or does. */
    synchronized Set<Integer> servers() {
        return guests.values().stream()
                .filter(g -> g.stage == Stage.PREPARING || g.stage == Stage.SERVING)
                .map(g -> g.server)
                .collect(Collectors.toSet());
    }

    synchronized boolean knows(String domain) {
        return guests.values().stream().anyMatch(g -> g.name().equals(domain));
    }

    /** Whether originals wait in memory. */
    boolean isInMemory() {
        return place.options().kept() == Kept.PAUSED;
    }

    /**
     * It served, and is dead.
     *
     * @return whether that is news
     */
    synchronized boolean dies(Guest guest) {
        boolean served = guest.stage == Stage.SERVING;
        guest.stage = Stage.ENDING;
        return served;
    }

    /** The hypervisor answers: what was said of that is over. */
    synchronized void reached() {
        if (unreachable) {
            unreachable = false;
            trouble = "";
            againNs = System.nanoTime();
        }
    }

    /** What a failure says of the hypervisor as a whole. */
    synchronized void heard(HypervisorException failure) {
        if (failure.reason() == HypervisorException.Cause.UNREACHABLE) {
            unreachable = true;
            missing(String.valueOf(failure.getMessage()));
        }
    }

    /** Nothing is begun on a hypervisor that is known not to answer. */
    synchronized void requireHypervisor() throws DriverException {
        if (unreachable) {
            throw new DriverException("no original server is ready: " + trouble);
        }
    }

    /** Why there is no original, if that is not for lack of trying. */
    synchronized void missing(String reason) {
        if (!reason.equals(trouble)) {
            LOG.error("no original server: {}", reason);
        }
        trouble = reason;
    }

    /**
     * Takes an original for a server.
     *
     * @throws DriverException if none is ready; says why
     */
    synchronized Guest take(int server) throws DriverException {
        respite.disturbed(System.nanoTime());
        if (place.options().kept() == Kept.COLD && found) {
            Guest cold = reserve(maker.template());
            cold.server = server;
            cold.stage = Stage.PREPARING;
            return cold;
        }
        Guest guest = waiting().stream().findFirst().orElse(null);
        if (guest == null) {
            String why = trouble.isEmpty() ? "the next one is being made" : trouble;
            throw new DriverException("no original server is ready: " + why);
        }
        maker.requireMemory(Math.max(0, maker.template().memoryKb() - guest.residentKb));
        guest.server = server;
        guest.stage = Stage.PREPARING;
        return guest;
    }

    private List<Guest> waiting() {
        return guests.values().stream().filter(g -> g.stage == Stage.READY).toList();
    }

    private Guest reserve(Template template) throws DriverException {
        // Not those that were free last: nobody must take a new guest for the one before it.
        for (int i = 0; i < Slot.NUMBER_MAX; i++) {
            int number = 1 + (lastNumber + i) % Slot.NUMBER_MAX;
            if (!guests.containsKey(number)) {
                lastNumber = number;
                Guest guest = maker.begin(new Slot(number), template);
                guests.put(number, guest);
                return guest;
            }
        }
        throw new DriverException("more than " + Slot.NUMBER_MAX + " guests");
    }

    /**
     * It serves from now on.
     *
     * @return whether it is still wanted
     */
    synchronized boolean serves(Guest guest) {
        boolean wanted = guest.stage == Stage.PREPARING;
        if (wanted) {
            respite.disturbed(System.nanoTime());
            guest.stage = Stage.SERVING;
        }
        return wanted;
    }

    /**
     * It serves no more, and is left alone until it is destroyed.
     *
     * @return whether it served
     */
    synchronized boolean stops(Guest guest) {
        boolean served = guest.stage == Stage.SERVING;
        guest.stage = served ? Stage.STOPPING : Stage.ENDING;
        return served;
    }

    /** From now on it stands in for nobody, and is to be destroyed. */
    synchronized void condemn(Guest guest) {
        guest.stage = Stage.ENDING;
    }

    /**
     * Destroys it, whatever its state is; if that fails, it is tried again later by whoever looks.
     */
    void destroy(Guest guest) throws HypervisorException {
        condemn(guest);
        deadlines.until(System.nanoTime() + DESTROY_LIMIT.toNanos()).destroy(guest.name());
        maker.forget(guest);
        synchronized (this) {
            guests.remove(guest.slot.number(), guest);
        }
        fillSoon();
    }

    /** Has as many originals made as are wanted, in the background. */
    synchronized void fillSoon() {
        if (!filling && begins() && System.nanoTime() - againNs >= 0) {
            filling = true;
            background.execute(this::fill);
        }
    }

    private boolean lacks() {
        if (place.options().kept() == Kept.COLD) {
            return coldLifeMs == 0;
        }
        return waiting().size() < place.options().originals();
    }

    /** Of originals that are not kept: how long it took to start the one that was tried. */
    private long coldLifeMs;

    private void fill() {
        boolean good = true;
        while (good && begins()) {
            good = makeOne();
        }
        synchronized (this) {
            filling = false;
            notifyAll();
        }
    }

    private synchronized boolean begins() {
        return found && lacks() && respite.isOver(System.nanoTime());
    }

    private boolean makeOne() {
        Guest guest = null;
        try {
            Template template = maker.template();
            synchronized (this) {
                guest = reserve(template);
            }
            maker.make(guest, template);
            made(guest);
            return true;
        } catch (DriverException e) {
            failed(guest, String.valueOf(e.getMessage()));
        } catch (HypervisorException e) {
            heard(e);
            failed(guest, String.valueOf(e.getMessage()));
        }
        return false;
    }

    private synchronized void made(Guest guest) {
        trouble = "";
        pauseNs = AGAIN_MIN_NS;
        if (place.options().kept() == Kept.COLD) {
            coldLifeMs = guest.lifeMs;
            guests.remove(guest.slot.number(), guest);
        } else if (guest.stage == Stage.MAKING) {
            guest.stage = Stage.READY;
        }
        LOG.info("{} is ready, alive in {} ms", guest.name(), guest.lifeMs);
        notifyAll();
    }

    private void failed(@Nullable Guest guest, String reason) {
        missing(reason);
        synchronized (this) {
            againNs = System.nanoTime() + pauseNs;
            pauseNs = Math.min(AGAIN_MAX_NS, 2 * pauseNs);
        }
        if (guest != null) {
            try {
                destroy(guest);
            } catch (HypervisorException e) {
                LOG.warn("{} stays for now: {}", guest.name(), e.getMessage());
            }
        }
    }

    /** Memory that the next virtual server has already, kB. */
    synchronized long residentKb() {
        return waiting().stream().mapToLong(g -> g.residentKb).findFirst().orElse(0);
    }

    @Override
    public Map<Integer, String> procedures() {
        return procedures.digests();
    }

    @Override
    public synchronized Stock stock() {
        boolean cold = place.options().kept() == Kept.COLD;
        String why = trouble.isEmpty() && lacks() ? "being made" : trouble;
        return new Stock(
                place.options().kept().word(),
                cold ? 1 : place.options().originals(),
                Guests.ready(waiting(), coldLifeMs),
                Guests.serving(guests.values()),
                lacks() || unreachable ? why : "");
    }

    @Override
    public void prepare(boolean anew, Duration limit) throws DriverException {
        long endNs = System.nanoTime() + limit.toNanos();
        if (anew) {
            List<Guest> old;
            synchronized (this) {
                coldLifeMs = 0;
                old = waiting();
                old.forEach(this::condemn);
            }
            for (Guest guest : old) {
                try {
                    destroy(guest);
                } catch (HypervisorException e) {
                    throw new DriverException(String.valueOf(e.getMessage()), e);
                }
            }
        }
        synchronized (this) {
            againNs = System.nanoTime();
            respite.end(againNs);
            fillSoon();
            await(endNs, limit);
        }
    }

    /** Until all are ready, or the attempt has failed. */
    private synchronized void await(long endNs, Duration limit) throws DriverException {
        try {
            while (lacks() || !found || unreachable) {
                long leftNs = endNs - System.nanoTime();
                if (leftNs <= 0) {
                    throw new DriverException(
                            "not ready within " + limit.toSeconds() + " s: " + stock().trouble());
                }
                if (found && !filling && !unreachable) {
                    throw new DriverException(trouble);
                }
                TimeUnit.NANOSECONDS.timedWait(this, Math.min(leftNs, AGAIN_MIN_NS / 4));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DriverException("interrupted", e);
        }
    }
}
