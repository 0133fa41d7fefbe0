package io.ringwatch.recovery;

import io.ringwatch.files.Reason;
import io.ringwatch.files.Row;
import io.ringwatch.member.Situation;
import io.ringwatch.ring.FailBack;
import java.util.Optional;

/** The ring's policy of fail-back, for one server that is well again. */
final class ReturnPolicy {
    private static final String OPERATOR = "an operator says when";

    private final Situation situation;
    private final int server;
    private final Returns returns;

    ReturnPolicy(Situation situation, int server, Returns returns) {
        this.situation = situation;
        this.server = server;
        this.returns = returns;
    }

    /**
     * Why it is not handed its function back yet; empty if it is. A reason of none is an operator's
     * word. Whether a host serves is not asked here: a new leader does not know it yet.
     *
     * @param wellNs since when it has been well, monotonic time
     */
    Optional<String> waitsFor(Row row, long wellNs) {
        FailBack policy = situation.timing().failBack();
        if (!policy.mayWait() || row.reason() == Reason.NONE) {
            return Optional.empty();
        }
        return row.isVirtual() ? served(policy, wellNs) : away(row, policy);
    }

    private Optional<String> served(FailBack policy, long wellNs) {
        int returned = returns.ofDay(server, situation.turn().now());
        if (policy.perDay() > 0 && returned >= policy.perDay()) {
            String often = returned == 1 ? "once" : returned + " times";
            return Optional.of("it came back " + often + " within 24 h; " + OPERATOR);
        }
        if (policy.stableNs() == FailBack.NEVER) {
            return Optional.of(OPERATOR);
        }
        long dueNs = wellNs + policy.stableNs();
        if (situation.turn().due(dueNs)) {
            return Optional.empty();
        }
        situation.turn().wakeBy(dueNs);
        long seconds = policy.stableNs() / 1_000_000_000L;
        return Optional.of("until it has been well for " + seconds + " s");
    }

    /**
     * The function is away, and as many returns as it takes are right; but those that do not help
     * are counted where nobody can see beforehand whether one will.
     */
    private Optional<String> away(Row row, FailBack policy) {
        boolean unseen =
                row.reason() == Reason.SERVICE && situation.ring().server(server).servicesNeedVip();
        int inVain = unseen ? returns.inVainOfDay(server, situation.turn().now()) : 0;
        if (inVain < Math.max(1, policy.perDay())) {
            return Optional.empty();
        }
        return Optional.of(
                "its service failed after each of " + inVain + " returns within 24 h; " + OPERATOR);
    }
}
