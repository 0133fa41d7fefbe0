package io.ringwatch.recovery;

import io.ringwatch.files.Change;
import io.ringwatch.files.Row;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Event;
import io.ringwatch.member.Input;
import io.ringwatch.member.Situation;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Server;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The virtual servers that run on this host: made ready when a leader asks, kept while the files
 * say that they serve, watched inside and out, and returned to clean suspended originals.
 */
public final class Hosting {
    /** A virtual server that nobody assigns or asks for is returned after this time. */
    private static final long UNWANTED_NS = 30_000_000_000L;

    private final Situation situation;
    private final TreeMap<Integer, Guest> guests = new TreeMap<>();
    private final Set<Integer> suspending = new HashSet<>();
    private int procedures;

    private enum Step {
        PREPARING,
        READY,
        DEAD
    }

    private final class Guest {
        private final int server;
        private final GuestWatch watch;
        private Step step = Step.PREPARING;
        private long op;
        private final Set<Integer> askers = new TreeSet<>();
        private int asker;
        private long askedNs;
        private long resumeMs;
        private long installMs;
        private String reason = "";
        private boolean separated;

        private Guest(int server) {
            this.server = server;
            watch = new GuestWatch(situation, server);
        }
    }

    public Hosting(Situation situation) {
        this.situation = situation;
    }

    /** Digest of the installation procedures here, as it was read last. */
    public void onProcedures(int digest) {
        procedures = digest;
    }

    /** The same, 0 if this server is no host. */
    public int procedures() {
        return procedures;
    }

    /**
     * Called in the first turn: virtual servers outlive an agent that was only restarted, not a
     * boot. One that its forerunner began is returned, since nobody will ask for it; and all are
     * returned by an agent that has lost its record of what it may have missed, since it can hold
     * no VIP for them.
     */
    public void start() {
        boolean known = situation.voter().isCaughtUp();
        for (Server server : situation.ring().servers()) {
            Row row = situation.row(server.number()).orElse(null);
            if (known && row != null && serves(row)) {
                guests.computeIfAbsent(server.number(), Guest::new).step = Step.READY;
            } else if (server.number() != situation.self()) {
                situation.turn().emit(new Effect.SuspendGuest(server.number()));
            }
        }
    }

    private boolean serves(Row row) {
        return row.holder() == situation.self() && row.number() != situation.self();
    }

    /** Whether a virtual server for that server runs here and is ready to hold its VIPs. */
    public boolean isReady(int server) {
        Guest guest = guests.get(server);
        return guest != null && guest.step == Step.READY;
    }

    /** Whether none runs or is made ready here. */
    public boolean isEmpty() {
        return guests.isEmpty();
    }

    /** Virtual servers running here. */
    public int count() {
        return (int) guests.values().stream().filter(g -> g.step != Step.DEAD).count();
    }

    /** A leader wants one ready; asked again and again until it has the answer. */
    public void onWant(int from, int server) {
        if (server == situation.self() || !situation.ring().has(server)) {
            return;
        }
        Guest guest = guests.computeIfAbsent(server, Guest::new);
        guest.askers.add(from);
        guest.asker = from;
        guest.askedNs = situation.turn().now();
        switch (guest.step) {
            case READY -> answerReady(guest);
            case DEAD -> {
                situation.turn().send(from, new Message.NoGuest(server, guest.reason));
                // it may hang and run on: the next one needs a clean original
                suspend(server);
            }
            case PREPARING -> {
                if (guest.op == 0) {
                    guest.op = situation.turn().op();
                    situation
                            .turn()
                            .emit(
                                    new Effect.PrepareGuest(
                                            guest.op, server, situation.timing().guestLimitNs()));
                }
            }
        }
    }

    private void answerReady(Guest guest) {
        situation
                .turn()
                .send(
                        guest.asker,
                        new Message.HaveGuest(guest.server, guest.resumeMs, guest.installMs));
    }

