package io.ringwatch.dbss;

import io.ringwatch.files.Change;
import io.ringwatch.files.Heartbeat;
import io.ringwatch.files.Row;
import io.ringwatch.member.Input;
import io.ringwatch.member.Situation;
import io.ringwatch.sem.Editor;
import io.ringwatch.sem.Quorum;
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

    /** The values of {@link #targets}, read in every turn and changed hardly ever. */
    private List<Dbss> managed = List.of();

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
            if (!targets.isEmpty()) {
                targets.clear();
                managed = List.of();
            }
            return;
        }
        if (tick) {
            managed.forEach(Dbss::tick);
        }
        select(tick);
        List<Dbss> all = managed;
        for (int i = 0; i < all.size(); i++) {
            Dbss dbss = all.get(i);
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
        if (!isUsual(tick)) {
            selectAnew(tick);
            managed = List.copyOf(targets.values());
        }
    }

    /**
     * Whether the one target of the operation file is managed and not in doubt, as nearly always:
     * then there is nothing to select.
     */
    private boolean isUsual(boolean tick) {
        if (managed.size() != 1) {
            return false;
        }
        Dbss only = managed.get(0);
        return !only.isExtension()
                && only.target() == situation.voter().outline().target()
                && !isDoubtful(only.target(), only, tick);
    }

    /** Whether there is but the usual target, and nothing is wrong with it. */
    public boolean isAtRest() {
        return isUsual(false)
                && managed.get(0).isAtRest()
                && !situation.hearing().isSilent(managed.get(0).target());
    }

    private void selectAnew(boolean tick) {
        Set<Integer> wanted = wanted(tick);
        targets.values()
                .removeIf(
                        dbss ->
                                !situation.operation().isInGroup(dbss.target())
                                        || !wanted.contains(dbss.target())
                                                && (tick || !dbss.isExtension())
                                                && !dbss.isTroubled());
        int own = situation.voter().outline().target();
        for (int target : wanted) {
            Dbss present = targets.get(target);
            if (present == null
                    || present.isExtension() != (target != own) && !present.isTroubled()) {
                Dbss dbss = new Dbss(situation, target, target != own);
                if (present != null && present.isLooking()) {
                    // the one before it was separated meanwhile: no reason to wait for a tick
                    dbss.tick();
                }
                targets.put(target, dbss);
                dbss.poll();
            }
        }
    }

    private Set<Integer> wanted(boolean tick) {
        var wanted = new LinkedHashSet<Integer>();
        int target = situation.voter().outline().target();
        while (target != Row.NOBODY && target != situation.self() && wanted.add(target)) {
            if (!isDoubtful(target, targets.get(target), tick)) {
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
    private boolean isDoubtful(int target, @Nullable Dbss dbss, boolean tick) {
        if (dbss != null && (dbss.isTroubled() || dbss.isLeftAloneSilent())) {
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

    /**
     * Whoever people work on still manages while its services fail, as nothing follows from that.
     */
    private boolean heartbeatFailed(int target) {
        @Nullable Heartbeat heartbeat = situation.hearing().heartbeat(target);
        if (heartbeat == null) {
            return false;
        }
        boolean managesOn =
                heartbeat.isWell() || heartbeat.gatewayOk() && situation.isMaintained(target);
        long interval = situation.timing().intervalNs() / 1_000_000;
        return !managesOn || situation.turn().wallMs() - heartbeat.wallMs() > interval;
    }

    /** Whether this server manages that one, and it is silent and in maintenance. */
    public boolean isLeftAloneSilent(int server) {
        Dbss dbss = targets.get(server);
        return dbss != null && dbss.isLeftAloneSilent();
    }

    public void onExamined(Input.Examined result) {
        managed.forEach(dbss -> dbss.onExamined(result));
    }

    /** This agent was stalled. */
    public void forget() {
        managed.forEach(Dbss::forget);
    }

    public List<Dbss> targets() {
        return managed;
    }

    /** Servers for which a virtual server should be made ready before they are separated. */
    public List<Integer> guestsWanted() {
        if (!isAnyWanted() || !quorum.isHeard() || situation.selfMonitoring().isGatewayMissing()) {
            // nothing can be assigned, or nobody separated from here: a switch that fails must not
            // wake virtual servers for everybody unseen
            return List.of();
        }
        return managed.stream().filter(Dbss::wantsGuest).map(Dbss::target).toList();
    }

    private boolean isAnyWanted() {
        for (int i = 0; i < managed.size(); i++) {
            if (managed.get(i).wantsGuest()) {
                return true;
            }
        }
        return false;
    }

    /** How the failure of that server was found, if it was here. */
    public @Nullable Detection detection(int server) {
        return detections.get(server);
    }

    public void recovered(int server) {
        detections.remove(server);
    }

    /**
     * Whether another target is about to be separated, too: what failed together is separated by
     * one edit, since each change of the council makes the next proof by expiry wait for a whole
     * lease.
     */
    private boolean isAwaited(Dbss dbss) {
        boolean others = managed.stream().anyMatch(Dbss::isSeparatedSoon);
        long patience = situation.timing().networkLimitNs() / 4;
        return others && !situation.turn().due(dbss.sinceNs() + patience);
    }

    /** Adds the changes that separate what was found bad twice. */
    public void wants(List<Change> changes) {
        for (Dbss dbss : managed) {
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
    }
}
