package io.ringwatch.member;

import io.ringwatch.ring.Ring;

/**
 * Ticks from the wall clock, and doubts about it: whoever's clock stepped, or is not trusted, gives
 * no verdict in that tick.
 */
final class Clock {
    /** A step of the wall clock against the monotonic one that is worth a word. */
    private static final long STEP_MS = 250;

    private final Ring ring;
    private final Turn turn;
    private final long intervalMs;
    private long index = Long.MIN_VALUE;

    /** UNIX time at which the interval that was looked at last ends; a turn is mostly in it. */
    private long endMs = Long.MIN_VALUE;

    private long current;
    private long beatIndex = Long.MIN_VALUE;
    private long baseMs;
    private boolean stepped;
    private boolean trusted = true;
    private String detail = "";

    Clock(Ring ring, Turn turn) {
        this.ring = ring;
        this.turn = turn;
        intervalMs = ring.timing().intervalNs() / 1_000_000;
    }

    /** The number of the interval in which the wall clock is. */
    private long interval() {
        long wallMs = turn.wallMs();
        if (wallMs >= endMs || wallMs < endMs - intervalMs) {
            current = Math.floorDiv(wallMs, intervalMs);
            endMs = (current + 1) * intervalMs;
        }
        return current;
    }

    /** Whether a tick has come since the last call; true only if verdicts may be given in it. */
    boolean tick() {
        long base = turn.wallMs() - turn.now() / 1_000_000;
        long now = interval();
        if (index == Long.MIN_VALUE) {
            index = now;
            baseMs = base;
        }
        long step = base - baseMs;
        if (Math.abs(step) > STEP_MS) {
            stepped = true;
            turn.tell(
                    Event.Kind.CLOCK,
                    turn.self(),
                    "the wall clock stepped by " + step + " ms: no verdict in this tick",
                    "stepMs",
                    step);
        }
        // slow drift is chrony's business
        baseMs = base;
        turn.wakeBy(nextTickNs());
        if (now == index) {
            return false;
        }
        index = now;
        boolean sound = trusted && !stepped || !turn.obeys(SafetyRule.CLOCK_TRUST);
        stepped = false;
        return sound;
    }

    /** The next tick on the monotonic clock. */
    long nextTickNs() {
        interval();
        return turn.now() + (endMs - turn.wallMs()) * 1_000_000;
    }

    /** Whether {@link #beat} would say yes; it asks for the same turn, too. */
    boolean isBeatDue() {
        return interval() != beatIndex && turn.due(nextTickNs() - ring.timing().intervalNs() / 10);
    }

    /**
     * Whether the heartbeat of this interval is to be sent: it has to be with all before the next
     * tick.
     */
    boolean beat() {
        if (!isBeatDue()) {
            return false;
        }
        beatIndex = interval();
        return true;
    }

    void onTrust(Input.ClockTrust trust) {
        if (trusted != trust.trusted()) {
            turn.tell(Event.Kind.CLOCK, turn.self(), trust.detail(), "trusted", trust.trusted());
        }
        trusted = trust.trusted();
        detail = trust.detail();
    }

    boolean isTrusted() {
        return trusted;
    }

    String detail() {
        return detail;
    }
}
