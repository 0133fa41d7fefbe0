package io.ringwatch.agent.peers;

import io.ringwatch.ring.Network;
import java.util.concurrent.atomic.LongAdder;

/**
 * Totals since the start of the agent. Bytes are those of frames, without what TCP and IP add; may
 * be read from any thread.
 */
public final class PeerCounters {
    private final Traffic service = new Traffic();
    private final Traffic management = new Traffic();
    final LongAdder duplicates = new LongAdder();
    final LongAdder dropped = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder garbage = new LongAdder();
    final LongAdder silent = new LongAdder();

    static final class Traffic {
        final LongAdder bytesSent = new LongAdder();
        final LongAdder messagesSent = new LongAdder();
        final LongAdder bytesReceived = new LongAdder();
        final LongAdder messagesReceived = new LongAdder();
    }

    Traffic on(Network network) {
        return switch (network) {
            case SERVICE -> service;
            case MANAGEMENT -> management;
        };
    }

    /** Bytes written to connections of this network. */
    public long bytesSent(Network network) {
        return on(network).bytesSent.sum();
    }

    /** Messages written to connections of this network. */
    public long messagesSent(Network network) {
        return on(network).messagesSent.sum();
    }

    /** Bytes read from connections of this network. */
    public long bytesReceived(Network network) {
        return on(network).bytesReceived.sum();
    }

    /** Messages read from this network, second copies included. */
    public long messagesReceived(Network network) {
        return on(network).messagesReceived.sum();
    }

    /** Second copies, which went no further. */
    public long duplicates() {
        return duplicates.sum();
    }

    /** Messages not sent on a connection because its peer does not read fast enough. */
    public long dropped() {
        return dropped.sum();
    }

    /** Connections turned away: a stranger's address, another ring or wire version, too many. */
    public long refused() {
        return refused.sum();
    }

    /** Connections closed because of bytes that mean nothing, or too many of them. */
    public long garbage() {
        return garbage.sum();
    }

    /** Connections closed because nothing came, or nothing was taken, for too long. */
    public long silent() {
        return silent.sum();
    }
}
