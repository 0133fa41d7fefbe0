package io.ringwatch.sim.paper.p2p;

import io.ringwatch.files.Reason;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Event;
import io.ringwatch.ring.Ring;
import io.ringwatch.sim.paper.p2p.PeerMessage.Deed;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What the acting program does about a failed target: in the foreground its function comes back on
 * a virtual server, in the background the server itself, whose result (up.file, down.file) the
 * foreground looks for every second.
 */
final class Restoration {
    private static final long SECOND_NS = 1_000_000_000L;

    private final Hands hands;
    private final SharedArea area;
    private final int target;
    private final Reason reason;
    private final BooleanSupplier wanted;
    private final Consumer<Boolean> result;
    private final Set<Integer> inVain = new HashSet<>();
    private JobFile job = JobFile.NONE;
    private long beganNs;
    private long readyNs;

    /** What the background job has left for the foreground. */
    private enum JobFile {
        NONE,
        UP,
        DOWN
    }

    Restoration(
            Hands hands,
            SharedArea area,
            int target,
            Reason reason,
            BooleanSupplier wanted,
            Consumer<Boolean> result) {
        this.hands = hands;
        this.area = area;
        this.target = target;
        this.reason = reason;
        this.wanted = wanted;
        this.result = result;
    }

    void begin() {
        beganNs = hands.now().monoNs();
        if (reason == Reason.SERVICE) {
            hands.log("Remove_virtual_IP_(IPR)");
            hands.order(
                    target, Deed.REMOVE_VIP, target, SECOND_NS, removed -> restoreAfterRemoval());
        } else {
            hands.log("__Restart_check_(IPR)");
            awaitRestart(hands.now().monoNs() + hands.ring().timing().restartLimitNs());
            chooseHost();
        }
    }

    private void restoreAfterRemoval() {
        hands.log("__Start_of_restart_(IPR)");
        hands.order(target, Deed.RESTART_SERVER, target);
        // It still answers until it goes down.
        hands.after(
                SECOND_NS,
                () -> awaitStart(hands.now().monoNs() + hands.ring().timing().powerOnLimitNs()));
        chooseHost();
    }

    private void chooseHost() {
        Ring ring = hands.ring();
        long sinceMs = hands.now().wallMs() - ring.timing().intervalNs() / 1_000_000;
        OptionalInt host = area.choose(ring.server(target).type(), inVain, sinceMs);
        if (host.isEmpty()) {
            inVain.clear();
            hands.after(SECOND_NS, this::chooseHost);
            return;
        }
        int chosen = host.getAsInt();
        area.started(target, chosen);
        hands.log("Start_of_virtual_server_(IPV)");
        hands.order(
                chosen,
                Deed.START_VM,
                target,
                ring.timing().guestLimitNs(),
                ready -> setVip(chosen, ready));
    }

    private void setVip(int host, boolean ready) {
        if (!ready) {
            inVain.add(host);
            chooseHost();
            return;
        }
        readyNs = hands.now().monoNs();
        hands.log("Server_start_Complete");
        hands.order(
                host,
                Deed.SET_VIP,
                target,
                hands.ring().timing().serviceLimitNs(),
                set -> {
                    if (set) {
                        hands.log("Virtual_IP:_VIP_(IPV)");
                        tellFunction(host);
                        poll();
                    } else {
                        inVain.add(host);
                        chooseHost();
                    }
                });
    }

    private void tellFunction(int host) {
        long nowNs = hands.now().monoNs();
        hands.tell(
                Event.Kind.FUNCTION_RECOVERED,
                target,
                "virtual server serves for it",
                Map.of(
                        "host",
                        hands.ring().nameOf(host),
                        "readyMs",
                        String.valueOf((readyNs - beganNs) / 1_000_000),
                        "announceMs",
                        String.valueOf((nowNs - readyNs) / 1_000_000)));
    }

    /** Background job of a network trouble: is it restarting? If not in time, it is woken. */
    private void awaitRestart(long untilNs) {
        hands.ping(
                target,
                answers -> {
                    if (!wanted.getAsBoolean()) {
                        return;
                    }
                    if (answers) {
                        hands.log("__Restart_is_end_(IPR)");
                        examine(untilNs + hands.ring().timing().powerOnLimitNs());
                    } else if (hands.now().monoNs() < untilNs) {
                        awaitRestart(untilNs);
                    } else {
                        hands.log("__Server_is_down_(IPR)");
                        hands.log("__Start_IPR_forcibly");
                        hands.effect(new Effect.Wake(target));
                        awaitStart(hands.now().monoNs() + hands.ring().timing().powerOnLimitNs());
                    }
                });
    }

    private void awaitStart(long untilNs) {
        hands.ping(
                target,
                answers -> {
                    if (answers) {
                        hands.log("__Server_start_Complete");
                        examine(untilNs);
                    } else if (hands.now().monoNs() < untilNs) {
                        awaitStart(untilNs);
                    } else {
                        hands.log("__Make_down.file");
                        job = JobFile.DOWN;
                    }
                });
    }

    /** Its services answer at its own address: it may have its function back. */
    private void examine(long untilNs) {
        hands.probe(
                target,
                false,
                serves -> {
                    if (serves) {
                        hands.log("__Make_up.file");
                        job = JobFile.UP;
                    } else if (hands.now().monoNs() < untilNs) {
                        hands.after(SECOND_NS / 10, () -> examine(untilNs));
                    } else {
                        hands.log("__Make_down.file");
                        job = JobFile.DOWN;
                    }
                });
    }

    private void poll() {
        if (!wanted.getAsBoolean()) {
            return;
        }
        switch (job) {
            case NONE -> hands.after(SECOND_NS, this::poll);
            case UP -> handBack();
            case DOWN -> result.accept(false);
        }
    }

    private void handBack() {
        hands.log("Find_up.file");
        int host = area.host(target);
        long limitNs = hands.ring().timing().serviceLimitNs();
        hands.order(
                host,
                Deed.REMOVE_VIP,
                target,
                limitNs,
                removed ->
                        hands.order(target, Deed.SET_VIP, target, limitNs, set -> back(host, set)));
    }

    private void back(int host, boolean set) {
        if (!set) {
            // It failed again: what it had is given to the virtual server once more.
            job = JobFile.NONE;
            setVip(host, true);
            awaitStart(hands.now().monoNs() + hands.ring().timing().powerOnLimitNs());
            return;
        }
        hands.log("Virtual_IP:_VIP_(IPV->IPR)");
        hands.tell(Event.Kind.SERVER_RECOVERED, target, "serves again itself", Map.of());
        area.restore(target);
        hands.order(target, Deed.FLAG, target);
        hands.order(host, Deed.SUSPEND_VM, target);
        result.accept(true);
    }
}
