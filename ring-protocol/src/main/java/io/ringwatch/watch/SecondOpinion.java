package io.ringwatch.watch;

import io.ringwatch.member.Effect;
import io.ringwatch.member.Event;
import io.ringwatch.member.Input;
import io.ringwatch.member.SafetyRule;
import io.ringwatch.member.Turn;
import io.ringwatch.ring.Ring;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A member that has just heard from a server that it is well refuses to separate it for a network
 * fault, unless a probe of its own over the service network fails as well.
 */
public final class SecondOpinion {
    /** The result of a probe speaks for so long, however long the probe took. */
    private static final long VALID_NS = 2_000_000_000L;

    private final Ring ring;
    private final Hearing hearing;
    private final Turn turn;
    private final Map<Integer, Probe> probes = new HashMap<>();

    /** A probe asked for, then its result. */
    private record Probe(long op, long untilNs, boolean done, boolean good) {}

    /**
     * @param objection the suspect that is well, -1 if none is
     * @param pending whether a probe is under way
     */
    public record Verdict(int objection, boolean pending) {}

    public SecondOpinion(Ring ring, Hearing hearing, Turn turn) {
        this.ring = ring;
        this.hearing = hearing;
        this.turn = turn;
    }

    /** What this member thinks of separating these servers for a network fault. */
    public Verdict on(List<Integer> suspects) {
        boolean pending = false;
        if (!turn.obeys(SafetyRule.SECOND_OPINION)) {
            return new Verdict(-1, false);
        }
        for (int suspect : suspects) {
            if (suspect == turn.self()) {
                // about itself it has no second opinion, and does not help to decide the question
                return new Verdict(-1, true);
            }
            if (!ring.has(suspect) || !hearing.isWell(suspect)) {
                continue;
            }
            Probe probe = probes.get(suspect);
            if (probe == null || turn.now() > probe.untilNs()) {
                probe = new Probe(turn.op(), untilNs(ring.timing().networkLimitNs()), false, false);
                probes.put(suspect, probe);
                turn.emit(
                        new Effect.ExamineNetwork(
                                probe.op(), suspect, ring.timing().networkLimitNs()));
            }
            if (!probe.done()) {
                pending = true;
            } else if (probe.good()) {
                return new Verdict(suspect, false);
            }
        }
        return new Verdict(-1, pending);
    }

    public void onExamined(Input.Examined result) {
        probes.replaceAll(
                (suspect, probe) -> {
                    if (probe.op() != result.op()) {
                        return probe;
                    }
                    if (result.good()) {
                        turn.tell(
                                Event.Kind.SECOND_OPINION,
                                suspect,
                                "heard from it that it is well, and reached it: no network fault");
                    }
                    return new Probe(probe.op(), untilNs(0), true, result.good());
                });
    }

    private long untilNs(long limitNs) {
        return turn.now() + limitNs + VALID_NS;
    }
}
