package io.ringwatch.agent.daemon;

import io.ringwatch.agent.systemlog.EventLog;
import io.ringwatch.agent.systemlog.SystemLog;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Event;
import io.ringwatch.member.Input;
import io.ringwatch.member.Moment;
import io.ringwatch.ring.Network;
import java.util.List;
import java.util.function.Consumer;

/**
 * Carries out what the member wants done, on the member's thread and in order. Nothing here blocks:
 * what might is handed to a thread of its own kind, and its result comes back as an input.
 */
final class EffectDriver implements Effect.Handler {
    private final int self;
    private final Consumer<Input> member;
    private final PeerSender peers;
    private final Storages storages;
    private final Examiner examiner;
    private final DriverWork drivers;
    private final Told told;
    private Moment now = new Moment(0, 0);

    EffectDriver(
            int self,
            Consumer<Input> member,
            PeerSender peers,
            Storages storages,
            Examiner examiner,
            DriverWork drivers,
            Told told) {
        this.self = self;
        this.member = member;
        this.peers = peers;
        this.storages = storages;
        this.examiner = examiner;
        this.drivers = drivers;
        this.told = told;
    }

    void carryOut(List<Effect> effects, Moment moment) {
        now = moment;
        for (Effect effect : effects) {
            effect.accept(this);
        }
    }

    @Override
    public void send(Effect.Send effect) {
        if (effect.afterStore()) {
            storages.vote().afterStore(() -> sendNow(effect));
        } else {
            sendNow(effect);
        }
    }

    private void sendNow(Effect.Send effect) {
        if (effect.to() == self) {
            member.accept(new Input.Received(self, Network.MANAGEMENT, effect.message()));
        } else {
            peers.send(effect.to(), effect.message());
        }
    }

    @Override
    public void storeVote(Effect.StoreVote effect) {
        storages.vote().store(effect.vote());
    }

    @Override
    public void storeFiles(Effect.StoreFiles effect) {
        storages.memory().store(effect.files());
    }

    @Override
    public void storeHeartbeat(Effect.StoreHeartbeat effect) {
        storages.memory().store(effect.heartbeat());
    }

    @Override
    public void setFlag(Effect.SetFlag effect) {
        storages.memory().flag(effect.present());
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
        drivers.restartService(effect);
    }

    @Override
    public void restartServer(Effect.RestartServer effect) {
        drivers.restartServer(effect);
    }

    @Override
    public void holdVips(Effect.HoldVips effect) {
        drivers.holdVips(effect);
    }

    @Override
    public void announce(Effect.Announce effect) {
        drivers.announce(effect);
    }

    @Override
    public void prepareGuest(Effect.PrepareGuest effect) {
        drivers.prepareGuest(effect);
    }

    @Override
    public void suspendGuest(Effect.SuspendGuest effect) {
        drivers.suspendGuest(effect);
    }

    @Override
    public void fence(Effect.Fence effect) {
        drivers.fence(effect);
    }

    @Override
    public void wake(Effect.Wake effect) {
        drivers.wake(effect);
    }

    @Override
    public void answer(Effect.Answer effect) {
        told.commands().answer(effect);
    }

    @Override
    public void log(Effect.Log effect) {
        told.systemLog().line(now.wallMs(), effect.line());
    }

    @Override
    public void tell(Effect.Tell effect) {
        told.count(effect.event().kind());
        told.events().add(now.wallMs(), effect.event());
    }

    /**
     * @param vote the real disk
     * @param memory the memory disk
     */
    record Storages(VoteStorage vote, MemoryStorage memory) {}

    /**
     * Who is told what happens.
     *
     * @param commands operators that wait
     * @param systemLog the log of fig. 14
     * @param events the recent events
     * @param counter counts an event
     */
    record Told(
            Commands commands, SystemLog systemLog, EventLog events, Consumer<Event.Kind> counter) {
        void count(Event.Kind kind) {
            counter.accept(kind);
        }
    }
}
