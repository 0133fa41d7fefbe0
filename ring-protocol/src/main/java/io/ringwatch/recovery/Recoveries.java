package io.ringwatch.recovery;

import io.ringwatch.dbss.Connections;
import io.ringwatch.dbss.Separation;
import io.ringwatch.files.Change;
import io.ringwatch.files.Files;
import io.ringwatch.files.Place;
import io.ringwatch.files.Reason;
import io.ringwatch.files.Row;
import io.ringwatch.member.Event;
import io.ringwatch.member.Input;
import io.ringwatch.member.Situation;
import io.ringwatch.message.Message;
import io.ringwatch.sem.Editor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The recoveries that this member leads, by the problem rows: its own, and those it adopts from a
 * failed leader.
 */
public final class Recoveries {
    private final Situation situation;
    private final Editor editor;
    private final Connections connections;
    private final TreeMap<Integer, Recovery> recoveries = new TreeMap<>();
    private final Map<Integer, Long> returning = new HashMap<>();
    private final Returns returns;

    public Recoveries(Situation situation, Editor editor, Connections connections) {
        this.situation = situation;
        this.editor = editor;
        this.connections = connections;
        returns = new Returns(situation.timing());
    }

    /**
     * @param active whether this member manages at all
     * @param moving servers that are to be moved away and led from here
     */
    public void poll(boolean active, List<Integer> moving) {
        if (!active) {
            recoveries.clear();
            return;
        }
        List<Integer> failing = connections.guestsWanted();
        if (isEmpty() && failing.isEmpty() && moving.isEmpty()) {
            return;
        }
        for (Row row : situation.files().rows()) {
            int server = row.number();
            if (isLedHere(row)) {
                recovery(server).poll(connections.detection(server));
            } else if (row.place() == Place.GROUP
                    && (failing.contains(server) || moving.contains(server))) {
                recovery(server).prepare(connections.detection(server));
            } else {
                Recovery gone = recoveries.remove(server);
                if (gone != null) {
                    gone.takeover().drop();
                }
            }
        }
    }

    /** Whether a virtual server of that server, which was asked for from here, is ready. */
    public boolean isReady(int server) {
        Recovery recovery = recoveries.get(server);
        return recovery != null && recovery.takeover().isReady();
    }

    /** Whether none is led or prepared here, by the files neither. */
    public boolean isEmpty() {
        return recoveries.isEmpty() && !situation.voter().outline().leads();
    }

    private boolean isLedHere(Row row) {
        return row.place().isSeparated() && row.leader() == situation.self();
    }

    private Recovery recovery(int server) {
        return recoveries.computeIfAbsent(
                server,
                s ->
                        new Recovery(
                                situation,
                                editor,
                                s,
                                connections.detection(s),
                                host -> pending(host, s),
                                returns));
    }

    /** Virtual servers that other takeovers of this member have asked of that host. */
    private int pending(int host, int except) {
        int count = 0;
        for (var entry : recoveries.entrySet()) {
            if (entry.getKey() != except && entry.getValue().takeover().pendingHost() == host) {
                count++;
            }
        }
        return count;
    }

    /** Adds what takes over rows and VIPs that members left which are not in the group any more. */
    public void wants(List<Change> changes) {
        if (recoveries.isEmpty() && situation.voter().outline().troubled().isEmpty()) {
            return;
        }
        for (var recovery : recoveries.entrySet()) {
            if (situation.row(recovery.getKey()).filter(this::isLedHere).isPresent()) {
                recovery.getValue().wants().ifPresent(changes::add);
            }
        }
        for (Row row : situation.voter().outline().troubled()) {
            Row after = row;
            if (row.isVirtual() && row.place() != Place.WITNESS) {
                after = adopted(row, row.holder());
            }
            if (row.place().isSeparated()) {
                after = adopted(after, row.leader());
            }
            if (!after.equals(row)) {
                changes.add(new Change(row, after));
            }
        }
    }

