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
        long delayNs = target.surroundings().fenceDelayNs();
        boolean reached =
                exists
                        && target.surroundings().fence() != Surroundings.Fence.FAILS
                        && fabric.net.isPlugged(asker.number(), Network.MANAGEMENT);
        if (!reached) {
            String why = exists ? "fence does not answer" : "no fence";
            long afterNs = exists ? effect.limitNs() : fabric.speeds.step().maxNs();
            answer(fabric, agent, effect, new Answer(Input.FenceStatus.FAILED, why), afterNs);
            return;
        }
        delayNs += fabric.chance.within(fabric.speeds.fence());
        boolean late = delayNs > effect.limitNs();
        if (late) {
            var failed = new Answer(Input.FenceStatus.FAILED, "fence took too long");
            answer(fabric, agent, effect, failed, effect.limitNs());
        }
        fabric.events.after(
                delayNs,
                () -> {
                    Input.FenceStatus status = act(fabric, target, effect.action(), asker.name());
                    if (!late) {
                        long stepNs = fabric.chance.within(fabric.speeds.step());
                        answer(fabric, agent, effect, new Answer(status, ""), stepNs);
                    }
                });
    }

    private record Answer(Input.FenceStatus status, String detail) {}

    private static void answer(
            Fabric fabric, Agent agent, Effect.Fence effect, Answer given, long afterNs) {
        var fenced = new Input.Fenced(effect.op(), effect.server(), given.status(), given.detail());
        fabric.events.after(afterNs, () -> agent.feed(fenced));
    }

    private static Input.FenceStatus act(
            Fabric fabric, Machine target, Effect.Power action, String asker) {
        boolean lies = target.surroundings().fence() == Surroundings.Fence.LIES;
        if (lies && action != Effect.Power.ON) {
            fabric.trace.tell(target.name(), "is said to be off by its fence");
            target.saidToBeOff();
            return Input.FenceStatus.OFF;
        }
        if (action == Effect.Power.OFF) {
            fabric.trace.tell(target.name(), "is fenced off by " + asker);
            target.powerOff();
        } else if (action == Effect.Power.ON) {
            fabric.trace.tell(target.name(), "is fenced on by " + asker);
            target.powerOn(fabric.speeds.boot());
        }
        return target.power() == Machine.Power.OFF ? Input.FenceStatus.OFF : Input.FenceStatus.ON;
    }

    static void wake(Fabric fabric, Machine waker, int server) {
        Machine target = fabric.machine(server);
        if (!target.surroundings().wakeWorks()
                || !fabric.net.isOpen(waker.number(), server, Network.MANAGEMENT)) {
            return;
        }
        if (target.power() == Machine.Power.OFF) {
            fabric.trace.tell(target.name(), "is woken by " + waker.name());
            target.powerOn(fabric.speeds.boot());
        }
        target.goOn(Stillness.ASLEEP);
    }
}
