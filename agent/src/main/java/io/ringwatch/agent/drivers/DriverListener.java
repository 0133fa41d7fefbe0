package io.ringwatch.agent.drivers;

/** What drivers report without having been asked, or later than they were asked. Any thread. */
public interface DriverListener {
    /** All VIPs of the server passed the conflict probe, are up here and were announced. */
    void vipClaimed(int server);

    /**
     * All VIPs of the server are certainly not held here any more.
     *
     * @param op operation of a list that does not name them and has been carried out
     */
    void vipDropped(int server, long op);

    /** Another machine answers for a VIP that was to be claimed. */
    void vipConflict(int server, String detail);

    /** The virtual server that ran here for {@code server} is gone. */
    void guestDied(int server, String reason);
}
