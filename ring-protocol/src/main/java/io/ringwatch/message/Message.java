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
    record Renew(long seq, Version version, int condition) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.renew(this);
        }
    }

    /** Yes to a lease request, for this version. */
    record Grant(long seq, Version version) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.grant(this);
        }
    }

    /** No to a lease request: the answering member is at this version. */
    record Refusal(Version version) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.refusal(this);
        }
    }

    /** A heartbeat row, to all at every tick. */
    record Beat(Heartbeat heartbeat) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.beat(this);
        }
    }

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
            implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.beacon(this);
        }
    }

    /**
     * An editor asks for promises.
     *
     * @param version the version to be decided
     * @param suspects servers that the editor wants to separate for a network fault
     */
    record Prepare(Version version, Ballot ballot, List<Integer> suspects) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.prepare(this);
        }

        public Prepare {
            suspects = List.copyOf(suspects);
        }
    }

    record Promise(Version version, Ballot ballot, Ballot acceptedBallot, @Nullable Edit accepted)
            implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.promise(this);
        }
    }

    record Accept(Version version, Ballot ballot, Edit edit) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.accept(this);
        }
    }

    /**
     * @param ages for each server whose VIPs the edit vacates from it: time since the last yes to
     *     it, at most
     */
    record Accepted(Version version, Ballot ballot, List<Age> ages) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.accepted(this);
        }

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
    record Nack(Version version, Ballot promised) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.nack(this);
        }
    }

    /** Second opinion: the suspect is well, and a probe over the service network reached it. */
    record Objection(Version version, Ballot ballot, int suspect) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.objection(this);
        }
    }

    record Commit(Version version, Edit edit) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.commit(this);
        }
    }

    /** Asks for what follows the version held. */
    record Fetch(Version have) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.fetch(this);
        }
    }

    /** The edits after {@code from}, one version each. */
    record Edits(Version from, List<Edit> edits, boolean votes) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.edits(this);
        }

        public Edits {
            edits = List.copyOf(edits);
        }
    }

    /** Whole files. */
    record Snapshot(Files files, boolean votes) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.snapshot(this);
        }
    }

    /** Asks for the promise of a new incarnation. */
    record Found(Incarnation incarnation) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.found(this);
        }
    }

    /**
     * The promise of a new incarnation, on disk.
     *
     * @param firsts first files accepted of incarnations that are not known to have begun
     * @param calledOff incarnations known to have been called off
     */
    record Founding(
            Incarnation incarnation,
            long identity,
            long bootId,
            Files files,
            Ballot acceptedBallot,
            @Nullable Edit accepted,
            List<Files> firsts,
            List<Incarnation> calledOff)
            implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.founding(this);
        }
    }

    /** A higher incarnation was promised, or a newer one has begun. */
    record FoundRefused(Incarnation promised, Version version) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.foundRefused(this);
        }
    }

    /** The first files of a new incarnation, to every participant. */
    record FirstFiles(Files files) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.firstFiles(this);
        }
    }

    record FirstAccepted(Incarnation incarnation) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.firstAccepted(this);
        }
    }

    /** The starter calls off an incarnation that has not begun, for good. */
    record CalledOff(Incarnation incarnation) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.calledOff(this);
        }
    }

    /** Asks the last holder of a server's VIPs to give them up. */
    record AskRelease(int server, Version vacated) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.askRelease(this);
        }
    }

    record Released(int server, Version vacated) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.released(this);
        }
    }

    /** Asks a host to have the virtual server of {@code server} ready. */
    record WantGuest(int server) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.wantGuest(this);
        }
    }

    record HaveGuest(int server, long resumeMs, long installMs) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.haveGuest(this);
        }
    }

    record NoGuest(int server, String reason) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.noGuest(this);
        }
    }

    /** The virtual server of {@code server} is not wanted any more. */
    record DropGuest(int server) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.dropGuest(this);
        }
    }

    /** The VIPs of {@code server} are held by the sender and answer. */
    record Claimed(int server, Version version) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.claimed(this);
        }
    }

    /** Put the flag there, or take it away. */
    record Flag(boolean present) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.flag(this);
        }
    }

    /** Restart the machine. */
    record Restart(String reason) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.restart(this);
        }
    }

    /** Examine yourself now: your manager cannot get service from you. */
    record Look() implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.look(this);
        }
    }

    /** An operator says that these servers are off. */
    record Confirmed(List<Integer> dead) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.confirmed(this);
        }

        public Confirmed {
            dead = List.copyOf(dead);
        }
    }

    /**
     * An operator has asked the sender, which is not in the group, to move a server's function away
     * or back; whoever is in the group decides.
     */
    record Order(boolean away, int server) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.order(this);
        }
    }

    /** Who is there? From a member that hears no quorum, to all. */
    record RollCall() implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.rollCall(this);
        }
    }

    /**
     * Here: the answer of a member of the group to a roll call.
     *
     * @param quorum whether it hears a quorum of the council
     */
    record Present(Version version, boolean quorum) implements Message {
        @Override
        public void accept(MessageHandler handler) {
            handler.present(this);
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

    /** Calls the method of the handler for this message. */
    void accept(MessageHandler handler);
}
