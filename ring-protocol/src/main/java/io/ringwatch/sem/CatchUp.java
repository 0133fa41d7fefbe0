package io.ringwatch.sem;

import io.ringwatch.files.Edit;
import io.ringwatch.files.Files;
import io.ringwatch.files.Version;
import io.ringwatch.member.Effect;
import io.ringwatch.member.SafetyRule;
import io.ringwatch.member.Turn;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Ring;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fetches what this member lacks, and sends what others lack. */
public final class CatchUp {
    /** At most one request to the same member in this time. */
    private static final long FETCH_PAUSE_NS = 100_000_000L;

    private final Ring ring;
    private final Voter voter;
    private final Turn turn;
    private final Map<Integer, Long> fetchedAtNs = new HashMap<>();

    /** When the next of them is due: while a ring forms, every member hears all the others. */
    private long nextFetchNs = Long.MIN_VALUE;

    public CatchUp(Ring ring, Voter voter, Turn turn) {
        this.ring = ring;
        this.voter = voter;
        this.turn = turn;
    }

    /** Whether that version is the next one here; if not, whoever is behind is helped. */
    boolean isNext(int from, Version version) {
        if (version.equals(voter.version().next())) {
            return true;
        }
        if (version.compareTo(voter.version().next()) > 0) {
            fetch(from);
        } else {
            answer(from, new Version(version.incarnation(), version.edits() - 1));
        }
        return false;
    }

    /** Somebody holds that version: asks for it if it is later than the own one. */
    public void heard(int from, Version version) {
        if (version.compareTo(voter.version()) > 0) {
            fetch(from);
        }
    }

    private void fetch(int from) {
        Long last = fetchedAtNs.get(from);
        if (last == null || turn.now() - last >= FETCH_PAUSE_NS) {
            fetchedAtNs.put(from, turn.now());
            nextFetchNs = Long.MIN_VALUE;
            turn.send(from, new Message.Fetch(voter.version()));
        }
    }

    /** While not caught up: asks everybody. */
    public void poll() {
        if (voter.isCaughtUp()) {
            return;
        }
        if (turn.due(nextFetchNs)) {
            fetchFromAll();
        }
        turn.wakeBy(turn.now() + ring.timing().renewalNs());
    }

    private void fetchFromAll() {
        long renewalNs = ring.timing().renewalNs();
        long earliestNs = turn.now();
        for (int member : ring.members()) {
            if (member != turn.self()) {
                Long last = fetchedAtNs.get(member);
                if (last == null || turn.due(last + renewalNs)) {
                    fetchedAtNs.put(member, turn.now());
                    turn.send(member, new Message.Fetch(voter.version()));
                } else {
                    earliestNs = Math.min(earliestNs, last);
                }
            }
        }
        nextFetchNs = earliestNs + renewalNs;
    }

    public void onFetch(int from, Message.Fetch ask) {
        if (ask.have().compareTo(voter.version()) > 0) {
            fetch(from);
        }
        answer(from, ask.have());
    }

    private void answer(int to, Version have) {
        if (voter.version().equals(Version.NONE) || have.compareTo(voter.version()) > 0) {
            return;
        }
        Optional<List<Edit>> edits = voter.since(have);
        if (edits.isPresent()) {
            turn.sendStored(to, new Message.Edits(have, edits.get(), voter.vouches()));
        } else {
            turn.sendStored(to, new Message.Snapshot(voter.files(), voter.vouches()));
        }
    }

    public void onCommit(int from, Message.Commit commit) {
        if (commit.version().equals(voter.version().next())) {
            voter.apply(commit.edit());
        } else {
            heard(from, commit.version());
        }
    }

    public void onEdits(Message.Edits answer) {
        Version at = answer.from();
        for (Edit edit : answer.edits()) {
            at = at.next();
            if (at.equals(voter.version().next())) {
                voter.apply(edit);
            }
        }
        reached(at, answer.votes());
    }

    public void onSnapshot(Message.Snapshot answer) {
        Files later = answer.files();
        if (later.version().compareTo(voter.version()) > 0) {
            if (later.version().incarnation().compareTo(voter.version().incarnation()) > 0) {
                // whoever meets a newer incarnation drops its VIPs first, then its files
                if (turn.obeys(SafetyRule.INCARNATION_DROP)) {
                    turn.emit(new Effect.HoldVips(turn.op(), List.of()));
                }
            }
            voter.adopt(later);
        }
        reached(later.version(), answer.votes());
    }

    private void reached(Version version, boolean senderVotes) {
        boolean counts = senderVotes || !turn.obeys(SafetyRule.CAUGHT_UP_WITH_VOTER);
        if (counts && voter.version().compareTo(version) >= 0) {
            voter.markCaughtUp();
        }
    }
}
