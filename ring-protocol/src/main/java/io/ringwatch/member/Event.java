package io.ringwatch.member;

import java.util.Map;

/**
 * Something worth telling, for people and programs.
 *
 * @param kind what happened
 * @param server about which member
 * @param text one sentence
 * @param data figures and facts, by name; durations end in {@code Ms}
 */
public record Event(Kind kind, int server, String text, Map<String, String> data) {
    public Event {
        data = Map.copyOf(data);
    }

    /** What happened. */
    public enum Kind {
        /** The member's own phase changed. */
        PHASE,
        /** An external examination, or the target itself, says that it is bad. */
        DETECTED,
        /** The examination was repeated; data {@code result}. */
        REEXAMINED,
        /** It was moved to the separation file and its VIPs are vacated. */
        SEPARATED,
        /** There is proof about the last holder; data {@code proof}, {@code holder}. */
        PROVEN,
        /** A host was chosen; data {@code host}, {@code scores}. */
        HOST_CHOSEN,
        /**
         * The virtual server is resumed and installed; data {@code resumeMs}, {@code installMs}.
         */
        GUEST_READY,
        /** A virtual server could not be had; data {@code host}, {@code reason}. */
        GUEST_FAILED,
        /** VIPs were assigned to a holder; data {@code holder}, {@code proof}. */
        ASSIGNED,
        /** VIPs are claimed and answer. */
        CLAIMED,
        /** The function is back; data {@code detectMs}, {@code reexamineMs}, ... */
        FUNCTION_RECOVERED,
        /** A step of the background recovery. */
        REVIVAL,
        /** The real server serves again; data {@code recoveredMs} from its detection. */
        SERVER_RECOVERED,
        /** Recovery was given up; the virtual server goes on. */
        ENDED,
        /** A daemon was restarted by its own agent; data {@code service}, {@code result}. */
        SERVICE_RESTARTED,
        LEASE_WON,
        LEASE_LOST,
        QUORUM_WON,
        QUORUM_LOST,
        /** A new version of the files was applied. */
        EDIT,
        INCARNATION,
        /** The clock is off or stepped. */
        CLOCK,
        /** This agent was late or stalled and gives no verdict. */
        STALLED,
        /** A council member refused a separation: it hears the server and reaches it. */
        SECOND_OPINION,
        /** VIPs were given up. */
        RELEASED,
        /** Another machine answers for a VIP. */
        CONFLICT,
        /** An operator's command was carried out. */
        OPERATOR
    }
}
