package io.ringwatch.member;

import io.ringwatch.capacity.LoadHistory;
import io.ringwatch.dbss.Connections;
import io.ringwatch.files.Change;
import io.ringwatch.recovery.Announcements;
import io.ringwatch.recovery.Holdings;
import io.ringwatch.recovery.Hosting;
import io.ringwatch.recovery.Parking;
import io.ringwatch.recovery.Recoveries;
import io.ringwatch.recovery.Releases;
import io.ringwatch.ring.Ring;
import io.ringwatch.sem.CatchUp;
import io.ringwatch.sem.Editor;
import io.ringwatch.sem.LastResort;
import io.ringwatch.sem.Quorum;
import io.ringwatch.sem.RollCall;
import io.ringwatch.sem.Voter;
import io.ringwatch.sem.Voting;
import io.ringwatch.watch.Deaths;
import io.ringwatch.watch.Grants;
import io.ringwatch.watch.Hearing;
import io.ringwatch.watch.Lease;
import io.ringwatch.watch.SecondOpinion;
import io.ringwatch.watch.SelfMonitoring;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The parts of a member, put together. */
final class Parts {
    /** Load samples that make one step of the prediction: four come in an interval. */
    private static final int SAMPLES_PER_STEP = 4;

    final Turn turn;
    final Clock clock;
    final Voter voter;
    final Hearing hearing;
    final Deaths deaths;
    final Grants grants;
    final SelfMonitoring selfMonitoring;
    final SecondOpinion opinion;
    final Lease lease;
    final CatchUp catchUp;
    final Voting voting;
    final Editor editor;
    final Quorum quorum;
    final RollCall rollCall;
    final LastResort lastResort;
    final Situation situation;
    final Executor executor;
    final Connections connections;
    final Hosting hosting;
    final Releases releases;
    final Holdings holdings;
    final Recoveries recoveries;
    final Parking parking;
    final Announcements announcements;
    final Desk desk;
    final LoadHistory load = new LoadHistory(SAMPLES_PER_STEP);

    /**
     * @param applied is told of every new version of the files
     * @param plans the changes wanted now
     */
    Parts(Ring ring, int self, Boot boot, Voter.Applied applied, Supplier<List<Change>> plans) {
        turn = new Turn(self, Set.copyOf(boot.off()));
        clock = new Clock(ring, turn);
        voter = new Voter(ring, boot, turn, applied);
        hearing = new Hearing(ring, turn);
        deaths = new Deaths(ring, turn);
        selfMonitoring = new SelfMonitoring(ring, turn);
        opinion = new SecondOpinion(ring, hearing, turn);
        grants = new Grants(ring, voter, turn);
        lease = new Lease(ring, voter, turn);
        catchUp = new CatchUp(ring, voter, turn);
        voting = new Voting(voter, catchUp, grants, opinion, turn);
        editor = new Editor(ring, voter, turn, plans);
        quorum = new Quorum(ring, voter, hearing, lease, turn);
        rollCall = new RollCall(ring, voter, hearing, quorum, lease, turn);
        lastResort = new LastResort(ring, voter, hearing, deaths, selfMonitoring, rollCall, turn);
        situation = new Situation(ring, turn, voter, hearing, deaths, selfMonitoring, lease);
        releases = new Releases(situation, catchUp);
        parking = new Parking(situation, releases, quorum);
        executor = new Executor(situation, parking, boot);
        connections = new Connections(situation, editor, quorum);
        hosting = new Hosting(situation);
        holdings = new Holdings(situation, hosting, releases, parking);
        announcements = new Announcements(situation, holdings);
        recoveries = new Recoveries(situation, editor, connections);
        desk = new Desk(situation);
    }
}
