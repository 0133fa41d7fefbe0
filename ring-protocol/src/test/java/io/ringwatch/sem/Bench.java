package io.ringwatch.sem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.files.Change;
import io.ringwatch.files.Files;
import io.ringwatch.files.Incarnation;
import io.ringwatch.files.Place;
import io.ringwatch.files.Proof;
import io.ringwatch.files.Reason;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import io.ringwatch.member.Effect;
import io.ringwatch.message.Message;
import io.ringwatch.ring.Isolation;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import io.ringwatch.ring.ServerType;
import io.ringwatch.ring.Timing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Members that edit and lease, on virtual time, over a network that loses, repeats and reorders
 * from a seed. It checks agreement at every step: all that apply a version apply the same files.
 */
final class Bench {
    static final long MS = 1_000_000L;

    final Ring ring;
    final TreeMap<Integer, Seat> seats = new TreeMap<>();
    final Map<Version, Files> decided = new HashMap<>();
    final Random random;

    double loss;
    double repeats;
    long delayNsMax = MS;

    /** Who does not answer probes over the service network, though it is heard. */
    final Set<Integer> unreachable = new HashSet<>();

    Rule rule = (from, to, message) -> true;
    private final Map<Integer, Map<Integer, Long>> kernels = new TreeMap<>();
    private final Set<Set<Integer>> cuts = new HashSet<>();
    private final PriorityQueue<Due> queue = new PriorityQueue<>();
    private long nowNs = 1_000_000 * MS;
    private long serial;

    /** Which messages pass. */
    interface Rule {
        boolean passes(int from, int to, Message message);
    }

