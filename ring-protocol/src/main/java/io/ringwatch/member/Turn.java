package io.ringwatch.member;

import io.ringwatch.message.Message;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One turn of a member: the moment, the effects so far, and the earliest time at which something is
 * due. It lives as long as the member, so that all its parts can hold it; only {@link RingMember}
 * begins a turn.
 */
public final class Turn {
    private final int self;
    private final Set<SafetyRule> off;
    private final boolean obeysAll;
    private Moment now = new Moment(0, 0);
    private List<Effect> out = List.of();
    private long wakeAtNs;
    private long lastOp;
    private long emitted;

    Turn(int self, Set<SafetyRule> off) {
        this.self = self;
        this.off = off;
        this.obeysAll = off.isEmpty();
    }

    void begin(Moment moment, List<Effect> effects) {
        now = moment;
        out = effects;
        wakeAtNs = Long.MAX_VALUE;
    }

    long wakeAtNs() {
        return wakeAtNs;
    }

    /** What was asked for so far; from here on it is gathered anew. */
    long takeWakeAtNs() {
        long taken = wakeAtNs;
        wakeAtNs = Long.MAX_VALUE;
        return taken;
    }

    /** How many effects there have been, in all turns. */
    long emitted() {
        return emitted;
    }

    /** Whether no rule is switched off. */
    boolean obeysAll() {
        return obeysAll;
    }

    /** Whether this rule is obeyed; only a test can have switched it off. */
    public boolean obeys(SafetyRule rule) {
        return obeysAll || !off.contains(rule);
    }

    public int self() {
        return self;
    }

    /** Monotonic time, nanoseconds. */
    public long now() {
        return now.monoNs();
    }

    /** UNIX time, milliseconds. */
    public long wallMs() {
        return now.wallMs();
    }

    public Moment moment() {
        return now;
    }

    /** Asks for a turn at this monotonic time at the latest. */
    public void wakeBy(long atNs) {
        wakeAtNs = Math.min(wakeAtNs, atNs);
    }

    /** Whether the time has come; if not, asks to be woken then. */
    public boolean due(long atNs) {
        if (now() >= atNs) {
            return true;
        }
        wakeBy(atNs);
        return false;
    }

    /** An operation id that was not used before. */
    public long op() {
        return ++lastOp;
    }

    public void emit(Effect effect) {
        add(effect);
    }

    public void send(int to, Message message) {
        add(new Effect.Send(to, message, false));
    }

    /** Sends what announces something that has been given to the disk: only AFTER it is there. */
    public void sendStored(int to, Message message) {
        add(new Effect.Send(to, message, obeys(SafetyRule.STORE_BEFORE_SEND)));
    }

    private void add(Effect effect) {
        emitted++;
        out.add(effect);
    }

    public void log(String line) {
        add(new Effect.Log(line));
    }

    /** Tells an event; {@code facts} are names and values in turn. */
    public void tell(Event.Kind kind, int server, String text, Object... facts) {
        var data = new java.util.LinkedHashMap<String, String>();
        for (int i = 0; i + 1 < facts.length; i += 2) {
            data.put(String.valueOf(facts[i]), String.valueOf(facts[i + 1]));
        }
        add(new Effect.Tell(new Event(kind, server, text, Map.copyOf(data))));
    }
}
