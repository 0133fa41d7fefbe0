package io.ringwatch.agent.store;

import io.ringwatch.capacity.PredictedLoad;
import io.ringwatch.files.Files;
import io.ringwatch.files.Heartbeat;
import io.ringwatch.files.Incarnation;
import io.ringwatch.files.Place;
import io.ringwatch.files.Proof;
import io.ringwatch.files.Reason;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import io.ringwatch.sem.VoteRecord;
import java.util.List;
import java.util.stream.IntStream;

/** Values that tell by themselves whether they are whole: everything follows from a number. */
final class Samples {
    static final int MEMBERS = 6;

    private Samples() {}

    static Version version(long edits) {
        return new Version(new Incarnation(1, 1), edits);
    }

    static Files files(long edits) {
        return files(edits, MEMBERS);
    }

    static Files files(long edits, int members) {
        List<Row> rows =
                IntStream.rangeClosed(1, members).mapToObj(i -> row(i, edits * 31 + i)).toList();
        return new Files(version(edits), rows);
    }

    private static Row row(int number, long seed) {
        return new Row(
                number,
                seed * 0x9E3779B97F4A7C15L,
                ~seed,
                Place.values()[(int) Math.floorMod(seed, (long) Place.values().length)],
                (int) (seed % 7),
                Row.NOBODY,
                version(seed),
                Reason.NONE,
                seed << 20,
                Proof.NONE,
                number,
                0);
    }

    static Heartbeat heartbeat(int number, long seed) {
        List<String> failed = seed % 2 == 0 ? List.of() : List.of("vsftpd", "s" + seed);
        return new Heartbeat(
                number,
                seed,
                true,
                failed,
                new PredictedLoad(seed, seed, 50, 1000, 1 << 20, 4, 125_000),
                1,
                version(seed),
                (int) seed,
                7);
    }

    static VoteRecord vote(long edits) {
        VoteRecord fresh = VoteRecord.fresh(edits);
        return new VoteRecord(
                fresh.identity(),
                edits,
                true,
                files(edits),
                fresh.promise(),
                fresh.acceptedBallot(),
                null,
                edits,
                fresh.incarnation(),
                fresh.calledOff(),
                List.of(files(edits + 1)),
                List.of(new VoteRecord.Release(1, version(edits))));
    }
}
