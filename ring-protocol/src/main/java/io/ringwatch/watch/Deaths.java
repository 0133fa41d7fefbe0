package io.ringwatch.watch;

import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.member.Turn;
import io.ringwatch.ring.Ring;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who is confirmed off, by an operator or by a power fence. Whoever is heard again is not. */
public final class Deaths {
    private final Ring ring;
    private final Turn turn;
    private final Set<Integer> confirmed = new HashSet<>();
    private final Map<Integer, Long> offSinceNs = new HashMap<>();
    private final Map<Long, Asked> asked = new HashMap<>();
    private final Map<Integer, Long> askedAtNs = new HashMap<>();
    private final Map<Integer, Input.Fenced> answers = new HashMap<>();
    private final Map<Integer, Long> failedNs = new HashMap<>();

    private record Asked(int server, long atNs) {}

    public Deaths(Ring ring, Turn turn) {
        this.ring = ring;
        this.turn = turn;
    }

    /** An operator says that these are off. */
    public void confirm(List<Integer> dead) {
        dead.stream().filter(ring::has).filter(d -> d != turn.self()).forEach(confirmed::add);
    }

    /** It lives. */
    public void heard(int member) {
        if (!confirmed.isEmpty() || !offSinceNs.isEmpty()) {
            confirmed.remove(member);
            offSinceNs.remove(member);
        }
    }

    /** Those that an operator has said to be off, by number. */
    public List<Integer> confirmed() {
        return confirmed.stream().sorted().toList();
    }

    public boolean isConfirmed(int member) {
        return confirmed.contains(member);
    }

    public boolean isOff(int member) {
        return confirmed.contains(member) || offSinceNs.containsKey(member);
    }

    /** Whether a fence said, in answer to a question asked after this moment, that it is off. */
    public boolean isOffSince(int member, long momentNs) {
        Long at = offSinceNs.get(member);
        return at != null && at >= momentNs;
    }

    public boolean hasFence(int member) {
        return member != Ring.WITNESS && ring.server(member).fenced();
    }

    /**
     * Whether a fence can still say more than a person has: there is one, and it has not failed to
     * answer a question asked after this moment.
     */
    public boolean canTell(int member, long momentNs) {
        Long failed = failedNs.get(member);
        return hasFence(member) && (failed == null || failed < momentNs);
    }

    /** Asks the fence, if there is one and it was not asked within its own limit. */
    public void ask(int member, Effect.Power action) {
        Long last = askedAtNs.get(member);
        long limit = ring.timing().fenceLimitNs();
        if (!hasFence(member) || last != null && turn.now() - last < limit) {
            return;
        }
        askedAtNs.put(member, turn.now());
        answers.remove(member);
        long op = turn.op();
        asked.put(op, new Asked(member, turn.now()));
        turn.emit(new Effect.Fence(op, member, action, limit));
    }

    public void onFenced(Input.Fenced result) {
        Asked question = asked.remove(result.op());
        if (question == null) {
            return;
        }
        answers.put(question.server(), result);
        if (result.status() == Input.FenceStatus.FAILED) {
            failedNs.put(question.server(), question.atNs());
        }
        if (result.status() == Input.FenceStatus.OFF) {
            askedAtNs.remove(question.server());
            offSinceNs.put(question.server(), question.atNs());
        } else {
            // a fence that fails is asked again, but not in a loop
            askedAtNs.put(
                    question.server(), turn.now() - ring.timing().fenceLimitNs() + 2_000_000_000L);
            offSinceNs.remove(question.server());
        }
    }

    /** Whether the last answer of its fence was that it is on. */
    public boolean isOn(int member) {
        Input.Fenced answer = answers.get(member);
        return answer != null && answer.status() == Input.FenceStatus.ON;
    }

    /** Forgets that it was asked, so that it can be asked for something else at once. */
    public void askAgain(int member) {
        askedAtNs.remove(member);
    }
}
