package io.ringwatch.member;

import java.util.List;
import java.util.Set;

/** Lets tests of other packages make turns without a whole member. */
public final class Turns {
    private Turns() {}

    public static Turn of(int self) {
        return without(self, Set.of());
    }

    public static Turn without(int self, Set<SafetyRule> off) {
        return new Turn(self, off);
    }

    public static void begin(Turn turn, long monoNs, long wallMs, List<Effect> effects) {
        turn.begin(new Moment(monoNs, wallMs), effects);
    }

    public static long wakeAtNs(Turn turn) {
        return turn.wakeAtNs();
    }
}
