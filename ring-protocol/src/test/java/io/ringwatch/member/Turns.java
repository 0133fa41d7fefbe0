package io.ringwatch.member;

import java.util.List;
import java.util.Set;

/** Lets tests of other packages make turns without a whole member. */
public final class Turns {
    private static final ThreadLocal<Set<SafetyRule>> OFF = ThreadLocal.withInitial(Set::of);

    private Turns() {}

    public static Turn of(int self) {
        return new Turn(self, OFF.get());
    }

    /** Runs this on this thread with members that do not obey the rule. */
    public static void without(SafetyRule rule, Runnable test) {
        OFF.set(Set.of(rule));
        try {
            test.run();
        } finally {
            OFF.remove();
        }
    }

    public static void begin(Turn turn, long monoNs, long wallMs, List<Effect> effects) {
        turn.begin(new Moment(monoNs, wallMs), effects);
    }

    public static long wakeAtNs(Turn turn) {
        return turn.wakeAtNs();
    }
}
