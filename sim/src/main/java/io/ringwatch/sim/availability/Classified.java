package io.ringwatch.sim.availability;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failure of a history and the class of episodes that it begins, of a ring without fences and
 * witness.
 *
 * @param failure which
 * @param episodes the class
 */
record Classified(Failure failure, EpisodeClass episodes) {
    /** More servers down than this are not told apart. */
    private static final int DOWN_MAX = 2;

    /**
     * The episodes of a history. What comes too soon after another failure is one episode with it;
     * what happens to a server that is down anyway is none.
     */
    static List<Classified> of(History history, AvailabilityOptions options) {
        double overlapH = EpisodePlayer.overlapNs(options) / 3.6e12;
        int playedServersMax = options.effort().playedServersMax();
        int servers = history.servers();
        int played = Math.min(servers, playedServersMax);
        double[] waitsUntilH = new double[servers];
        var all = new ArrayList<Classified>();
        int last = -1;
        for (Failure failure : history.failures()) {
            if (failure.kind().isTransient()) {
                all.add(new Classified(failure, of(failure.kind(), played, 1, 0)));
                continue;
            }
            int down = down(waitsUntilH, failure.atH());
            if (waitsUntilH[failure.first()] > failure.atH() && failure.together() == 1) {
                continue;
            }
            Classified before = last < 0 ? null : all.get(last);
            if (before != null && before.isOverlappedBy(failure, overlapH)) {
                all.set(last, before.overlapped());
            } else {
                last = all.size();
                all.add(new Classified(failure, of(failure, servers, played, down)));
            }
            for (int i = failure.first(); i < failure.first() + failure.together(); i++) {
                waitsUntilH[i] = Math.max(waitsUntilH[i], failure.waitsUntilH());
            }
        }
        return all;
    }

    private boolean isOverlappedBy(Failure other, double overlapH) {
        return failure.together() == 1
                && other.together() == 1
                && failure.atH() + overlapH > other.atH();
    }

    private Classified overlapped() {
        return new Classified(
                failure,
                new EpisodeClass(false, false, episodes.servers(), null, 1, episodes.down(), true));
    }

    private static int down(double[] waitsUntilH, double atH) {
        int down = 0;
        for (double untilH : waitsUntilH) {
            down += untilH > atH ? 1 : 0;
        }
        return down;
    }

    private static EpisodeClass of(Failure failure, int servers, int played, int down) {
        if (failure.kind().isCorrelated()) {
            long scaled = Math.round((double) failure.together() * played / servers);
            int together =
                    failure.together() == servers
                            ? played
                            : (int) Math.max(1, Math.min(played - 1, scaled));
            return of(failure.kind(), played, together, 0);
        }
        int capped = Math.min(Math.min(DOWN_MAX, played - 1), down);
        return of(capped == 0 ? failure.kind() : null, played, 1, capped);
    }

    private static EpisodeClass of(@Nullable FailureKind kind, int played, int together, int down) {
        return new EpisodeClass(false, false, played, kind, together, down, false);
    }
}