    private record Due(long atNs, long serial, Runnable what) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(atNs, other.atNs);
            return byTime != 0 ? byTime : Long.compare(serial, other.serial);
        }
    }

    Bench(int servers, boolean witness, long seed) {
        this(servers, witness, seed, Timing.standard());
    }

    Bench(int servers, boolean witness, long seed, Timing timing) {
        random = new Random(seed);
        var list = new ArrayList<Server>();
        for (int n = 1; n <= servers; n++) {
            list.add(
                    new Server(
                            n,
                            "s" + n,
                            ServerType.CPU,
                            List.of("v" + n),
                            List.of("d"),
                            Isolation.DROP,
                            true,
                            1,
                            "s" + n + "b",
                            false));
        }
        ring = new Ring("bench", list, witness, timing);
        Files first = formed();
        decided.put(first.version(), first);
        for (int member : ring.members()) {
            seats.put(member, new Seat(this, member, record(member, first), 2000 + member));
        }
    }

    /** The ring as it is just after it was formed. */
    private Files formed() {
        var rows = new ArrayList<Row>();
        for (int member : ring.members()) {
            boolean witness = member == Ring.WITNESS;
            rows.add(
                    new Row(
                            member,
                            1000 + member,
                            2000 + member,
                            witness ? Place.WITNESS : Place.GROUP,
                            witness ? Row.NOBODY : member,
                            Row.NOBODY,
                            Version.NONE,
                            Reason.NONE,
                            0,
                            Proof.NONE,
                            Row.NOBODY,
                            0));
        }
        return new Files(new Version(new Incarnation(1, 1), 1), rows);
    }

    private static VoteRecord record(int member, Files files) {
        return new VoteRecord(
                1000 + member,
                2000 + member,
                true,
                files,
                Ballot.NONE,
                Ballot.NONE,
                null,
                0,
                files.version().incarnation(),
                List.of(),
                List.of(),
                List.of());
    }

    long nowNs() {
        return nowNs;
    }

    Seat seat(int number) {
        return seats.get(number);
    }

    void at(long atNs, Runnable what) {
        queue.add(new Due(atNs, serial++, what));
    }

    void after(long ms, Runnable what) {
        at(nowNs + ms * MS, what);
    }

    /** A write that is under way ends in a while. */
    void disk(Seat seat, long life) {
        at(nowNs + (random.nextInt(4) + 1) * MS, () -> seat.written(life));
    }

    void cut(int one, int other) {
        cuts.add(Set.of(one, other));
    }

    /** Nobody hears it and it hears nobody. */
    void isolate(int number) {
        ring.members().stream().filter(m -> m != number).forEach(m -> cut(number, m));
    }

    void heal() {
        cuts.clear();
        rule = (from, to, message) -> true;
        loss = 0;
        repeats = 0;
        delayNsMax = MS;
    }

    boolean reaches(int from, int to) {
        return seats.get(to).running
                && !unreachable.contains(to)
                && !cuts.contains(Set.of(from, to));
    }

    void send(int from, Effect.Send send) {
        int to = send.to();
        Message message = send.message();
        if (from == to) {
            at(nowNs, () -> seats.get(to).receive(from, message));
            return;
        }
        if (!rule.passes(from, to, message)) {
            return;
        }
        int copies = random.nextDouble() < repeats ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            if (random.nextDouble() >= loss) {
                long delayNs = 100_000 + (long) (random.nextDouble() * delayNsMax);
                at(nowNs + delayNs, () -> arrive(from, to, message));
            }
        }
    }

    private void arrive(int from, int to, Message message) {
        if (!cuts.contains(Set.of(from, to))) {
            seats.get(to).receive(from, message);
        }
    }

    /** Everybody who applies a version applies the same files. */
    void applied(int number, Files after) {
        Files before = decided.putIfAbsent(after.version(), after);
        if (before != null) {
            assertEquals(
                    before.rows(), after.rows(), "version " + after.version() + " at " + number);
        }
    }

    /** What a kernel lets through, and until when; no VIP may pass at two machines. */
    void holds(int number, int server, long untilNs) {
        Map<Integer, Long> holders = kernels.computeIfAbsent(server, s -> new TreeMap<>());
        if (untilNs <= nowNs) {
            holders.remove(number);
            return;
        }
        holders.put(number, untilNs);
        holders.forEach(
                (other, otherUntilNs) ->
                        assertTrue(
                                other == number || otherUntilNs <= nowNs,
                                () ->
                                        "VIP of "
                                                + server
                                                + " at "
                                                + other
                                                + " for "
                                                + (otherUntilNs - nowNs) / MS
                                                + " ms and at "
                                                + number
                                                + "; "
                                                + versions()));
    }

    void run(long ms) {
        until(() -> false, ms);
    }

    /** Runs until it holds, so long at most; whether it does. */
    boolean until(BooleanSupplier condition, long ms) {
        long endNs = nowNs + ms * MS;
        while (!condition.getAsBoolean()) {
            Due next = queue.peek();
            if (next == null || next.atNs() > endNs) {
                nowNs = endNs;
                return condition.getAsBoolean();
            }
            queue.remove();
            nowNs = Math.max(nowNs, next.atNs());
            next.what().run();
        }
        return true;
    }

    void mustCome(BooleanSupplier condition, long ms, String what) {
        assertTrue(until(condition, ms), () -> what + "; " + versions());
    }

    String versions() {
        var text = new StringBuilder();
        seats.values()
                .forEach(
                        s ->
                                text.append(s.number)
                                        .append('=')
                                        .append(s.version())
                                        .append(s.running ? "" : " ended")
                                        .append(s.voter.isCaughtUp() ? "" : " not caught up")
                                        .append(s.voter.hasAccepted() ? " accepted" : "")
                                        .append(
                                                s.voter
                                                        .ownRow()
                                                        .map(r -> " " + r.place())
                                                        .orElse(""))
                                        .append(s.lease.isAdmitted() ? "" : " not admitted")
                                        .append("; "));
        return text.toString();
    }

    /** Whether all that run hold the same version. */
    boolean agree() {
        return seats.values().stream().filter(s -> s.running).map(Seat::version).distinct().count()
                == 1;
    }

    boolean allRunningShow(int number, long mark) {
        return seats.values().stream()
                .filter(s -> s.running)
                .allMatch(
                        s ->
                                s.files()
                                        .row(number)
                                        .filter(r -> r.sinceWallMs() == mark)
                                        .isPresent());
    }

    /** Lets everything through but messages of these kinds to that member. */
    static Rule keepsFrom(int member, Class<?>... kinds) {
        return (from, to, message) ->
                to != member || Arrays.stream(kinds).noneMatch(kind -> kind.isInstance(message));
    }

    /** The plan to put a mark into a row until it is there: the simplest edit. */
    static Function<Seat, List<Change>> mark(int number, long mark) {
        return seat ->
                seat.files()
                        .row(number)
                        .filter(r -> r.sinceWallMs() != mark)
                        .map(r -> List.of(new Change(r, marked(r, mark))))
                        .orElse(List.of());
    }

    static Row marked(Row r, long mark) {
        return new Row(
                r.number(),
                r.identity(),
                r.bootId(),
                r.place(),
                r.holder(),
                r.lastHolder(),
                r.vacatedAt(),
                r.reason(),
                mark,
                r.proof(),
                r.leader(),
                0);
    }
}
