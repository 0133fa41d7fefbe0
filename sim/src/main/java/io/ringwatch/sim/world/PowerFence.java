package io.ringwatch.sim.world;

import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.ring.Network;
import io.ringwatch.ring.Ring;

/**
 * Turns machines off and on from outside: power fences, reached by anybody, and wake-on-LAN, over
 * the network.
 */
final class PowerFence {
    private PowerFence() {}

    static void ask(Fabric fabric, Machine asker, Agent agent, Effect.Fence effect) {
        Machine target = fabric.machine(effect.server());
        boolean exists =
                effect.server() != Ring.WITNESS && fabric.ring.server(effect.server()).fenced();
        boolean reached =
                exists
                        && target.fenceWorks()
                        && fabric.net.isPlugged(asker.number(), Network.MANAGEMENT);
        if (!reached) {
            var failed =
                    new Input.Fenced(
                            effect.op(),
                            effect.server(),
                            Input.FenceStatus.FAILED,
                            exists ? "fence does not answer" : "no fence");
            fabric.events.after(
                    exists ? effect.limitNs() : fabric.speeds.step().maxNs(),
                    () -> agent.feed(failed));
            return;
        }
        fabric.after(
                fabric.speeds.fence(),
                () -> {
                    act(fabric, target, effect.action(), asker.name());
                    Input.FenceStatus status =
                            target.power() == Machine.Power.OFF
                                    ? Input.FenceStatus.OFF
                                    : Input.FenceStatus.ON;
                    fabric.after(
                            fabric.speeds.step(),
                            () ->
                                    agent.feed(
                                            new Input.Fenced(
                                                    effect.op(), effect.server(), status, "")));
                });
    }

    private static void act(Fabric fabric, Machine target, Effect.Power action, String asker) {
        if (action == Effect.Power.OFF) {
            fabric.trace.tell(target.name(), "is fenced off by " + asker);
            target.powerOff();
        } else if (action == Effect.Power.ON) {
            fabric.trace.tell(target.name(), "is fenced on by " + asker);
            target.powerOn(fabric.speeds.boot());
        }
    }

    static void wake(Fabric fabric, Machine waker, int server) {
        Machine target = fabric.machine(server);
        if (fabric.net.isOpen(waker.number(), server, Network.MANAGEMENT)
                && target.power() == Machine.Power.OFF) {
            fabric.trace.tell(target.name(), "is woken by " + waker.name());
            target.powerOn(fabric.speeds.boot());
        }
    }
}
