package io.ringwatch.member;

import io.ringwatch.files.Files;
import io.ringwatch.files.Operation;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Timing;
import io.ringwatch.sem.Voter;
import io.ringwatch.watch.Deaths;
import io.ringwatch.watch.Hearing;
import io.ringwatch.watch.Lease;
import io.ringwatch.watch.SelfMonitoring;
import java.util.Optional;

/** What one member knows and where it stands: the ground on which its decisions are made. */
public record Situation(
        Ring ring,
        Turn turn,
        Voter voter,
        Hearing hearing,
        Deaths deaths,
        SelfMonitoring selfMonitoring,
        Lease lease) {
    public int self() {
        return turn.self();
    }

    public Files files() {
        return voter.files();
    }

    public Operation operation() {
        return voter.operation();
    }

    public Timing timing() {
        return ring.timing();
    }

    public Optional<Row> row(int server) {
        return voter.files().row(server);
    }

    /** Whether people work on that server, so that nothing is taken over from it. */
    public boolean isMaintained(int server) {
        return row(server).filter(row -> row.isMaintained(turn.wallMs())).isPresent();
    }

    public String nameOf(int member) {
        return ring.nameOf(member);
    }

    /** The version that an edit planned now would make. */
    public Version nextVersion() {
        return voter.version().next();
    }

    /** A line of the system log about a server: the paper's words, then of whom. */
    public void log(int server, String line) {
        turn.log(line + " [" + ring.nameOf(server) + "]");
    }
}
