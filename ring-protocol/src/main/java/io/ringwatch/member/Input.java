package io.ringwatch.member;

import io.ringwatch.capacity.LoadSample;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Network;
import java.util.List;

/**
 * What a member is told. Results carry the operation id of the effect that asked for them; a result
 * whose operation is not awaited any more is dropped.
 */
public sealed interface Input {
    /** Time has passed: {@link RingMember#wakeAtNs()} was reached. */
    record Timer() implements Input {
        @Override
        public void accept(Handler handler) {
            handler.timer(this);
        }
    }

    /** The flag file appeared or disappeared. */
    record FlagSeen(boolean present) implements Input {
        @Override
        public void accept(Handler handler) {
            handler.flagSeen(this);
        }
    }

    /** A message arrived from a member whose number the connection vouches for. */
    record Received(int from, Network network, Message message) implements Input {
        @Override
        public void accept(Handler handler) {
            handler.received(this);
        }
    }

    /**
     * Internal monitoring: own gateway, and the own services that do not answer.
     *
     * @param failedServices are to run and do not answer
     * @param startingServices are just being started with their VIPs, and do not answer yet
     * @param stoppedServices are stopped on purpose, since their VIPs are away
     */
    record SelfExamined(
            long op,
            boolean gatewayOk,
            List<String> failedServices,
            List<String> startingServices,
            List<String> stoppedServices)
            implements Input {
        /** Of services that always run. */
        public SelfExamined(long op, boolean gatewayOk, List<String> failedServices) {
            this(op, gatewayOk, failedServices, List.of(), List.of());
        }

        @Override
        public void accept(Handler handler) {
            handler.selfExamined(this);
        }
    }

    /** A network or service examination of another server; {@code detail} says what failed. */
    record Examined(long op, boolean good, String detail) implements Input {
        @Override
        public void accept(Handler handler) {
            handler.examined(this);
        }
    }

    /** A daemon of this server was restarted, or not. */
    record ServiceRestarted(long op, String service, boolean good) implements Input {
        @Override
        public void accept(Handler handler) {
            handler.serviceRestarted(this);
        }
    }

    /**
     * What this host could give.
     *
     * @param procedures digest of its installation procedures, 0 if it is no host
     */
    record LoadSampled(LoadSample sample, int procedures) implements Input {
        @Override
        public void accept(Handler handler) {
            handler.loadSampled(this);
        }
    }

    /**
     * A virtual server runs here with the procedure of {@code server} installed; it holds no VIP
     * yet.
     */
    record GuestReady(long op, int server, long resumeMs, long installMs) implements Input {
        @Override
        public void accept(Handler handler) {
            handler.guestReady(this);
        }
    }

    record GuestFailed(long op, int server, String reason) implements Input {
        @Override
        public void accept(Handler handler) {
            handler.guestFailed(this);
        }
    }

    /** A virtual server that ran here is gone. */
    record GuestDied(int server, String reason) implements Input {
        @Override
        public void accept(Handler handler) {
            handler.guestDied(this);
        }
    }

    /** A virtual server was returned to a clean suspended original. */
    record GuestSuspended(int server) implements Input {
        @Override
        public void accept(Handler handler) {
            handler.guestSuspended(this);
        }
    }

    /**
     * The VIPs of a server, held by this one, passed the conflict probe, are up and were announced.
     */
    record VipClaimed(int server) implements Input {
        @Override
        public void accept(Handler handler) {
            handler.vipClaimed(this);
        }
    }

    /**
     * The VIPs of a server are certainly not held by this one any more.
     *
     * @param server whose VIPs
     * @param op operation of the latest list that had been carried out then, and does not name
     *     them; 0 if they ended by themselves: then a list that names them may bring them up again
     */
    record VipDropped(int server, long op) implements Input {
        @Override
        public void accept(Handler handler) {
            handler.vipDropped(this);
        }
    }

    /** Another machine answers for a VIP that is to be claimed. */
    record VipConflict(int server, String detail) implements Input {
        @Override
        public void accept(Handler handler) {
            handler.vipConflict(this);
        }
    }

    /** What a power fence says. */
    record Fenced(long op, int server, FenceStatus status, String detail) implements Input {
        @Override
        public void accept(Handler handler) {
            handler.fenced(this);
        }
    }

    /** A vote record could not be written: nothing that depends on it was sent. */
    record StoreFailed(String reason) implements Input {
        @Override
        public void accept(Handler handler) {
            handler.storeFailed(this);
        }
    }

    record Commanded(long op, Command command) implements Input {
        @Override
        public void accept(Handler handler) {
            handler.commanded(this);
        }
    }

    /** What the time service says of the wall clock; {@code detail} is for people. */
    record ClockTrust(boolean trusted, String detail) implements Input {
        @Override
        public void accept(Handler handler) {
            handler.clockTrust(this);
        }
    }

    /** What a fence says of a machine. */
    enum FenceStatus {
        OFF,
        ON,
        FAILED
    }

    /** Calls the method of the handler for this input. */
    void accept(Handler handler);

    /** One method per input. */
    interface Handler {
        void timer(Timer input);

        void flagSeen(FlagSeen input);

        void received(Received input);

        void selfExamined(SelfExamined input);

        void examined(Examined input);

        void serviceRestarted(ServiceRestarted input);

        void loadSampled(LoadSampled input);

        void guestReady(GuestReady input);

        void guestFailed(GuestFailed input);

        void guestDied(GuestDied input);

        void guestSuspended(GuestSuspended input);

        void vipClaimed(VipClaimed input);

        void vipDropped(VipDropped input);

        void vipConflict(VipConflict input);

        void fenced(Fenced input);

        void storeFailed(StoreFailed input);

        void commanded(Commanded input);

        void clockTrust(ClockTrust input);
    }
}