    private Row adopted(Row row, int gone) {
        boolean present =
                situation.operation().isInGroup(gone) && !connections.isLeftAloneSilent(gone);
        if (present || !isHeirOf(gone == Row.NOBODY ? row.number() : gone)) {
            return row;
        }
        Row after =
                Separation.withdrawn(
                        row,
                        gone,
                        situation.self(),
                        situation.nextVersion(),
                        situation.turn().wallMs());
        return after.leader() == Row.NOBODY && after.place().isSeparated()
                ? after.ledBy(situation.self())
                : after;
    }

    /** Whether nobody stands between, but for those that are silent while people work on them. */
    private boolean isHeirOf(int gone) {
        List<Integer> group = situation.operation().groupInRingOrder();
        int heir = situation.operation().predecessorInGroup(gone);
        for (int i = 0; i < group.size() && connections.isLeftAloneSilent(heir); i++) {
            heir = situation.operation().predecessorInGroup(heir);
        }
        return heir == situation.self() || group.equals(List.of(situation.self()));
    }

    /** A new version of the files. */
    public void applied(Files before, Files after) {
        for (Row row : after.rows()) {
            Row old = before.row(row.number()).orElse(null);
            if (old == null || old.equals(row)) {
                continue;
            }
            if (old.place().isSeparated()
                    && row.place() == Place.GROUP
                    && old.reason() != Reason.NONE) {
                returns.returned(row.number(), situation.turn().now());
            }
            if (old.place() == Place.GROUP && row.place().isSeparated()) {
                returns.separated(row.number(), row.reason(), situation.turn().now());
            }
            Recovery recovery = recoveries.get(row.number());
            if (old.place() == Place.GROUP && isLedHere(row)) {
                situation
                        .turn()
                        .tell(
                                Event.Kind.SEPARATED,
                                row.number(),
                                "moved to the separation file, its VIPs are vacated",
                                "reason",
                                row.reason());
            }
            if (recovery == null) {
                continue;
            }
            recovery.applied(old, row);
            if (isLedHere(old) && row.place() == Place.GROUP) {
                recovery.returned(after, !old.isVacated() || old.lastHolder() != old.number());
                returning.put(row.number(), recovery.detectedNs());
                connections.recovered(row.number());
            }
        }
    }

    public void onReleased(int from, Message.Released released) {
        if (situation.row(released.server()).filter(this::isLedHere).isPresent()
                && recoveries.containsKey(released.server())) {
            recovery(released.server()).onReleased(from, released);
        }
    }

    public void onHave(int from, Message.HaveGuest have) {
        Recovery recovery = recoveries.get(have.server());
        if (recovery != null) {
            recovery.takeover().onHave(from, have);
        }
    }

    public void onNone(int from, Message.NoGuest none) {
        Recovery recovery = recoveries.get(none.server());
        if (recovery != null) {
            recovery.takeover().onNone(from, none);
        }
    }

    /** Somebody holds the VIPs of a server now. */
    public void onClaimed(int from, Message.Claimed claimed) {
        Recovery recovery = recoveries.get(claimed.server());
        if (recovery != null) {
            recovery.takeover().onClaimed(from);
        }
        Long detectedNs = from == claimed.server() ? returning.remove(from) : null;
        if (detectedNs != null) {
            situation
                    .turn()
                    .tell(
                            Event.Kind.SERVER_RECOVERED,
                            from,
                            "serves again itself",
                            "recoveredMs",
                            (situation.turn().now() - detectedNs) / 1_000_000);
        }
    }

    public void onExamined(Input.Examined result) {
        recoveries.values().forEach(recovery -> recovery.onExamined(result));
    }

    /** The step of each recovery led here, by server. */
    public Map<Integer, String> steps() {
        var steps = new TreeMap<Integer, String>();
        recoveries.forEach(
                (server, recovery) -> {
                    if (situation.row(server).filter(this::isLedHere).isPresent()) {
                        steps.put(server, recovery.step());
                    }
                });
        return steps;
    }
}
