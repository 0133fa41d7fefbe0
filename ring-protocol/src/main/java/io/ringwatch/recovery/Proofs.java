package io.ringwatch.recovery;

import io.ringwatch.files.Proof;
import io.ringwatch.files.Reason;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Event;
import io.ringwatch.member.SafetyRule;
import io.ringwatch.member.Situation;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Isolation;
import io.ringwatch.sem.Editor;
import java.util.OptionalLong;

/**
 * The proof about the last holder of one server's VIPs, the first that comes: released, fenced,
 * expired or confirmed (design, section 6).
 */
final class Proofs {
    private final Situation situation;
    private final Editor editor;
    private final int server;
    private Version vacated = Version.NONE;
    private long sinceNs;
    private long askAtNs;
    private Proof proof = Proof.NONE;
    private boolean wasOff;
    private boolean keptItsVips;

    Proofs(Situation situation, Editor editor, int server) {
        this.situation = situation;
        this.editor = editor;
        this.server = server;
    }

    /** Looks for proof about the vacated row; NONE until there is one. */
    Proof poll(Row row) {
        if (!row.isVacated()) {
            proof = Proof.NONE;
            vacated = Version.NONE;
            return Proof.NONE;
        }
        if (!row.vacatedAt().equals(vacated)) {
            begin(row);
        }
        fenceTheSilent(row);
        if (proof == Proof.NONE) {
            Proof found = look(row);
            if (found != Proof.NONE) {
                proven(found, row.lastHolder());
            }
        }
        return proof;
    }

    private void begin(Row row) {
        vacated = row.vacatedAt();
        sinceNs = situation.turn().now();
        askAtNs = sinceNs;
        proof = Proof.NONE;
        wasOff = false;
        int holder = row.lastHolder();
        keptItsVips =
                holder == server
                        && situation.ring().server(holder).isolation() == Isolation.KEEP
                        && situation.turn().obeys(SafetyRule.EXPIRED_NOT_KEPT);
        situation.deaths().askAgain(holder);
    }

    private Proof look(Row row) {
        int holder = row.lastHolder();
        if (situation.deaths().isConfirmed(holder)) {
            return Proof.CONFIRMED;
        }
        boolean after = situation.turn().obeys(SafetyRule.FENCED_AFTER_VACATED);
        if (situation.deaths().isOffSince(holder, after ? sinceNs : Long.MIN_VALUE)) {
            return Proof.FENCED;
        }
        if (!situation.turn().obeys(SafetyRule.PROOF)) {
            return Proof.EXPIRED;
        }
        if (!keptItsVips && situation.turn().due(expiryNs())) {
            return Proof.EXPIRED;
        }
        if (situation.turn().due(askAtNs)) {
            askAtNs = situation.turn().now() + situation.timing().renewalNs() / 2;
            situation.turn().wakeBy(askAtNs);
            situation.turn().send(holder, new Message.AskRelease(server, vacated));
        }
        return Proof.NONE;
    }

    /**
     * Whoever lacks the ages waits the whole length from the moment at which it learned of the
     * vacating version.
     */
    private long expiryNs() {
        OptionalLong known = editor.expiryNs(server, vacated);
        boolean waits = situation.turn().obeys(SafetyRule.EXPIRED_WHOLE_WITHOUT_AGES);
        return known.orElse(waits ? sinceNs + situation.timing().leaseProofNs() : sinceNs);
    }

    /**
     * Whoever is separated for silence is fenced, also when its lease has run out already: it may
     * be one that goes on without a quorum, and it is powered on again the sooner. Whoever keeps
     * its VIPs without a lease is fenced when it falls silent before it gave them up, whatever it
     * was separated for: there is no other proof.
     */
    private void fenceTheSilent(Row row) {
        int holder = row.lastHolder();
        // once is enough: its revival powers it on, and it boots silently
        wasOff |= situation.deaths().isOffSince(holder, sinceNs);
        boolean silence =
                situation
                        .row(holder)
                        .filter(r -> r.place().isSeparated())
                        .filter(
                                r ->
                                        r.reason() == Reason.NETWORK
                                                || r.reason() == Reason.LOST
                                                || keptItsVips && proof == Proof.NONE)
                        .isPresent();
        if (silence && !situation.hearing().isFresh(holder) && !wasOff) {
            situation.deaths().ask(holder, Effect.Power.OFF);
        }
    }

    void onReleased(int from, Message.Released released, Row row) {
        if (row.isVacated()
                && row.vacatedAt().equals(vacated)
                && released.vacated().equals(vacated)
                && from == row.lastHolder()
                && proof == Proof.NONE) {
            proven(Proof.RELEASED, from);
        }
    }

    private void proven(Proof found, int holder) {
        proof = found;
        long ms = (situation.turn().now() - sinceNs) / 1_000_000;
        situation
                .turn()
                .tell(
                        Event.Kind.PROVEN,
                        server,
                        situation.nameOf(holder) + " holds its VIPs no more: " + found,
                        "proof",
                        found,
                        "holder",
                        situation.nameOf(holder),
                        "proveMs",
                        ms);
    }

    Proof proof() {
        return proof;
    }

    long sinceNs() {
        return sinceNs;
    }
}
