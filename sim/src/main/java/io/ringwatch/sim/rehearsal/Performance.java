package io.ringwatch.sim.rehearsal;

import io.ringwatch.member.Event;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What came of breaking a ring once. All times are virtual, nanoseconds since the first fault.
 *
 * @param seed the number from which everything random came
 * @param faultAtNs when the first fault happened, since the world began
 * @param settled whether all was well before it
 * @param told what the members told, and the faults, in the order of their times
 * @param servers every server of the ring, in ring order
 * @param backNs when everything was as it was before, and stayed so; empty if it did not
 * @param missing what was not as before in the end, one line each
 * @param needs what a person must do, in the end
 * @param violation the safety rule that was broken; empty if none was
 */
public record Performance(
        long seed,
        long faultAtNs,
        boolean settled,
        List<Told> told,
        List<Seen> servers,
        OptionalLong backNs,
        List<String> missing,
        List<Need> needs,
        String violation) {
    public Performance {
        told = List.copyOf(told);
        servers = List.copyOf(servers);
        missing = List.copyOf(missing);
        needs = List.copyOf(needs);
    }

    /**
     * Something that happened.
     *
     * @param atNs when
     * @param teller name of the member that told it, or of the server to which it happened
     * @param about name of the server that it is about
     * @param what what happened
     * @param text one sentence
     * @param data facts and figures of a member's event
     */
    public record Told(
            long atNs,
            String teller,
            String about,
            What what,
            String text,
            Map<String, String> data) {}

    /** What can happen. */
    public enum What {
        /** Something was done to the world. */
        FAULT,
        /** Clients of the server get no answer from here on. */
        CUT_OFF,
        /** Clients of the server are answered again. */
        SERVED,
        DETECTED,
        REEXAMINED,
        SECOND_OPINION,
        SEPARATED,
        PROVEN,
        HOST_CHOSEN,
        GUEST_READY,
        GUEST_FAILED,
        ASSIGNED,
        FUNCTION_RECOVERED,
        REVIVAL,
        SERVER_RECOVERED,
        ENDED,
        SERVICE_RESTARTED,
        QUORUM_WON,
        QUORUM_LOST,
        INCARNATION,
        CONFLICT,
        STALLED;

        /** The same as an event of a member, if it is worth telling here. */
        static java.util.Optional<What> of(Event.Kind kind) {
            for (What what : values()) {
                if (what.name().equals(kind.name())) {
                    return java.util.Optional.of(what);
                }
            }
            return java.util.Optional.empty();
        }
    }

    /**
     * What the clients of one server saw, and what the ring did about it.
     *
     * @param name the server
     * @param virtualName its virtual server
     * @param faults what was done to it, as in a plan; empty if nothing was
     * @param outages times in which its clients got no answer
     * @param detectedNs when somebody noticed first
     * @param functionNs when its virtual server served first
     * @param serverNs when it served again itself, the last time
     * @param host where its virtual server ran first; empty if it never did
     * @param proof why it was certain that nobody else held its address
     * @param scores how the host was chosen, a table as text
     */
    public record Seen(
            String name,
            String virtualName,
            List<String> faults,
            List<Outage> outages,
            OptionalLong detectedNs,
            OptionalLong functionNs,
            OptionalLong serverNs,
            String host,
            String proof,
            String scores) {
        public Seen {
            faults = List.copyOf(faults);
            outages = List.copyOf(outages);
        }

        /** Time in which its clients got no answer, nanoseconds. */
        public long outageNs() {
            return outages.stream().mapToLong(o -> o.untilNs() - o.fromNs()).sum();
        }

        /** The longest of these times, nanoseconds. */
        public long longestNs() {
            return outages.stream().mapToLong(o -> o.untilNs() - o.fromNs()).max().orElse(0);
        }

        /** Whether clients get no answer in the end. */
        public boolean isCutOff() {
            return !outages.isEmpty() && outages.get(outages.size() - 1).open();
        }
    }

    /**
     * A time in which clients got no answer.
     *
     * @param fromNs since when
     * @param untilNs until when, or the end of the play
     * @param open whether it was not over then
     */
    public record Outage(long fromNs, long untilNs, boolean open) {}

    /**
     * What a person must do.
     *
     * @param server for which server; empty if for the whole ring
     * @param why what is not as it should be
     * @param action what to do about it
     */
    public record Need(String server, String why, String action) {}

    /** Whether everything was as before in the end, and nobody had two holders. */
    public boolean isGood() {
        return violation.isEmpty() && backNs.isPresent();
    }
}
