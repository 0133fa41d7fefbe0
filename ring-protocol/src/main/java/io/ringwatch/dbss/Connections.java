package io.ringwatch.dbss;

import io.ringwatch.files.Change;
import io.ringwatch.files.Heartbeat;
import io.ringwatch.files.Place;
import io.ringwatch.files.Row;
import io.ringwatch.member.Input;
import io.ringwatch.member.Situation;
import io.ringwatch.sem.Editor;
import io.ringwatch.sem.Quorum;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which targets this agent manages: the one of the operation file (automatic connection selection,
 * sec. 4.2), and by dynamic management extension the next ones, as long as the one before is not
 * known to be good.
 */
public final class Connections {
    private final Situation situation;
    private final Editor editor;
    private final Quorum quorum;
    private final TreeMap<Integer, Dbss> targets = new TreeMap<>();
    private final Map<Integer, Detection> detections = new HashMap<>();

    public Connections(Situation situation, Editor editor, Quorum quorum) {
        this.quorum = quorum;
        this.situation = situation;
        this.editor = editor;
    }

    /**
     * @param active whether this member manages at all
     * @param tick whether a tick has just come, at which verdicts may be given
     */
    public void poll(boolean active, boolean tick) {
        if (!active) {
            targets.clear();
            return;
        }
        if (tick) {
            targets.values().forEach(Dbss::tick);
        }
        select(tick);
        for (Dbss dbss : List.copyOf(targets.values())) {
            dbss.poll();
            if (dbss.state() == Dbss.State.SEPARATING) {
                detections.put(dbss.target(), dbss.detection());
                if (editor.isRefused(dbss.target())) {
                    dbss.refused();
                }
            }
        }
        select(false);
    }

    private void select(boolean tick) {
        Set<Integer> wanted = wanted(tick);
        targets.values()
                .removeIf(
                        dbss ->
                                !isInGroup(dbss.target())
                                        || !wanted.contains(dbss.target())
                                                && (tick || !dbss.isExtension())
                                                && !dbss.isTroubled());
        int own = situation.operation().targetOf(situation.self());
        for (int target : wanted) {
            Dbss present = targets.get(target);
            if (present == null
                    || present.isExtension() != (target != own) && !present.isTroubled()) {
                Dbss dbss = new Dbss(situation, target, target != own);
                targets.put(target, dbss);
                dbss.poll();
            }
        }
    }

    private boolean isInGroup(int server) {
        return situation.row(server).map(Row::place).filter(Place.GROUP::equals).isPresent();
    }

    private Set<Integer> wanted(boolean tick) {
        var wanted = new LinkedHashSet<Integer>();
        int target = situation.operation().targetOf(situation.self());
        while (target != Row.NOBODY && target != situation.self() && wanted.add(target)) {
            if (!isDoubtful(target, tick)) {
                break;
            }
            target = situation.operation().successorInGroup(target);
        }
        return wanted;
    }

    /**
     * Trigger (1): its DBSS detected a failure. Trigger (2): keepalives or heartbeats say that it
     * failed.
     */
    private boolean isDoubtful(int target, boolean tick) {
        Dbss dbss = targets.get(target);
        if (dbss != null && dbss.isTroubled()) {
            return true;
        }
        boolean heardHere =
                situation.voter().council().has(situation.self())
                        || dbss != null && !dbss.isExtension();
        if (situation.timing().fastWatch()) {
            return heardHere && situation.hearing().isSilent(target);
        }
        return tick && heartbeatFailed(target);
    }

    private boolean heartbeatFailed(int target) {
        @Nullable Heartbeat heartbeat = situation.hearing().heartbeat(target);
        long interval = situation.timing().intervalNs() / 1_000_000;
        return heartbeat != null
                && (!heartbeat.isWell()
                        || situation.turn().wallMs() - heartbeat.wallMs() > interval);
    }

    public void onExamined(Input.Examined result) {
        targets.values().forEach(dbss -> dbss.onExamined(result));
    }

    /** This agent was stalled. */
    public void forget() {
        targets.values().forEach(Dbss::forget);
    }

    public List<Dbss> targets() {
        return List.copyOf(targets.values());
    }

    /** Servers for which a virtual server should be made ready before they are separated. */
    public List<Integer> guestsWanted() {
        if (!quorum.isHeard()) {
            // nothing can be assigned: a switch that fails must not wake virtual servers for
            // everybody unseen
            return List.of();
        }
        return targets.values().stream().filter(Dbss::wantsGuest).map(Dbss::target).toList();
    }

    /** How the failure of that server was found, if it was here. */
    public @Nullable Detection detection(int server) {
        return detections.get(server);
    }

    public void recovered(int server) {
        detections.remove(server);
    }

    /**
     * Whether another target is being examined again for the same kind of fault: what failed
     * together is separated by one edit, since each change of the council makes the next proof by
     * expiry wait for a whole lease.
     */
    private boolean isAwaited(Dbss dbss) {
        boolean others = targets.values().stream().anyMatch(Dbss::isReexaminingNetwork);
        long patience = situation.timing().networkLimitNs() / 4;
        return others && !situation.turn().due(dbss.sinceNs() + patience);
    }

    /** The changes that separate what was found bad twice. */
    public List<Change> wants() {
        var changes = new ArrayList<Change>();
        for (Dbss dbss : targets.values()) {
            if (dbss.maySeparate() && !isAwaited(dbss)) {
                changes.addAll(
                        Separation.changes(
                                situation.files(),
                                dbss.target(),
                                dbss.reason(),
                                situation.self(),
                                situation.nextVersion(),
                                situation.turn().wallMs()));
            }
        }
        return changes;
    }
}
