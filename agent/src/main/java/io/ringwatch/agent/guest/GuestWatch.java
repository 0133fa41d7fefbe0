package io.ringwatch.agent.guest;

import io.ringwatch.agent.guest.Guest.Stage;
import io.ringwatch.agent.guest.Hypervisor.Listed;
import io.ringwatch.agent.guest.Hypervisor.State;
import io.ringwatch.agent.guest.HypervisorException.Cause;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the guests of this host: whether those that serve still run and their agents answer,
 * whether originals still wait, and whether there is anything of ours that nobody knows of. What is
 * in an unknown state is ended. Each method is called by one thread only.
 */
final class GuestWatch {
    /** An agent may be held up for long by a guest that works hard. */
    private static final long SILENCE_MAX_NS = TimeUnit.SECONDS.toNanos(30);

    private static final Duration PING_LIMIT = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(GuestWatch.class);

    private final Deadlines deadlines;
    private final OriginalPool pool;
    private final Found found;
    private final String owner;
    private final BiConsumer<Integer, String> died;
    private final Map<Guest, Long> heardNs = new HashMap<>();
    private List<String> strangers = List.of();

    /**
     * @param owner whose domains are ours
     * @param died is told once of each that served
     */
    GuestWatch(
            Deadlines deadlines,
            OriginalPool pool,
            Found found,
            String owner,
            BiConsumer<Integer, String> died) {
        this.deadlines = deadlines;
        this.pool = pool;
        this.found = found;
        this.owner = owner;
        this.died = died;
    }

    /** Compares what there is with what is known. */
    void look() {
        List<Guest> before = pool.all();
        List<Listed> ours;
        try {
            ours =
                    deadlines.hypervisor().list(Slot.PREFIX).stream()
                            .filter(d -> d.mark().filter(m -> m.owner().equals(owner)).isPresent())
                            .toList();
        } catch (HypervisorException e) {
            // A guest may be well though nobody can say so: its VIP is examined from outside.
            pool.heard(e);
            return;
        }
        if (!pool.isFound()) {
            pool.found(found.among(ours));
            before = pool.all();
            // Before anything is made: what is not taken up now never will be.
            strangers = ours.stream().map(Listed::name).toList();
        }
        pool.reached();
        for (Guest guest : before) {
            compare(guest, ours);
        }
        endStrangers(ours);
        pool.fillSoon();
    }

    /** What nobody knows twice in a row: one that is just being ended is none. */
    private void endStrangers(List<Listed> ours) {
        List<String> unknown =
                ours.stream().map(Listed::name).filter(name -> !pool.knows(name)).toList();
        for (String name : unknown) {
            if (strangers.contains(name)) {
                LOG.warn("{} is in a state that nobody knows: ended", name);
                end(name);
            }
        }
        strangers = unknown;
    }

    private void compare(Guest guest, List<Listed> ours) {
        State state =
                ours.stream()
                        .filter(d -> d.name().equals(guest.name()))
                        .map(Listed::state)
                        .findFirst()
                        .orElse(null);
        switch (guest.stage) {
            case SERVING -> {
                if (state != State.RUNNING) {
                    isDead(guest, words(state));
                }
            }
            case READY -> {
                if (pool.isInMemory() && state != State.PAUSED) {
                    LOG.warn("the original {} {}: another is made", guest.name(), words(state));
                    destroy(guest);
                }
            }
            case ENDING -> destroy(guest);
            case MAKING, PREPARING, STOPPING -> {
                // Whoever does that sees for itself.
            }
        }
    }

    private static String words(@Nullable State state) {
        if (state == null) {
            return "is gone: it crashed, or somebody destroyed it";
        }
        return switch (state) {
            case RUNNING -> "runs, and nobody here has resumed it";
            case PAUSED -> "is suspended, and nobody here has done that";
            case ENDED -> "has crashed or been shut down";
        };
    }

    private void isDead(Guest guest, String reason) {
        int server = guest.server;
        if (pool.dies(guest)) {
            LOG.error("{}, the virtual server of {}, {}", guest.name(), server, reason);
            died.accept(server, reason);
        }
        destroy(guest);
    }

    private void destroy(Guest guest) {
        try {
            pool.destroy(guest);
        } catch (HypervisorException e) {
            LOG.warn("tried again later: {}", e.getMessage());
        }
    }

    private void end(String domain) {
        try {
            deadlines.hypervisor().destroy(domain);
        } catch (HypervisorException e) {
            LOG.warn("tried again later: {}", e.getMessage());
        }
    }

    /** Asks the guest agents of those that serve. */
    void ask() {
        List<Guest> serving = pool.all().stream().filter(g -> g.stage == Stage.SERVING).toList();
        heardNs.keySet().retainAll(serving);
        for (Guest guest : serving) {
            long sinceNs = heardNs.computeIfAbsent(guest, g -> System.nanoTime());
            Optional<HypervisorException> failure = ping(guest);
            if (failure.isEmpty() || failure.get().reason() != Cause.SILENT) {
                // Of a guest whose hypervisor does not answer nothing is known.
                heardNs.put(guest, System.nanoTime());
            } else if (System.nanoTime() - sinceNs > SILENCE_MAX_NS) {
                long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - sinceNs);
                isDead(guest, "has a guest agent that is silent for " + seconds + " s");
            }
        }
    }

    private Optional<HypervisorException> ping(Guest guest) {
        try {
            new GuestAgent(deadlines.hypervisor(), guest.name()).ping(PING_LIMIT);
            return Optional.empty();
        } catch (HypervisorException e) {
            return Optional.of(e);
        }
    }
}
