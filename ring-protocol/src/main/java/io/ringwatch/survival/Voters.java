package io.ringwatch.survival;

import io.ringwatch.files.Council;
import io.ringwatch.files.Files;
import io.ringwatch.files.Incarnation;
import io.ringwatch.files.Place;
import io.ringwatch.files.Proof;
import io.ringwatch.files.Reason;
import io.ringwatch.files.Row;
import io.ringwatch.files.Version;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The councils of a ring as its group shrinks, and what they can lose. Who votes and what a quorum
 * is says {@link Council}: it is asked for every set of voters.
 */
final class Voters {
    private final Ring ring;
    private final boolean witnessLives;

    /** By the size of the group. */
    private final @Nullable Council[] councils;

    /**
     * @param witnessLives whether the witness votes, if there is one; a dead one stays in the
     *     council
     */
    Voters(Ring ring, boolean witnessLives) {
        this.ring = ring;
        this.witnessLives = witnessLives && ring.witness();
        councils = new Council[ring.servers().size() + 1];
    }

    /** The council while so many servers are in the group. */
    Council council(int group) {
        @Nullable Council known = councils[group];
        if (known == null) {
            known = Council.of(ring, files(group));
            councils[group] = known;
        }
        return known;
    }

    private Files files(int group) {
        var rows = new ArrayList<Row>();
        if (ring.witness()) {
            rows.add(row(Ring.WITNESS, Place.WITNESS));
        }
        for (Server server : ring.servers().subList(0, group)) {
            rows.add(row(server.number(), Place.GROUP));
        }
        return new Files(new Version(new Incarnation(1, 1), 1), rows);
    }

    private static Row row(int number, Place place) {
        return new Row(
                number,
                1,
                1,
                place,
                number,
                Row.NOBODY,
                Version.NONE,
                Reason.NONE,
                0,
                Proof.NONE,
                Row.NOBODY,
                0);
    }

    Losses losses() {
        int servers = ring.servers().size();
        return new Losses(
                most(losses -> survives(servers, losses, false)),
                most(losses -> survives(servers, losses, true)),
                most(losses -> survives(servers - losses + 1, 1, false)),
                most(losses -> survives(servers - losses + 1, 1, true)));
    }

    /** The largest number from 1 on up to which it holds for all. */
    private static int most(IntPredicate holds) {
        int most = 0;
        while (holds.test(most + 1)) {
            most++;
        }
        return most;
    }

    /**
     * Whether the others go on, whichever servers fail in the same moment. They may be separated
     * one after another: each of the councils in between must have a quorum among the living.
     *
     * @param sparing whether the lowest-numbered server is not among those that fail
     */
    private boolean survives(int group, int losses, boolean sparing) {
        if (losses >= group) {
            return false;
        }
        for (int gone = 0; gone <= losses; gone++) {
            if (!holdsWithout(council(group - gone), losses - gone, sparing)) {
                return false;
            }
        }
        return true;
    }

    private boolean holdsWithout(Council council, int dead, boolean sparing) {
        int servers = council.servers().size();
        int all = (1 << servers) - 1;
        int witness = witnessLives ? 1 << servers : 0;
        for (int lost = 0; lost <= all; lost++) {
            boolean possible = Integer.bitCount(lost) <= dead && !(sparing && (lost & 1) != 0);
            if (possible && !council.isQuorum((all & ~lost) | witness)) {
                return false;
            }
        }
        return true;
    }

    /** Every way of falling apart into two sides with voting servers on both. */
    List<Split> splits() {
        Council council = council(ring.servers().size());
        int servers = council.servers().size();
        var splits = new ArrayList<Split>();
        for (int smaller = 1; 2 * smaller <= servers; smaller++) {
            splits.add(new Split(smaller, servers - smaller, winner(council, smaller)));
        }
        return splits;
    }

    /**
     * The longest row of servers between two of a side with a quorum, or between one and itself.
     */
    int neighbours() {
        Council council = council(ring.servers().size());
        List<Integer> seats = council.servers().stream().map(this::seat).toList();
        int longest = 0;
        for (int side = 1; side < 1 << council.size(); side++) {
            if (council.isQuorum(side)) {
                longest = Math.max(longest, longestRow(side, seats));
            }
        }
        return longest;
    }

    private int seat(int number) {
        return ring.servers().indexOf(ring.server(number));
    }

    private int longestRow(int side, List<Integer> seats) {
        List<Integer> taken = new ArrayList<>();
        for (int place = 0; place < seats.size(); place++) {
            if ((side >> place & 1) != 0) {
                taken.add(seats.get(place));
            }
        }
        int longest = 0;
        for (int i = 0; i < taken.size(); i++) {
            boolean last = i + 1 == taken.size();
            int next = last ? taken.get(0) + ring.servers().size() : taken.get(i + 1);
            longest = Math.max(longest, next - taken.get(i) - 1);
        }
        return longest;
    }

    private static Split.Winner winner(Council council, int smaller) {
        for (Split.Winner winner : Split.Winner.values()) {
            if (isWinner(winner, council, smaller)) {
                return winner;
            }
        }
        throw new IllegalStateException("no rule for " + smaller + " servers of " + council);
    }

    /** Whether that is true of every side of so many servers, and the others are the contrary. */
    private static boolean isWinner(Split.Winner winner, Council council, int smaller) {
        int serverPlaces = (1 << council.servers().size()) - 1;
        int all = (1 << council.size()) - 1;
        for (int side = 1; side <= all; side++) {
            if (Integer.bitCount(side & serverPlaces) != smaller) {
                continue;
            }
            boolean goesOn = winner.isSmaller((side & 1) != 0, (side & ~serverPlaces) != 0);
            if (council.isQuorum(side) != goesOn || council.isQuorum(all & ~side) == goesOn) {
                return false;
            }
        }
        return true;
    }
}
