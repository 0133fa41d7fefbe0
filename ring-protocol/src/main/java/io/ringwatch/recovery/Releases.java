package io.ringwatch.recovery;

import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import io.ringwatch.member.Event;
import io.ringwatch.member.SafetyRule;
import io.ringwatch.member.Situation;
import io.ringwatch.message.Message;
import io.ringwatch.sem.CatchUp;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The holder's side of a release: VIPs are given up, that is written down, and only then it is
 * said.
 */
public final class Releases {
    private final Situation situation;
    private final CatchUp catchUp;

    /** What may be up, with the operation of the first list that does not name it any more. */
    private final Map<Integer, Long> held = new HashMap<>();

    private final Map<Integer, Asked> asked = new HashMap<>();
    private long startedNs;

    private record Asked(int by, Version vacated) {}

    public Releases(Situation situation, CatchUp catchUp) {
        this.situation = situation;
        this.catchUp = catchUp;
    }

    /** Called in the first turn. */
    public void start() {
        startedNs = situation.turn().now();
    }

    /**
     * A new list of what may be held goes to the driver: what it names may be up from now on, and
     * what it does not name any more until the driver has carried it out.
     */
    void listed(long op, Set<Integer> servers) {
        held.replaceAll((server, by) -> Math.min(by, op));
        servers.forEach(server -> held.put(server, Long.MAX_VALUE));
    }

    /** Whether the VIPs of that server may be up here, as far as this agent can know. */
    public boolean isHeld(int server) {
        return held.containsKey(server);
    }

    /** Whether nobody waits for an answer. */
    public boolean isEmpty() {
        return asked.isEmpty();
    }

    /**
     * The driver says that they were down when it had carried out that list. A word about an
     * earlier list says nothing: they may have been up again since.
     */
    public void onDropped(int server, long op) {
        Long by = held.get(server);
        if (by != null && op >= by) {
            held.remove(server);
        }
    }

    /** The leader of a recovery asks for them. */
    public void onAsk(int from, Message.AskRelease ask) {
        catchUp.heard(from, ask.vacated());
        asked.put(ask.server(), new Asked(from, ask.vacated()));
    }

    /** Answers those whose VIPs are down. */
    public void poll() {
        if (asked.isEmpty()) {
            return;
        }
        // by number: the order of Map.copyOf differs from run to run
        for (var entry : new TreeMap<>(asked).entrySet()) {
            int server = entry.getKey();
            Asked ask = entry.getValue();
            if (situation.voter().version().compareTo(ask.vacated()) < 0
                    || isHeld(server) && situation.turn().obeys(SafetyRule.RELEASE_ONLY_DOWN)) {
                continue;
            }
            asked.remove(server);
            Row row = situation.row(server).orElse(null);
            boolean current =
                    row != null && row.isVacated() && row.vacatedAt().equals(ask.vacated());
            if (current && mayBeUp()) {
                asked.put(server, ask);
                continue;
            }
            if (current && row != null && row.lastHolder() == situation.self()) {
                release(server, ask);
            }
        }
    }

    private void release(int server, Asked ask) {
        if (!situation.voter().hasReleased(server, ask.vacated())) {
            if (situation.turn().obeys(SafetyRule.RELEASE_WRITTEN)) {
                situation.voter().release(server, ask.vacated());
            }
            situation
                    .turn()
                    .tell(
                            Event.Kind.RELEASED,
                            server,
                            "its VIPs are given up for version " + ask.vacated());
        }
        situation.turn().sendStored(ask.by(), new Message.Released(server, ask.vacated()));
    }

    /**
     * Whether VIPs may be up that this agent does not know of: it was restarted, and the kernel
     * keeps what its forerunner held under this boot until that lease has run out.
     */
    boolean mayBeUp() {
        boolean thisBoot =
                situation
                        .voter()
                        .ownRow()
                        .filter(r -> r.bootId() == situation.voter().bootId())
                        .isPresent();
        return thisBoot
                && situation.turn().obeys(SafetyRule.RELEASE_RESTARTED)
                && !situation.turn().due(startedNs + situation.timing().leaseProofNs());
    }
}
