package io.ringwatch.agent.status;

import io.ringwatch.agent.config.ConfigFaults;
import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.config.RingFile;
import io.ringwatch.files.Files;
import io.ringwatch.files.Incarnation;
import io.ringwatch.files.Place;
import io.ringwatch.files.Proof;
import io.ringwatch.files.Reason;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import io.ringwatch.member.MemberView;
import io.ringwatch.member.MemberView.Phase;
import io.ringwatch.member.MemberView.ServerView;
import io.ringwatch.member.MemberView.TargetView;
import io.ringwatch.member.Moment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Hand-made views of the example ring, on the 21st of November 2026 at 14:02:43 UTC. */
public final class Views {
    /** The moment of the views. */
    public static final Moment NOW = new Moment(9_000_000_000_000L, 1_795_269_763_000L);

    private Views() {}

    /** The example ring. */
    public static RingConfig config() {
        try {
            return RingFile.read(Path.of("../deploy/examples/ring.yaml"));
        } catch (ConfigFaults e) {
            throw new AssertionError(e);
        }
    }

    static Row row(int number, Place place, int holder, Reason reason, Proof proof, int leader) {
        int last = holder == Row.NOBODY ? number : Row.NOBODY;
        long since = NOW.wallMs() - 32_000;
        return new Row(
                number, 7, 9, place, holder, last, version(12), reason, since, proof, leader, 0);
    }

    static Row good(int number) {
        return row(number, Place.GROUP, number, Reason.NONE, Proof.RELEASED, Row.NOBODY);
    }

    static Version version(long edits) {
        return new Version(new Incarnation(1, 1), edits);
    }

    static ServerView seen(int number, int manager) {
        return new ServerView(number, manager, number == 1 ? 0 : 180, true, "", -1, 3);
    }

    /** All is well. */
    public static MemberView well() {
        var rows = new ArrayList<Row>(List.of(witness()));
        var servers = new ArrayList<ServerView>();
        for (int n = 1; n <= 6; n++) {
            rows.add(good(n));
            servers.add(seen(n, n == 1 ? 6 : n - 1));
        }
        servers.add(seen(0, Row.NOBODY));
        return view(rows, servers, List.of(new TargetView(2, "NORMAL", false, minutesAgo(3))));
    }

    /** One of each kind of trouble, as mail sees it. */
    public static MemberView troubled() {
        var rows =
                List.of(
                        witness(),
                        good(1),
                        row(2, Place.REVIVING, 4, Reason.NETWORK, Proof.FENCED, 1),
                        row(3, Place.REVIVING, Row.NOBODY, Reason.SERVICE, Proof.NONE, 1),
                        good(4),
                        row(5, Place.DOWN, 4, Reason.NETWORK, Proof.EXPIRED, 4),
                        row(6, Place.PARKED, 6, Reason.NONE, Proof.RELEASED, Row.NOBODY));
        var servers =
                List.of(
                        seen(1, 4),
                        new ServerView(2, Row.NOBODY, 35_200, false, "silent", -1, 0),
                        new ServerView(3, Row.NOBODY, 90, false, "service fault", -1, 0),
                        new ServerView(4, 1, 210, false, "no gateway", -1, -1250),
                        new ServerView(5, Row.NOBODY, 7_512_000, false, "silent", -1, 0),
                        new ServerView(6, Row.NOBODY, 150, true, "", -1, 0),
                        new ServerView(0, Row.NOBODY, -1, false, "silent", -1, 0));
        var targets =
                List.of(
                        new TargetView(4, "REEXAMINING", true, minutesAgo(0) - 400_000_000L),
                        new TargetView(2, "waits for its restart", true, 0));
        return view(rows, servers, targets);
    }

    /** ftp is stood in for by web2, on this proof. */
    static MemberView takenOver(Proof proof) {
        return takenOver(proof, List.of(seen(1, 6)));
    }

    /** And it is well again. */
    static MemberView wellAgain() {
        var ftp = new ServerView(2, Row.NOBODY, 150, true, "", -1, 0);
        return takenOver(Proof.RELEASED, List.of(seen(1, 6), ftp));
    }

    private static MemberView takenOver(Proof proof, List<ServerView> servers) {
        var rows = new ArrayList<Row>(List.of(witness()));
        for (int n = 1; n <= 6; n++) {
            rows.add(n == 2 ? row(2, Place.REVIVING, 4, Reason.NETWORK, proof, 1) : good(n));
        }
        return view(rows, servers, List.of());
    }

    /** Before the ring was formed, without flag and quorum. */
    public static MemberView standby() {
        var servers = new ArrayList<ServerView>();
        for (int n : List.of(1, 2, 3, 4, 5, 6, 0)) {
            servers.add(
                    n == 1
                            ? seen(1, Row.NOBODY)
                            : new ServerView(n, Row.NOBODY, -1, false, "silent", -1, 0));
        }
        return new MemberView(
                1,
                Phase.STANDBY,
                false,
                false,
                false,
                List.of(),
                0,
                false,
                "chronyd does not answer",
                Files.NONE,
                List.of(),
                servers,
                List.of());
    }

    private static Row witness() {
        return row(0, Place.WITNESS, Row.NOBODY, Reason.NONE, Proof.NONE, Row.NOBODY);
    }

    private static long minutesAgo(int minutes) {
        return NOW.monoNs() - minutes * 60_000_000_000L;
    }

    private static MemberView view(
            List<Row> rows, List<ServerView> servers, List<TargetView> targets) {
        var files = new Files(version(14), rows);
        return new MemberView(
                1,
                Phase.ACTIVE,
                true,
                true,
                true,
                List.of(1, 2, 3, 4, 5, 6, 0),
                2760,
                true,
                "0.3 ms fast of its source",
                files,
                List.of(),
                servers,
                targets);
    }
}