    public void onReady(Input.GuestReady ready) {
        Guest guest = guests.get(ready.server());
        if (guest == null || guest.op != ready.op()) {
            situation.turn().emit(new Effect.SuspendGuest(ready.server()));
            return;
        }
        guest.step = Step.READY;
        guest.resumeMs = ready.resumeMs();
        guest.installMs = ready.installMs();
        answerReady(guest);
    }

    public void onFailed(Input.GuestFailed failed) {
        Guest guest = guests.get(failed.server());
        if (guest != null && guest.op == failed.op()) {
            guests.remove(failed.server());
            situation
                    .turn()
                    .send(guest.asker, new Message.NoGuest(failed.server(), failed.reason()));
        }
    }

    /** A virtual server is gone: if it served, its VIPs are vacated so that it is placed again. */
    public void onDied(int server, String reason) {
        Guest guest = guests.get(server);
        if (guest != null && guest.step != Step.DEAD) {
            guest.step = Step.DEAD;
            guest.reason = reason;
            situation
                    .turn()
                    .tell(
                            Event.Kind.GUEST_FAILED,
                            server,
                            "its virtual server died: " + reason,
                            "host",
                            situation.self(),
                            "reason",
                            reason);
        }
    }

    /**
     * Somebody does not want it any more; it is returned once that is so for all who asked for it.
     * A manager whose separation lost to that of another one must not take away what the other is
     * about to assign.
     */
    public void onDrop(int from, int server) {
        Guest guest = guests.get(server);
        if (guest == null) {
            return;
        }
        guest.askers.remove(from);
        Row row = situation.row(server).orElse(null);
        if (guest.askers.isEmpty() && (row == null || !serves(row))) {
            suspend(server);
        }
    }

    private void suspend(int server) {
        Guest guest = guests.remove(server);
        if (guest != null) {
            suspending.add(server);
            situation.turn().emit(new Effect.SuspendGuest(server));
        }
    }

    public void onExamined(Input.Examined result) {
        guests.values().forEach(guest -> guest.watch.onExamined(result));
    }

    /** Watches those that serve, and returns those that nobody wants. */
    public void poll() {
        if (guests.isEmpty()) {
            return;
        }
        for (Guest guest : List.copyOf(guests.values())) {
            Row row = situation.row(guest.server).orElse(null);
            boolean serving = row != null && serves(row);
            guest.separated |= row != null && row.place().isSeparated();
            if (serving) {
                guest.askedNs = situation.turn().now();
                if (guest.step == Step.READY && guest.watch.failed(situation.lease().isValid())) {
                    onDied(guest.server, guest.watch.detail());
                }
            } else if (isOver(guest, row) || situation.turn().due(guest.askedNs + UNWANTED_NS)) {
                suspend(guest.server);
            }
        }
    }

    /**
     * Whether the server itself was let back, or another host has the VIPs, or it died and the VIPs
     * are vacated: then a clean original is better than none.
     */
    private boolean isOver(Guest guest, @Nullable Row row) {
        if (row == null) {
            return false;
        }
        if (guest.step == Step.DEAD) {
            return true;
        }
        // one that was asked for before the separation is committed is still wanted
        boolean back = guest.separated && !row.place().isSeparated();
        return back || row.isVirtual() && row.holder() != situation.self();
    }

    /** A virtual server is a clean suspended original again. */
    public void onSuspended(int server) {
        if (suspending.remove(server)) {
            situation
                    .turn()
                    .tell(Event.Kind.RELEASED, server, "its virtual server is suspended again");
        }
    }

    /**
     * Adds the changes that vacate the VIPs of virtual servers that died here, or that this host is
     * said to have and has not: one that lost its record has returned them all.
     */
    public void wants(List<Change> changes) {
        for (Row row : situation.voter().outline().held()) {
            Guest guest = guests.get(row.number());
            if (serves(row) && (guest == null || guest.step == Step.DEAD)) {
                changes.add(
                        new Change(
                                row,
                                row.vacated(situation.nextVersion(), situation.turn().wallMs())));
            }
        }
    }
}
