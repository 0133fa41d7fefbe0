package io.ringwatch.member;

import io.ringwatch.files.Files;
import io.ringwatch.files.Heartbeat;
import io.ringwatch.message.Message;
import io.ringwatch.sem.VoteRecord;
import java.util.List;

/**
 * What a member wants done. Effects of one input are carried out in order after it has been
 * handled. Those that carry an operation id are answered by the input of the same id; the owner
 * never blocks the member while it carries them out.
 */
public sealed interface Effect {
    /** Calls the method of the handler for this effect. */
    void accept(Handler handler);

    /**
     * Send over both networks; to the member itself means: hand it back as an input.
     *
     * @param afterStore true: only AFTER every {@link StoreVote} emitted so far is on the disk;
     *     dropped if that fails
     */
    record Send(int to, Message message, boolean afterStore) implements Effect {
        @Override
        public void accept(Handler handler) {
            handler.send(this);
        }
    }

    /** Force the vote record to the real disk; the newest wins, order among them is kept. */
    record StoreVote(VoteRecord vote) implements Effect {
        @Override
        public void accept(Handler handler) {
            handler.storeVote(this);
        }
    }

    /** Put the files into the memory disk. */
    record StoreFiles(Files files) implements Effect {
        @Override
        public void accept(Handler handler) {
            handler.storeFiles(this);
        }
    }

    /** Put a heartbeat row, one's own or another's, into the memory disk. */
    record StoreHeartbeat(Heartbeat heartbeat) implements Effect {
        @Override
        public void accept(Handler handler) {
            handler.storeHeartbeat(this);
        }
    }

    /** Create or delete the own flag file. */
    record SetFlag(boolean present) implements Effect {
        @Override
        public void accept(Handler handler) {
            handler.setFlag(this);
        }
    }

    /** Examine the own default gateway and own services; answered by SelfExamined. */
    record ExamineSelf(long op) implements Effect {
        @Override
        public void accept(Handler handler) {
            handler.examineSelf(this);
        }
    }

    /** Examine a server's own address over the service network; answered by Examined. */
    record ExamineNetwork(long op, int server, long limitNs) implements Effect {
        @Override
        public void accept(Handler handler) {
            handler.examineNetwork(this);
        }
    }

    /** Examine a server's services, at its VIP or at its own address; answered by Examined. */
    record ExamineServices(long op, int server, boolean atVip, long limitNs) implements Effect {
        @Override
        public void accept(Handler handler) {
            handler.examineServices(this);
        }
    }

    /** Restart a daemon of this server; answered by ServiceRestarted. */
    record RestartService(long op, String service, long limitNs) implements Effect {
        @Override
        public void accept(Handler handler) {
            handler.restartService(this);
        }
    }

    /** Restart this machine. */
    record RestartServer(String reason) implements Effect {
        @Override
        public void accept(Handler handler) {
            handler.restartServer(this);
        }
    }

    /**
     * The VIPs that this server may hold from now on, all of them: those not named are dropped at
     * once. Each that was named before and is not any more is answered by VipDropped with this
     * operation when it is certainly down, whether it was up or not. A VIP held for the first time
     * is probed for a conflict, claimed and announced (VipClaimed or VipConflict).
     *
     * @param op operation of this list; a later list has a higher one
     * @param holds what may be held
     */
    record HoldVips(long op, List<Hold> holds) implements Effect {
        public HoldVips {
            holds = List.copyOf(holds);
        }

        @Override
        public void accept(Handler handler) {
            handler.holdVips(this);
        }
    }

    /**
     * @param server whose VIPs
     * @param virtual true: of a virtual server that runs here; false: of this server itself
     * @param untilNs monotonic time after which the kernel must let go of them; {@link
     *     Long#MAX_VALUE} for parked ones
     */
    record Hold(int server, boolean virtual, long untilNs) {}

    /** Announce held VIPs again (gratuitous ARP): a link or a partition healed. */
    record Announce(List<Integer> servers) implements Effect {
        public Announce {
            servers = List.copyOf(servers);
        }

        @Override
        public void accept(Handler handler) {
            handler.announce(this);
        }
    }

    /**
     * Resume an original server and install the procedure of {@code server}; GuestReady or
     * GuestFailed.
     */
    record PrepareGuest(long op, int server, long limitNs) implements Effect {
        @Override
        public void accept(Handler handler) {
            handler.prepareGuest(this);
        }
    }

    /**
     * Stop the virtual server of {@code server} and return it to a clean suspended original;
     * GuestSuspended.
     */
    record SuspendGuest(int server) implements Effect {
        @Override
        public void accept(Handler handler) {
            handler.suspendGuest(this);
        }
    }

    /**
     * Ask a power fence; answered by Fenced with the status that was confirmed after the action.
     */
    record Fence(long op, int server, Power action, long limitNs) implements Effect {
        @Override
        public void accept(Handler handler) {
            handler.fence(this);
        }
    }

    /** Wake on LAN. */
    record Wake(int server) implements Effect {
        @Override
        public void accept(Handler handler) {
            handler.wake(this);
        }
    }

    /** The answer to a command. */
    record Answer(long op, boolean done, String text) implements Effect {
        @Override
        public void accept(Handler handler) {
            handler.answer(this);
        }
    }

    /**
     * A line of the system log (fig. 14); what the background recovery writes begins with two
     * underscores.
     */
    record Log(String line) implements Effect {
        @Override
        public void accept(Handler handler) {
            handler.log(this);
        }
    }

    record Tell(Event event) implements Effect {
        @Override
        public void accept(Handler handler) {
            handler.tell(this);
        }
    }

    /** What a fence is to do. */
    enum Power {
        STATUS,
        OFF,
        ON
    }

    /**
     * One method per effect, so that a new effect does not compile until every owner handles it.
     */
    interface Handler {
        void send(Send effect);

        void storeVote(StoreVote effect);

        void storeFiles(StoreFiles effect);

        void storeHeartbeat(StoreHeartbeat effect);

        void setFlag(SetFlag effect);

        void examineSelf(ExamineSelf effect);

        void examineNetwork(ExamineNetwork effect);

        void examineServices(ExamineServices effect);

        void restartService(RestartService effect);

        void restartServer(RestartServer effect);

        void holdVips(HoldVips effect);

        void announce(Announce effect);

        void prepareGuest(PrepareGuest effect);

        void suspendGuest(SuspendGuest effect);

        void fence(Fence effect);

        void wake(Wake effect);

        void answer(Answer effect);

        void log(Log effect);

        void tell(Tell effect);
    }
}
