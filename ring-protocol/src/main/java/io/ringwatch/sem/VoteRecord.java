package io.ringwatch.sem;

import io.ringwatch.files.Edit;
import io.ringwatch.files.Files;
import io.ringwatch.files.Incarnation;
import io.ringwatch.files.Version;
import io.ringwatch.member.Boot;
import io.ringwatch.member.SafetyRule;
import io.ringwatch.member.Turn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a voter must not forget; forced to the real disk before it is answered from (design, section
 * 4).
 *
 * @param identity drawn once; a record without history is another voter
 * @param bootId boot under which it was last caught up, 0 if it never was
 * @param heardQuorum whether it had heard a quorum of the council under that boot
 * @param files the files applied
 * @param promise highest ballot promised for the next version
 * @param acceptedBallot ballot of the acceptance for the next version, {@link Ballot#NONE} if there
 *     is none
 * @param accepted the edit accepted for the next version
 * @param round highest round used in an own ballot
 * @param incarnation highest incarnation promised
 * @param calledOff incarnations that their starters called off, the latest last: promised, but no
 *     reason to refuse older ones
 * @param firsts first files accepted of incarnations that neither are known to have begun nor were
 *     called off, the latest last: each of them blocks older incarnations
 * @param released for each server whose VIPs this one gave up, the vacating version
 */
public record VoteRecord(
        long identity,
        long bootId,
        boolean heardQuorum,
        Files files,
        Ballot promise,
        Ballot acceptedBallot,
        @Nullable Edit accepted,
        long round,
        Incarnation incarnation,
        List<Incarnation> calledOff,
        List<Files> firsts,
        List<Release> released) {
    public VoteRecord {
        calledOff = List.copyOf(calledOff);
        firsts = List.copyOf(firsts);
        released = List.copyOf(released);
    }

    /** A record without history. */
    public static VoteRecord fresh(long identity) {
        return new VoteRecord(
                identity,
                0,
                false,
                Files.NONE,
                Ballot.NONE,
                Ballot.NONE,
                null,
                0,
                Incarnation.NONE,
                List.of(),
                List.of(),
                List.of());
    }

    /**
     * What a member begins with: all that is on its disk, but what it released under another boot;
     * less if a test has switched off a rule.
     */
    static VoteRecord of(Boot boot, Turn turn) {
        VoteRecord kept = boot.vote() != null ? boot.vote() : fresh(boot.drawnIdentity());
        boolean votes = turn.obeys(SafetyRule.VOTE_RECORD);
        boolean rounds = turn.obeys(SafetyRule.ROUND_STORED);
        boolean anyBoot = !turn.obeys(SafetyRule.NO_VOTE_AFTER_BOOT) && kept.bootId != 0;
        return new VoteRecord(
                kept.identity,
                anyBoot ? boot.bootId() : kept.bootId,
                kept.heardQuorum,
                kept.files,
                votes ? kept.promise : Ballot.NONE,
                votes ? kept.acceptedBallot : Ballot.NONE,
                votes ? kept.accepted : null,
                rounds ? kept.round : 0,
                kept.incarnation,
                kept.calledOff,
                kept.firsts,
                kept.bootId == boot.bootId() ? kept.released : List.of());
    }

    /**
     * A VIP given up.
     *
     * @param server whose VIPs
     * @param vacated the version that vacated them
     */
    public record Release(int server, Version vacated) {}
}
