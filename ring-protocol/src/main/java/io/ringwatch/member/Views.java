package io.ringwatch.member;

import io.ringwatch.dbss.Connections;
import io.ringwatch.dbss.Dbss;
import io.ringwatch.files.Heartbeat;
import io.ringwatch.files.Place;
import io.ringwatch.files.Row;
import io.ringwatch.message.Message;
import io.ringwatch.recovery.Recoveries;
import io.ringwatch.ring.Ring;
import io.ringwatch.sem.Quorum;
import io.ringwatch.watch.Grants;
import java.util.ArrayList;
import java.util.List;

/** What a member knows, put together for people and programs. */
final class Views {
    private final Situation situation;
    private final Connections connections;
    private final Recoveries recoveries;
    private final Quorum quorum;
    private final Grants grants;

    Views(
            Situation situation,
            Connections connections,
            Recoveries recoveries,
            Quorum quorum,
            Grants grants) {
        this.situation = situation;
        this.connections = connections;
        this.recoveries = recoveries;
        this.quorum = quorum;
        this.grants = grants;
    }

    MemberView view(Moment now, MemberView.Phase phase, boolean flag, Clock clock) {
        long leaseNs = situation.lease().untilNs() - now.monoNs();
        boolean leased = situation.lease().untilNs() != Long.MIN_VALUE && leaseNs > 0;
        return new MemberView(
                situation.self(),
                phase,
                flag,
                situation.voter().votes(),
                quorum.isHeard(),
                situation.voter().council().members(),
                leased ? leaseNs / 1_000_000 : 0,
                clock.isTrusted(),
                clock.detail(),
                situation.files(),
                situation.hearing().heartbeats(),
                servers(leased ? leaseNs / 1_000_000 : 0),
                targets());
    }

    private List<MemberView.ServerView> servers(long ownLeaseMs) {
        var views = new ArrayList<MemberView.ServerView>();
        for (int member : situation.ring().members()) {
            boolean self = member == situation.self();
            int condition =
                    self
                            ? situation.selfMonitoring().condition()
                            : situation.hearing().condition(member);
            long heardNs = self ? 0 : situation.hearing().heardAgoNs(member);
            boolean fresh = situation.hearing().isFresh(member);
            boolean beating = !fresh && !expectsKeepalives(member) && isBeating(member);
            views.add(
                    new MemberView.ServerView(
                            member,
                            situation.operation().managerOf(member),
                            heardNs < 0 ? -1 : heardNs / 1_000_000,
                            beating ? beatsWell(member) : fresh && condition == Message.WELL,
                            beating ? beatDetail(member) : fresh ? detail(condition) : "silent",
                            self ? ownLeaseMs : grantedMs(member),
                            situation.hearing().offsetMs(member)));
        }
        return views;
    }

    /** Keepalives go to the council and the manager; all others know a server by its heartbeats. */
    private boolean expectsKeepalives(int member) {
        return member == Ring.WITNESS
                || situation.voter().council().has(situation.self())
                || situation.operation().managerOf(member) == situation.self();
    }

    private boolean isBeating(int member) {
        Heartbeat last = situation.hearing().heartbeat(member);
        long intervalMs = situation.timing().intervalNs() / 1_000_000;
        return last != null && situation.turn().wallMs() - last.wallMs() < intervalMs * 3 / 2;
    }

    private boolean beatsWell(int member) {
        Heartbeat last = situation.hearing().heartbeat(member);
        return last != null && last.isWell();
    }

    private String beatDetail(int member) {
        return beatsWell(member) ? "" : "not well, as its last heartbeat said";
    }

    /** What this member granted: the lease of another can last so long at most. */
    private long grantedMs(int member) {
        long leftNs = grants.leaseLeftNs(member, situation.timing().leaseNs());
        return leftNs < 0 ? -1 : leftNs / 1_000_000;
    }

    private static String detail(int condition) {
        var words = new ArrayList<String>();
        if ((condition & Message.NO_GATEWAY) != 0) {
            words.add("no gateway");
        }
        if ((condition & Message.REPAIRING) != 0) {
            words.add("service fault, daemon being restarted");
        }
        if ((condition & Message.BEYOND_REPAIR) != 0) {
            words.add("service fault beyond repair");
        }
        if ((condition & Message.UNEXAMINED) != 0) {
            words.add("not examined yet");
        }
        return String.join(", ", words);
    }

    private List<MemberView.TargetView> targets() {
        var views = new ArrayList<MemberView.TargetView>();
        for (Dbss dbss : connections.targets()) {
            views.add(
                    new MemberView.TargetView(
                            dbss.target(),
                            dbss.state().name(),
                            dbss.isExtension(),
                            dbss.sinceNs()));
        }
        recoveries
                .steps()
                .forEach(
                        (server, step) -> {
                            Row row = situation.row(server).orElseThrow();
                            views.add(
                                    new MemberView.TargetView(
                                            server, step, row.place() == Place.REVIVING, 0));
                        });
        return views;
    }
}
