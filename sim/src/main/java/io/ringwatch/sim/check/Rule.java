package io.ringwatch.sim.check;

/** What must always hold, or hold again within a bound; each is judged by one class. */
public enum Rule {
    /** No two servers can be reached by a client at the same VIP. */
    ONE_HOLDER("no two servers answer for the same VIP"),
    /** Members at the same incarnation and version hold the same files. */
    ONE_CONTENT("members at the same version hold the same files"),
    /** A committed edit is never lost or applied twice, and nothing else is applied. */
    COMMITTED_STAYS("a committed edit is applied once, by everybody, and never lost"),
    /** No VIP is claimed without an assignment. */
    ASSIGNED_FIRST("no VIP is claimed without an assignment"),
    /** No VIP is assigned without being vacated, and without a proof that is true. */
    TRUE_PROOF("no VIP is assigned without a proof that is true"),
    /** No virtual server runs without a problem row, but for a bounded time. */
    WANTED_GUESTS("no virtual server runs without a problem row"),
    /** No client of an unbroken server is cut off while a quorum exists. */
    UNBROKEN_SERVED("no client of an unbroken server is cut off"),
    /** Nobody is separated for what is wrong with a server while people work on it. */
    LEFT_ALONE("nobody is separated for a fault while people work on it"),
    /** No function is handed back, while it is served, but as the ring's policy says. */
    RETURNED_BY_POLICY("no function that is served is handed back but as the policy says"),
    /**
     * Once the faults have stopped, every server of the group has one manager, every VIP a holder.
     */
    LIVE_AGAIN("what can be served and managed is, once the faults have stopped"),
    /** When everything is repaired, the ring is as it was at first. */
    QUIET_AGAIN("everything is as it was at first, once all is repaired"),
    /** Something asked for by a story or a test has not come true in time. */
    IN_TIME("what is waited for comes true in time"),
    /** A member ends itself, spins, or does something else when told the same again. */
    SOUND_CODE("members neither end themselves nor spin, and do the same when told the same");

    private final String text;

    Rule(String text) {
        this.text = text;
    }

    /** The rule, as a sentence without its full stop. */
    public String text() {
        return text;
    }
}
