package io.ringwatch.message;

import io.ringwatch.files.Edit;
import io.ringwatch.files.Files;
import io.ringwatch.files.Heartbeat;
import io.ringwatch.files.Incarnation;
import io.ringwatch.files.Version;
import io.ringwatch.sem.Ballot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What members say to each other. Every one may be lost, repeated or late; the order of declaration
 * is the wire's.
 */
public sealed interface Message {
    /**
     * Keepalive, lease request and result of internal monitoring in one, to the council and to the
     * manager.
     *
     * @param seq counted by the asker
     * @param version the version it holds
     * @param condition {@link #WELL}, or a sum of the bits that say what is wrong
     */
    record Renew(long seq, Version version, int condition) implements Message {}

    /** Yes to a lease request, for this version. */
    record Grant(long seq, Version version) implements Message {}

    /** No to a lease request: the answering member is at this version. */
    record Refusal(Version version) implements Message {}

    /** A heartbeat row, to all at every tick. */
    record Beat(Heartbeat heartbeat) implements Message {}

    /**
     * From a member that is not in the group, or not under this boot: here I am.
     *
     * @param identity identity of its vote record
     * @param bootId its boot
     * @param flag whether it has the flag
     * @param votes whether it may vote
     * @param version the version it holds
     * @param incarnation highest incarnation promised
     * @param condition as in {@link Renew}
     */
    record Beacon(
            long identity,
            long bootId,
            boolean flag,
            boolean votes,
            Version version,
            Incarnation incarnation,
            int condition)
            implements Message {}

    /**
     * An editor asks for promises.
     *
     * @param version the version to be decided
     * @param suspects servers that the editor wants to separate for a network fault
     */
    record Prepare(Version version, Ballot ballot, List<Integer> suspects) implements Message {
        public Prepare {
            suspects = List.copyOf(suspects);
        }
    }

    record Promise(Version version, Ballot ballot, Ballot acceptedBallot, @Nullable Edit accepted)
            implements Message {}

    record Accept(Version version, Ballot ballot, Edit edit) implements Message {}

    /**
     * @param ages for each server whose VIPs the edit vacates from it: time since the last yes to
     *     it, at most
     */
    record Accepted(Version version, Ballot ballot, List<Age> ages) implements Message {
        public Accepted {
            ages = List.copyOf(ages);
        }
    }

    /**
     * @param server the holder
     * @param ms whole milliseconds, rounded down
     */
    record Age(int server, long ms) {}

    /** A higher ballot was promised. */
    record Nack(Version version, Ballot promised) implements Message {}

    /** Second opinion: the suspect is well, and a probe over the service network reached it. */
    record Objection(Version version, Ballot ballot, int suspect) implements Message {}

    record Commit(Version version, Edit edit) implements Message {}

    /** Asks for what follows the version held. */
    record Fetch(Version have) implements Message {}

    /** The edits after {@code from}, one version each. */
    record Edits(Version from, List<Edit> edits, boolean votes) implements Message {
        public Edits {
            edits = List.copyOf(edits);
        }
    }

    /** Whole files. */
    record Snapshot(Files files, boolean votes) implements Message {}

    /** Asks for the promise of a new incarnation. */
    record Found(Incarnation incarnation) implements Message {}

    /**
     * The promise of a new incarnation, on disk.
     *
     * @param first files accepted for an earlier incarnation that is not known to have begun
     */
    record Founding(
            Incarnation incarnation,
            long identity,
            long bootId,
            Files files,
            Ballot acceptedBallot,
            @Nullable Edit accepted,
            @Nullable Files first)
            implements Message {}

    /** A higher incarnation was promised, or a newer one has begun. */
    record FoundRefused(Incarnation promised, Version version) implements Message {}

    /** The first files of a new incarnation, to every participant. */
    record FirstFiles(Files files) implements Message {}

    record FirstAccepted(Incarnation incarnation) implements Message {}

    /** The starter calls off an incarnation that has not begun, for good. */
    record CalledOff(Incarnation incarnation) implements Message {}

    /** Asks the last holder of a server's VIPs to give them up. */
    record AskRelease(int server, Version vacated) implements Message {}

    record Released(int server, Version vacated) implements Message {}

    /** Asks a host to have the virtual server of {@code server} ready. */
    record WantGuest(int server) implements Message {}

    record HaveGuest(int server, long resumeMs, long installMs) implements Message {}

    record NoGuest(int server, String reason) implements Message {}

    /** The virtual server of {@code server} is not wanted any more. */
    record DropGuest(int server) implements Message {}

    /** The VIPs of {@code server} are held by the sender and answer. */
    record Claimed(int server, Version version) implements Message {}

    /** Put the flag there, or take it away. */
    record Flag(boolean present) implements Message {}

    /** Restart the machine. */
    record Restart(String reason) implements Message {}

    /** An operator says that these servers are off. */
    record Confirmed(List<Integer> dead) implements Message {
        public Confirmed {
            dead = List.copyOf(dead);
        }
    }

    /** Nothing is wrong. */
    int WELL = 0;

    /** The default gateway does not answer. */
    int NO_GATEWAY = 1;

    /** A service does not answer; its daemon is being restarted. */
    int REPAIRING = 2;

    /** A service does not answer, and restarting its daemon did not help. */
    int BEYOND_REPAIR = 4;

    /** Not examined yet since the agent's start. */
    int UNEXAMINED = 8;
}
