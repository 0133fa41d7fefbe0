package io.ringwatch.member;

import io.ringwatch.files.Row;
import io.ringwatch.message.Message;
import io.ringwatch.message.MessageHandler;
import java.util.List;

/** Where each message goes. */
final class Post implements MessageHandler {
    private final Parts parts;
    private int from;

    Post(Parts parts) {
        this.parts = parts;
    }

    /** Who sent the next message. */
    void from(int member) {
        from = member;
    }

    @Override
    public void renew(Message.Renew message) {
        if (from != parts.turn.self()) {
            parts.hearing.onRenew(from, message);
            parts.catchUp.heard(from, message.version());
        }
        parts.grants.onRenew(from, message);
    }

    @Override
    public void grant(Message.Grant message) {
        parts.lease.onGrant(from, message);
    }

    @Override
    public void refusal(Message.Refusal message) {
        parts.catchUp.heard(from, message.version());
    }

    @Override
    public void beat(Message.Beat message) {
        if (message.heartbeat().number() == from && parts.hearing.onBeat(message.heartbeat())) {
            parts.turn.emit(new Effect.StoreHeartbeat(message.heartbeat()));
            parts.catchUp.heard(from, message.heartbeat().version());
        }
    }

    @Override
    public void beacon(Message.Beacon message) {
        parts.hearing.onBeacon(from, message);
        parts.catchUp.heard(from, message.version());
    }

    @Override
    public void prepare(Message.Prepare message) {
        parts.voting.onPrepare(from, message);
    }

    @Override
    public void promise(Message.Promise message) {
        parts.editor.onPromise(from, message);
    }

    @Override
    public void accept(Message.Accept message) {
        parts.voting.onAccept(from, message);
    }

    @Override
    public void accepted(Message.Accepted message) {
        parts.editor.onAccepted(from, message);
    }

    @Override
    public void nack(Message.Nack message) {
        parts.editor.onNack(message);
    }

    @Override
    public void objection(Message.Objection message) {
        parts.editor.onObjection(from, message);
    }

    @Override
    public void commit(Message.Commit message) {
        parts.catchUp.onCommit(from, message);
    }

    @Override
    public void fetch(Message.Fetch message) {
        parts.catchUp.onFetch(from, message);
    }

    @Override
    public void edits(Message.Edits message) {
        parts.catchUp.onEdits(message);
    }

    @Override
    public void snapshot(Message.Snapshot message) {
        parts.catchUp.onSnapshot(message);
    }

    @Override
    public void found(Message.Found message) {
        parts.lastResort.onFound(from, message);
    }

    @Override
    public void founding(Message.Founding message) {
        parts.lastResort.onFounding(from, message);
    }

    @Override
    public void foundRefused(Message.FoundRefused message) {
        parts.catchUp.heard(from, message.version());
        parts.lastResort.onRefused(message);
    }

    @Override
    public void firstFiles(Message.FirstFiles message) {
        parts.lastResort.onFirstFiles(from, message);
    }

    @Override
    public void firstAccepted(Message.FirstAccepted message) {
        parts.lastResort.onFirstAccepted(from, message);
    }

    @Override
    public void calledOff(Message.CalledOff message) {
        parts.lastResort.onCalledOff(from, message);
    }

    @Override
    public void askRelease(Message.AskRelease message) {
        parts.releases.onAsk(from, message);
    }

    @Override
    public void released(Message.Released message) {
        parts.recoveries.onReleased(from, message);
    }

    @Override
    public void wantGuest(Message.WantGuest message) {
        parts.hosting.onWant(from, message.server());
    }

    @Override
    public void haveGuest(Message.HaveGuest message) {
        parts.recoveries.onHave(from, message);
    }

    @Override
    public void noGuest(Message.NoGuest message) {
        parts.recoveries.onNone(from, message);
    }

    @Override
    public void dropGuest(Message.DropGuest message) {
        parts.hosting.onDrop(from, message.server());
    }

    @Override
    public void claimed(Message.Claimed message) {
        parts.recoveries.onClaimed(from, message);
    }

    @Override
    public void flag(Message.Flag message) {
        parts.turn.emit(new Effect.SetFlag(message.present()));
    }

    @Override
    public void restart(Message.Restart message) {
        Row row = parts.voter.ownRow().orElse(null);
        if (row != null && row.place().isSeparated() && parts.holdings.held().isEmpty()) {
            parts.turn.log("Restart_of_this_server");
            parts.turn.emit(new Effect.RestartServer(message.reason()));
        }
    }

    @Override
    public void look(Message.Look message) {
        parts.selfMonitoring.examineNow();
    }

    @Override
    public void order(Message.Order message) {
        parts.desk.onOrder(message);
    }

    @Override
    public void rollCall(Message.RollCall message) {
        parts.rollCall.onAsked(from);
        // a person says it to one, and others may have been booting then
        List<Integer> dead = parts.deaths.confirmed().stream().filter(d -> d != from).toList();
        if (!dead.isEmpty()) {
            parts.turn.send(from, new Message.Confirmed(dead));
        }
    }

    @Override
    public void present(Message.Present message) {
        parts.rollCall.onPresent(from, message);
        parts.catchUp.heard(from, message.version());
    }

    @Override
    public void confirmed(Message.Confirmed message) {
        if (!parts.desk.isBacklog()) {
            parts.deaths.confirm(
                    message.dead().stream().filter(d -> !parts.hearing.isFresh(d)).toList());
        }
    }
}
