package io.ringwatch.sim.world;

import io.ringwatch.member.Effect;
import io.ringwatch.member.Event;
import io.ringwatch.member.Input;
import io.ringwatch.message.Message;

/** Carries out the effects of one member, as the shipped agent would, in this world. */
final class Carrier implements Effect.Handler {
    private final Fabric fabric;
    private final Machine machine;
    private final Agent agent;
    private final VipClaims claims;
    private final Examiner examiner;

    Carrier(Fabric fabric, Machine machine, Agent agent) {
        this.fabric = fabric;
        this.machine = machine;
        this.agent = agent;
        this.claims = new VipClaims(fabric, machine, agent);
        this.examiner = new Examiner(fabric, machine, agent);
    }

    @Override
    public void send(Effect.Send effect) {
        if (effect.afterStore()) {
            machine.disk().afterStored(() -> transmit(effect));
        } else {
            transmit(effect);
        }
    }

    private void transmit(Effect.Send effect) {
        int from = machine.number();
        if (effect.message() instanceof Message.Accept accept) {
            fabric.safety.proposed(accept.version(), accept.ballot(), accept.edit());
        } else if (effect.message() instanceof Message.Accepted accepted) {
            fabric.safety.accepted(from, accepted.version(), accepted.ballot());
        }
        if (from != effect.to() && fabric.net.swallows(effect.message())) {
            return;
        }
        if (fabric.traffic != null) {
            fabric.traffic.sent(effect.message());
        }
        fabric.net.send(from, fabric.machine(effect.to()), effect.message());
    }

    @Override
    public void storeVote(Effect.StoreVote effect) {
        machine.disk().store(effect.vote(), agent);
    }

    @Override
    public void storeFiles(Effect.StoreFiles effect) {
        machine.storeFiles(effect.files());
    }

    @Override
    public void storeHeartbeat(Effect.StoreHeartbeat effect) {
        // Heartbeats on the memory disk are for the command line, which nobody uses here.
    }

    @Override
    public void setFlag(Effect.SetFlag effect) {
        machine.flag(effect.present());
    }

    @Override
    public void examineSelf(Effect.ExamineSelf effect) {
        examiner.self(effect);
    }

    @Override
    public void examineNetwork(Effect.ExamineNetwork effect) {
        examiner.network(effect);
    }

    @Override
    public void examineServices(Effect.ExamineServices effect) {
        examiner.services(effect);
    }

    @Override
    public void restartService(Effect.RestartService effect) {
        fabric.after(
                fabric.speeds.serviceRestart(),
                () ->
                        agent.feed(
                                new Input.ServiceRestarted(
                                        effect.op(),
                                        effect.service(),
                                        machine.services().restart(effect.service()))));
    }

    @Override
    public void restartServer(Effect.RestartServer effect) {
        fabric.trace.tell(machine.name(), "restarts itself: " + effect.reason());
        fabric.after(
                fabric.speeds.step(),
                () -> agent.whenRunning(() -> machine.restart(fabric.speeds.boot())));
    }

    @Override
    public void holdVips(Effect.HoldVips effect) {
        claims.allow(effect.op(), effect.holds());
    }

    @Override
    public void announce(Effect.Announce effect) {
        fabric.trace.tell(
                machine.name(),
                "announces again: VIPs of "
                        + effect.servers().stream().map(fabric.ring::nameOf).toList());
    }

    @Override
    public void prepareGuest(Effect.PrepareGuest effect) {
        machine.guests().prepare(effect, agent);
    }

    @Override
    public void suspendGuest(Effect.SuspendGuest effect) {
        machine.guests().suspend(effect.server(), agent);
    }

    @Override
    public void fence(Effect.Fence effect) {
        PowerFence.ask(fabric, machine, agent, effect);
    }

    @Override
    public void wake(Effect.Wake effect) {
        PowerFence.wake(fabric, machine, effect.server());
    }

    @Override
    public void answer(Effect.Answer effect) {
        fabric.answers.add(effect);
        fabric.trace.tell(machine.name(), (effect.done() ? "done: " : "refused: ") + effect.text());
    }

    @Override
    public void log(Effect.Log effect) {
        fabric.trace.tell(machine.name(), effect.line());
    }

    @Override
    public void tell(Effect.Tell effect) {
        if (effect.event().kind() == Event.Kind.INCARNATION) {
            fabric.safety.toldIncarnation(machine.number());
        }
        fabric.trace.event(machine.number(), effect.event());
    }
}
