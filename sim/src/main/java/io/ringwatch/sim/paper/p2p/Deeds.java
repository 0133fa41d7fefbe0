package io.ringwatch.sim.paper.p2p;

import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.sim.paper.p2p.PeerMessage.Order;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is done on one server by command of another, which is told when it is done. A VIP that is
 * set stays until it is removed or the machine goes down: the method has no leases.
 */
final class Deeds {
    private final Hands hands;
    private final Map<Integer, Effect.Hold> holds = new TreeMap<>();
    private final Map<Integer, Order> settings = new HashMap<>();
    private final Map<Integer, Order> removals = new HashMap<>();
    private long lists;

    Deeds(Hands hands) {
        this.hands = hands;
    }

    void setOwnVip() {
        hold(hands.self());
    }

    void carryOut(Order order) {
        Consumer<Boolean> answer = good -> answer(order, good);
        int server = order.server();
        switch (order.deed()) {
            case RESTART_DAEMON -> {
                String daemon = hands.ring().server(server).services().get(0);
                long limitNs = hands.ring().timing().serviceLimitNs();
                hands.effect(new Effect.RestartService(hands.await(answer), daemon, limitNs));
            }
            case RESTART_SERVER -> hands.effect(new Effect.RestartServer("commanded"));
            case SET_VIP -> {
                settings.put(server, order);
                hold(server);
            }
            case REMOVE_VIP -> remove(order);
            case START_VM -> {
                long limitNs = hands.ring().timing().guestLimitNs();
                hands.effect(new Effect.PrepareGuest(hands.await(answer), server, limitNs));
            }
            case SUSPEND_VM -> {
                hands.effect(new Effect.SuspendGuest(server));
                answer.accept(true);
            }
            default -> {
                hands.effect(new Effect.SetFlag(true));
                answer.accept(true);
            }
        }
    }

    private void hold(int server) {
        boolean virtual = server != hands.self();
        holds.put(server, new Effect.Hold(server, virtual, Long.MAX_VALUE));
        hands.effect(new Effect.HoldVips(++lists, new ArrayList<>(holds.values())));
    }

    private void remove(Order order) {
        if (holds.remove(order.server()) == null) {
            answer(order, true);
            return;
        }
        removals.put(order.server(), order);
        hands.effect(new Effect.HoldVips(++lists, new ArrayList<>(holds.values())));
    }

    /** A result of something that this server does. */
    void on(Input input) {
        if (input instanceof Input.ServiceRestarted restarted) {
            hands.done(restarted.op(), restarted.good());
        } else if (input instanceof Input.GuestReady ready) {
            hands.done(ready.op(), true);
        } else if (input instanceof Input.GuestFailed failed) {
            hands.done(failed.op(), false);
        } else if (input instanceof Input.VipClaimed claimed) {
            answer(settings.remove(claimed.server()), true);
        } else if (input instanceof Input.VipConflict conflict) {
            holds.remove(conflict.server());
            answer(settings.remove(conflict.server()), false);
        } else if (input instanceof Input.VipDropped dropped) {
            answer(removals.remove(dropped.server()), true);
        }
    }

    private void answer(@Nullable Order order, boolean good) {
        if (order != null) {
            hands.send(order.from(), new PeerMessage.Done(order.op(), good));
        }
    }
}
