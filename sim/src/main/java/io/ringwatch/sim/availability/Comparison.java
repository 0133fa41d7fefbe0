package io.ringwatch.sim.availability;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The methods that the ring is compared with, in the same histories: their structure and their
 * recovery times are those that the thesis gives, and nobody plays their programs.
 */
final class Comparison {
    /** Monitoring interval and network examination, disconnected: thesis, tables 2.1 and 5.3. */
    private static final double INTERVAL_S = 10;

    private static final double DISCONNECTED_S = 2;

    /** Transients of a network shorter than this end before they are examined again. */
    private static final double CUT_MAX_S = 10;

    private static final double HOUR_S = 3_600;

    private final History history;
    private final Tally tally;
    private final Method method;
    private final double[] downUntilH;
    private final List<List<Cover.Down>> uncovered = new ArrayList<>();
    private final List<List<Cover.Down>> acting = new ArrayList<>();

    private Comparison(History history, Tally tally) {
        this.history = history;
        this.tally = tally;
        this.method = tally.method();
        this.downUntilH = new double[history.servers()];
    }

    /** Adds what this method makes of this history. */
    static void compose(History history, Tally tally) {
        var comparison = new Comparison(history, tally);
        comparison.buy();
        history.failures().forEach(comparison::failure);
    }

    private void buy() {
        int servers = history.servers();
        switch (method) {
            case SPARE -> {
                for (int i = 0; i < servers; i++) {
                    uncovered.add(Cover.of(history, servers + i));
                }
            }
            case MSBS, PEER_TO_PEER -> {
                for (int i = 0; i < method.systems(servers); i++) {
                    var first = Cover.of(history, servers + 2 * i);
                    acting.add(first);
                    uncovered.add(Cover.both(first, Cover.of(history, servers + 2 * i + 1)));
                }
            }
            default -> {}
        }
    }

    private void failure(Failure failure) {
        var luck = new SplittableRandom(failure.luck());
        if (failure.kind().isTransient()) {
            pass(failure, luck);
            return;
        }
        for (int i = failure.first(); i < failure.first() + failure.together(); i++) {
            if (downUntilH[i] <= failure.atH()) {
                one(failure, i, luck);
            }
        }
    }

    private void pass(Failure failure, SplittableRandom luck) {
        double lengthS = luck.nextDouble() * CUT_MAX_S;
        if (failure.kind() == FailureKind.FLAP) {
            tally.outage(failure.atH(), lengthS);
        } else if (failure.kind() == FailureKind.CUT && method != Method.NOTHING) {
            // Of service network, management network and both, two are the watched one.
            boolean watched = luck.nextInt(3) > 0;
            double noticed = (lengthS - 2 * DISCONNECTED_S) / INTERVAL_S;
            if (watched && luck.nextDouble() < noticed) {
                tally.falseTakeover();
            }
        }
    }

    private void one(Failure failure, int server, SplittableRandom luck) {
        double fromH = failure.atH();
        double aloneH = failure.backAloneH();
        double takeoverH =
                (takeoverS(failure.kind()) + (luck.nextDouble() - 0.5) * INTERVAL_S) / HOUR_S;
        if (method == Method.NOTHING) {
            downUntilH[server] = aloneH;
            tally.outage(fromH, (aloneH - fromH) * HOUR_S);
            return;
        }
        // Of what a program can repair, the takeover is all that clients see.
        double untilH = failure.kind().needsPerson() ? aloneH : fromH + takeoverH;
        boolean full = isFull(server, fromH);
        downUntilH[server] = untilH;
        double outUntilH = full ? untilH : fromH;
        for (Cover.Down down : uncovered(server)) {
            if (down.fromH() <= fromH && fromH < down.untilH()) {
                // Nobody takes over, and nobody but a person repairs, until the cover is back.
                outUntilH = Math.max(outUntilH, Math.min(aloneH, down.untilH()));
            } else if (down.fromH() > fromH && down.fromH() < untilH && !full) {
                double outH = Math.min(untilH, down.untilH()) - down.fromH() + takeoverH;
                tally.outage(down.fromH(), outH * HOUR_S);
            }
        }
        outUntilH = full ? outUntilH : Math.min(outUntilH + takeoverH, Math.max(untilH, aloneH));
        tally.outage(fromH, (outUntilH - fromH) * HOUR_S);
        if (!full && failure.kind().needsPerson()) {
            hostFailures(failure, server, untilH, luck, takeoverH);
        }
    }

    /** The virtual server starts again elsewhere when its host fails. */
    private void hostFailures(
            Failure failure, int server, double untilH, SplittableRandom luck, double takeoverH) {
        if (method == Method.MSBS) {
            for (Cover.Down down : acting.get(server / Method.MSBS_TARGETS_MAX)) {
                if (down.fromH() > failure.atH() && down.fromH() < untilH) {
                    tally.outage(down.fromH(), takeoverH * HOUR_S);
                }
            }
        } else if (method == Method.PEER_TO_PEER) {
            int host = luck.nextInt(history.servers());
            for (Failure other : history.failures()) {
                if (other.atH() >= untilH) {
                    break;
                }
                if (other.atH() > failure.atH()
                        && !other.kind().isTransient()
                        && host != server
                        && other.hits(host)) {
                    tally.outage(other.atH(), takeoverH * HOUR_S);
                    host = luck.nextInt(history.servers());
                }
            }
        }
    }

    private List<Cover.Down> uncovered(int server) {
        return switch (method) {
            case SPARE -> uncovered.get(server);
            case MSBS -> uncovered.get(server / Method.MSBS_TARGETS_MAX);
            case PEER_TO_PEER -> uncovered.get(server / Method.PEERS_MAX);
            default -> List.of();
        };
    }

    /** Whether nobody can run one more virtual server. */
    private boolean isFull(int server, double atH) {
        int size = method == Method.MSBS ? Method.MSBS_TARGETS_MAX : Method.PEERS_MAX;
        int first = server / size * size;
        int end = Math.min(history.servers(), first + size);
        int down = 0;
        for (int i = first; i < end; i++) {
            down += downUntilH[i] > atH ? 1 : 0;
        }
        return switch (method) {
            case MSBS -> down >= Method.MSBS_VIRTUAL_SERVERS_MAX;
            case PEER_TO_PEER -> down >= end - first - 1;
            default -> false;
        };
    }

    /**
     * Mean access disconnection, seconds, as measured: thesis, table 2.2 and figure 5.13. For a
     * failover pair the equations 2.7 to 2.9 without a virtual server that has to start.
     */
    private double takeoverS(FailureKind kind) {
        return switch (method) {
            case SPARE -> 9.0;
            case MSBS ->
                    switch (kind) {
                        case SERVICE -> 9.4;
                        case STUCK, HANG -> 11.5;
                        case RESTART -> 11.6;
                        default -> 11.7;
                    };
            default ->
                    switch (kind) {
                        case SERVICE -> 5.36;
                        case STUCK, HANG -> 13.24;
                        case RESTART -> 13.73;
                        default -> 14.14;
                    };
        };
    }
}
