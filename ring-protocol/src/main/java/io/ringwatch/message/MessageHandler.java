package io.ringwatch.message;

/** One method per message, so that a new one does not compile until it goes somewhere. */
public interface MessageHandler {
    void renew(Message.Renew message);

    void grant(Message.Grant message);

    void refusal(Message.Refusal message);

    void beat(Message.Beat message);

    void beacon(Message.Beacon message);

    void prepare(Message.Prepare message);

    void promise(Message.Promise message);

    void accept(Message.Accept message);

    void accepted(Message.Accepted message);

    void nack(Message.Nack message);

    void objection(Message.Objection message);

    void commit(Message.Commit message);

    void fetch(Message.Fetch message);

    void edits(Message.Edits message);

    void snapshot(Message.Snapshot message);

    void found(Message.Found message);

    void founding(Message.Founding message);

    void foundRefused(Message.FoundRefused message);

    void firstFiles(Message.FirstFiles message);

    void firstAccepted(Message.FirstAccepted message);

    void calledOff(Message.CalledOff message);

    void askRelease(Message.AskRelease message);

    void released(Message.Released message);

    void wantGuest(Message.WantGuest message);

    void haveGuest(Message.HaveGuest message);

    void noGuest(Message.NoGuest message);

    void dropGuest(Message.DropGuest message);

    void claimed(Message.Claimed message);

    void flag(Message.Flag message);

    void restart(Message.Restart message);

    void confirmed(Message.Confirmed message);

    void look(Message.Look message);

    void order(Message.Order message);

    void rollCall(Message.RollCall message);

    void present(Message.Present message);
}
