package io.ringwatch.member;

import io.ringwatch.files.Files;
import io.ringwatch.files.Heartbeat;
import java.util.List;

/**
 * What a member knows at a moment: the source of status, for people and programs.
 *
 * @param self own number
 * @param phase own phase
 * @param flag whether the flag is there
 * @param votes whether this member may vote and grant
 * @param quorum whether a quorum of the council was heard lately
 * @param council numbers of the council of the version held
 * @param leaseMs time left of the own lease, 0 without one
 * @param clockTrusted whether the own wall clock is trusted
 * @param clockDetail why not, or by how much it is off
 * @param files the files held
 * @param heartbeats the newest heartbeat of each server
 * @param servers one entry per server of the ring file, in ring order, and the witness last
 * @param targets what this member manages now
 */
public record MemberView(
        int self,
        Phase phase,
        boolean flag,
        boolean votes,
        boolean quorum,
        List<Integer> council,
        long leaseMs,
        boolean clockTrusted,
        String clockDetail,
        Files files,
        List<Heartbeat> heartbeats,
        List<ServerView> servers,
        List<TargetView> targets) {
    /** The member's own phase. */
    public enum Phase {
        /** No flag, or no files and no ring to form yet. */
        STANDBY,
        /** Forming a ring, or beginning a new incarnation. */
        FORMING,
        /** In the group. */
        ACTIVE,
        /** In the separation file. */
        SEPARATED,
        /** Parked: out of the group by its own flag. */
        PARKED
    }

    /**
     * @param number the member
     * @param manager who manages it, -1 if nobody does
     * @param heardMs time since it was last heard, -1 if never
     * @param well what it last said of itself
     * @param detail what is wrong with it, empty if nothing
     * @param leaseMs time left of the lease it was last known to hold, 0 if none, -1 if not known
     * @param offsetMs its wall clock minus ours as seen in its messages
     */
    public record ServerView(
            int number,
            int manager,
            long heardMs,
            boolean well,
            String detail,
            long leaseMs,
            long offsetMs) {}

    /**
     * @param server the target
     * @param state state of its DBSS, or step of its recovery
     * @param extension whether it is managed by dynamic management extension
     * @param sinceNs monotonic time since which it is in that state
     */
    public record TargetView(int server, String state, boolean extension, long sinceNs) {}
}
