package io.ringwatch.sem;

import io.ringwatch.files.Change;
import io.ringwatch.files.Edit;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import io.ringwatch.member.SafetyRule;
import io.ringwatch.member.Turn;
import io.ringwatch.message.Message;
import io.ringwatch.watch.Grants;
import io.ringwatch.watch.SecondOpinion;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers editors: promises and acceptances for the version after the one applied, and for no
 * other.
 */
public final class Voting {
    private final Voter voter;
    private final CatchUp catchUp;
    private final Grants grants;
    private final SecondOpinion opinion;
    private final Turn turn;

    public Voting(Voter voter, CatchUp catchUp, Grants grants, SecondOpinion opinion, Turn turn) {
        this.voter = voter;
        this.catchUp = catchUp;
        this.grants = grants;
        this.opinion = opinion;
        this.turn = turn;
    }

    /** An editor asks for a promise. */
    public void onPrepare(int from, Message.Prepare ask) {
        if (!isNext(from, ask.version()) || !voter.votes()) {
            return;
        }
        if (!voter.isNotBelowPromise(ask.ballot())) {
            turn.send(from, new Message.Nack(ask.version(), voter.promise()));
            return;
        }
        if (!voter.hasAccepted()) {
            // asked before anything can have been accepted under this ballot: a refusal later would
            // block the version
            SecondOpinion.Verdict verdict = opinion.on(ask.suspects());
            if (verdict.objection() >= 0) {
                turn.send(
                        from,
                        new Message.Objection(ask.version(), ask.ballot(), verdict.objection()));
                return;
            }
            if (verdict.pending()) {
                return;
            }
        }
        voter.promise(ask.ballot());
        turn.sendStored(
                from,
                new Message.Promise(
                        ask.version(), ask.ballot(), voter.acceptedBallot(), voter.accepted()));
    }

    private boolean isNext(int from, Version version) {
        return catchUp.isNext(from, version) || !turn.obeys(SafetyRule.NEXT_VERSION);
    }

    /** An editor asks to accept its edit. */
    public void onAccept(int from, Message.Accept ask) {
        if (!isNext(from, ask.version()) || !voter.votes() || !voter.files().accepts(ask.edit())) {
            return;
        }
        if (!voter.isNotBelowPromise(ask.ballot())) {
            turn.send(from, new Message.Nack(ask.version(), voter.promise()));
            return;
        }
        voter.accept(ask.ballot(), ask.edit());
        turn.sendStored(from, new Message.Accepted(ask.version(), ask.ballot(), ages(ask.edit())));
    }

    private List<Message.Age> ages(Edit edit) {
        var ages = new ArrayList<Message.Age>();
        for (int holder : vacatedHolders(edit)) {
            ages.add(new Message.Age(holder, grants.ageNs(holder) / 1_000_000));
        }
        return ages;
    }

    /** From whom the edit takes VIPs. */
    static List<Integer> vacatedHolders(Edit edit) {
        return edit.changes().stream()
                .map(Change::after)
                .filter(r -> r != null && r.holder() == Row.NOBODY && r.lastHolder() != Row.NOBODY)
                .map(r -> java.util.Objects.requireNonNull(r).lastHolder())
                .distinct()
                .sorted()
                .toList();
    }
}
