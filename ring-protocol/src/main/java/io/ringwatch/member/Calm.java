package io.ringwatch.member;

import io.ringwatch.message.Message;
import io.ringwatch.ring.Ring;

/**
 * Whether a poll would find nothing to do. Most of what a member is told, keepalives and their
 * answers and heartbeats, changes nothing that a part would act on: the poll after it would do and
 * ask for exactly what the poll before it did. Such a poll is spared.
 *
 * <p>Never a guess: a member is calm only in the usual state (active, one good target, nothing
 * recovered, hosted, edited or asked for), after a poll that did nothing, until the first moment at
 * which any part looks at the time; and only inputs of kinds that leave that state as it is keep it
 * calm. Everything else is polled.
 */
final class Calm {
    private final Parts parts;
    private long untilNs = Long.MIN_VALUE;
    private long wakeAtNs;
    private long leaseChanges;

    Calm(Parts parts) {
        this.parts = parts;
    }

    /**
     * Called after a poll that did nothing but what settles it: until when would the next one do
     * nothing either, if nothing happens? What the turn has been asked for is without the
     * connections: their time moves with every word of the target.
     */
    void begin() {
        if (!parts.turn.obeysAll() || !isUsual()) {
            return;
        }
        wakeAtNs = parts.turn.wakeAtNs();
        leaseChanges = parts.lease.changes();
        untilNs =
                parts.turn.self() == Ring.WITNESS
                        ? wakeAtNs
                        : Math.min(wakeAtNs, parts.quorum.heardUntilNs());
    }

    /** When the spared poll would want a turn. */
    long wakeAtNs() {
        return Math.min(wakeAtNs, targetMissedAtNs());
    }

    private long targetMissedAtNs() {
        boolean watched = parts.turn.self() != Ring.WITNESS && parts.situation.timing().fastWatch();
        return watched ? parts.hearing.missedAtNs(parts.voter.outline().target()) : Long.MAX_VALUE;
    }

    /** Polls again, whatever comes. */
    void end() {
        untilNs = Long.MIN_VALUE;
    }

    /** Whether this input, which is about to be handled, leaves a calm member calm. */
    boolean isKeptBy(Input input) {
        if (parts.turn.now() >= untilNs || parts.turn.now() >= targetMissedAtNs()) {
            return false;
        }
        return input instanceof Input.Received received
                ? isKeptBy(received.from(), received.message())
                : input instanceof Input.LoadSampled;
    }

    private boolean isKeptBy(int from, Message message) {
        if (message instanceof Message.Renew renew) {
            return renew.condition() == Message.WELL || from != parts.voter.outline().target();
        }
        if (message instanceof Message.Beacon) {
            return from == Ring.WITNESS && message.equals(parts.hearing.beacon(from));
        }
        return message instanceof Message.Beat || message instanceof Message.Grant;
    }

    /**
     * Whether handling the input has left it calm: a lease that was renewed is passed on, and
     * somebody who is heard again is told of.
     */
    boolean isKept() {
        return parts.lease.changes() == leaseChanges && parts.hearing.returned().isEmpty();
    }

    private boolean isUsual() {
        boolean atRest =
                !parts.lastResort.isAtWork()
                        && parts.editor.isAtRest()
                        && parts.hosting.isEmpty()
                        && parts.desk.isEmpty()
                        && parts.releases.isEmpty()
                        && parts.recoveries.isEmpty();
        return atRest && (parts.turn.self() == Ring.WITNESS ? isWitnessUsual() : isServerUsual());
    }

    private boolean isWitnessUsual() {
        return parts.voter.isCaughtUp() && !parts.voter.isBlocked() && parts.voter.isKnown();
    }

    private boolean isServerUsual() {
        return parts.executor.isActive()
                && !parts.hearing.isServerBeaconing()
                && parts.lease.isValid()
                && parts.lease.isOf(parts.voter.version())
                && parts.connections.isAtRest();
    }
}
