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
    record Timer() implements Input {}

    /** The flag file appeared or disappeared. */
    record FlagSeen(boolean present) implements Input {}

    /** A message arrived from a member whose number the connection vouches for. */
    record Received(int from, Network network, Message message) implements Input {}

    /** Internal monitoring: own gateway, and the own services that do not answer. */
    record SelfExamined(long op, boolean gatewayOk, List<String> failedServices) implements Input {}

    /** A network or service examination of another server; {@code detail} says what failed. */
    record Examined(long op, boolean good, String detail) implements Input {}

    /** A daemon of this server was restarted, or not. */
    record ServiceRestarted(long op, String service, boolean good) implements Input {}

    record LoadSampled(LoadSample sample) implements Input {}

    /**
     * A virtual server runs here with the procedure of {@code server} installed; it holds no VIP
     * yet.
     */
    record GuestReady(long op, int server, long resumeMs, long installMs) implements Input {}

    record GuestFailed(long op, int server, String reason) implements Input {}

    /** A virtual server that ran here is gone. */
    record GuestDied(int server, String reason) implements Input {}

    /** A virtual server was returned to a clean suspended original. */
    record GuestSuspended(int server) implements Input {}

    /**
     * The VIPs of a server, held by this one, passed the conflict probe, are up and were announced.
     */
    record VipClaimed(int server) implements Input {}

    /** The VIPs of a server are certainly not held by this one any more. */
    record VipDropped(int server) implements Input {}

    /** Another machine answers for a VIP that is to be claimed. */
    record VipConflict(int server, String detail) implements Input {}

    /** What a power fence says. */
    record Fenced(long op, int server, FenceStatus status, String detail) implements Input {}

    /** A vote record could not be written: nothing that depends on it was sent. */
    record StoreFailed(String reason) implements Input {}

    record Commanded(long op, Command command) implements Input {}

    /** What the time service says of the wall clock; {@code detail} is for people. */
    record ClockTrust(boolean trusted, String detail) implements Input {}

    /** What a fence says of a machine. */
    enum FenceStatus {
        OFF,
        ON,
        FAILED
    }
}
