package io.ringwatch.member;

/**
 * Rules that tests can switch off, to show that what they forbid happens without them. Never off in
 * a ring that serves. Each is asked for at one place, with {@link Turn#obeys}; what is known of
 * each is in {@code docs/safety-rules.md}.
 */
public enum SafetyRule {
    // Editing (design, section 5).

    /** A quorum of the council promises, and a quorum accepts; without it, one answer is enough. */
    QUORUM,
    /** No promise and no acceptance below the highest ballot promised. */
    PROMISE,
    /** One votes only for the version after the one that it has applied. */
    NEXT_VERSION,
    /** An editor that was told of an acceptance finishes that edit before its own. */
    ADOPTION,
    /** Of several acceptances it finishes the one of the highest ballot. */
    HIGHEST_ACCEPTED,
    /**
     * An edit carries the rows that it expects, and one that lost is planned again; without it, the
     * rows first planned are written over whatever is there by then.
     */
    EXPECTED_ROWS,
    /** Promise and acceptance are remembered when the agent ends. */
    VOTE_RECORD,
    /** So is the highest round of an own ballot. */
    ROUND_STORED,
    /** What is to be stored is on the disk before what announces it is sent. */
    STORE_BEFORE_SEND,
    /** A lost disk is another voter: it votes once an edit has put its new identity in its row. */
    IDENTITY,

    // After a boot (section 5).

    /** A member that has booted votes and grants only when it has caught up. */
    NO_VOTE_AFTER_BOOT,
    /** It catches up with a member that has not booted. */
    CAUGHT_UP_WITH_VOTER,
    /** Or when all others have been heard and have booted too, or are confirmed off. */
    ALL_BOOTED,

    // The last resort (section 5).

    /** Whoever has promised a new incarnation votes and grants in no older one. */
    INCARNATION_PROMISED,
    /** Everybody takes part in a new incarnation or is confirmed off. */
    INCARNATION_ALL,
    /** The others are checked to be off again after the last promise. */
    INCARNATION_RECHECK,
    /** The first edit is accepted by every participant. */
    INCARNATION_FIRST_BY_ALL,
    /** The most advanced files among the participants go on. */
    INCARNATION_ADVANCED,
    /** An acceptance for the version after them is finished first. */
    INCARNATION_FINISHES,
    /** Whoever meets a newer incarnation drops its VIPs before it takes the files. */
    INCARNATION_DROP,
    /** First files of an incarnation that was called off are nobody's. */
    CALLED_OFF,
    /** Whoever has no quorum fences later than a quorate side needs to fence it. */
    LAST_RESORT_LATE,
    /** And not at all while somebody that is heard says that it hears a quorum. */
    QUORUM_KNOWN,
    /** Whoever has booted and heard no quorum since asks fences for their status only. */
    BOOTED_FENCE_NOBODY,

    // The lease (section 6).

    /** A quorum of the council says yes; without it, one yes is enough. */
    LEASE_QUORUM,
    /** A lease counts from the moment of asking, not from the answer. */
    COUNTED_FROM_ASKING,
    /** A member says yes only if it holds that same version. */
    LEASE_SAME_VERSION,
    /** And if it has accepted nothing for the next one (*). */
    LEASE_NOT_ACCEPTED,
    /** And if it finds the asker in the group. */
    LEASE_IN_GROUP,
    /** Yeses of two versions never add up to a quorum. */
    LEASE_YES_NOT_ADDED,
    /** A late yes for an older version is dropped. */
    LEASE_LATE_DROPPED,
    /** No age is older than the last change of the council (*). */
    AGE_COUNCIL,
    /** No age is older than the agent of the member that tells it (*). */
    AGE_START,
    /** Whoever lacks the ages waits the whole length. */
    EXPIRED_WHOLE_WITHOUT_AGES,
    /** The wait adds the largest rate error of two clocks. */
    CLOCK_RATE,
    /** The kernel ends a hold when the lease ends, whatever the agent does. */
    LEASE_KERNEL,
    /** A server that boots has no VIP until it is let in under its new boot. */
    NO_VIP_AFTER_BOOT,
    /** A parked server that boots does not keep its VIPs for good any more. */
    PARKED_BOOT,
    /** A parked server gives its VIPs up before it can be let in, and be separated again. */
    PARKED_GIVES_UP,
    /** A server that keeps its VIPs without a lease never takes one up without it. */
    KEEP_NEVER_TAKES_UP,

    // Handing over (section 6).

    /** A VIP is vacated before it is assigned again, also on the way back. */
    VACATE_BEFORE_ASSIGN,
    /** It is assigned only on proof that its last holder holds it no more. */
    PROOF,
    /** The proof of a fence is newer than the vacating version. */
    FENCED_AFTER_VACATED,
    /** The end of its lease is no proof about a server that keeps its VIPs without one. */
    EXPIRED_NOT_KEPT,
    /** A holder says that it has released a VIP only when that is down. */
    RELEASE_ONLY_DOWN,
    /** It has written the release in its vote record before. */
    RELEASE_WRITTEN,
    /** A restarted agent releases nothing that the kernel may still hold for its forerunner. */
    RELEASE_RESTARTED,
    /** A VIP is claimed only under a lease of the assigning version or a later one. */
    CLAIM_UNDER_ASSIGNING_VERSION,

    // Whom to blame (sections 5 to 8).

    /** Who has just heard from a server that it is well probes it before it helps to separate. */
    SECOND_OPINION,
    /** An agent that was late or stalled listens anew before it blames others. */
    SELF_DOUBT,
    /** Nobody separates others before it has found its own gateway good since. */
    SELF_EXAMINED,
    /** Whoever's clock stepped, or is not trusted, gives no verdict in that tick. */
    CLOCK_TRUST,

    // Recovery (sections 2, 6 and 7).

    /** Nothing wakes or restarts a server before its VIPs are proven free. */
    REVIVE_AFTER_PROOF,
    /** A takeover is complete only when the services answer at the VIP. */
    EXAMINE_AT_VIP,
    /** A host without the memory for the guest is left out. */
    MEMORY
}
