package io.ringwatch.survival;

import io.ringwatch.files.Council;
import io.ringwatch.ring.Ring;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a ring survives that is whole and well. That there is room for the virtual servers, and that
 * nothing else happens at the same time, is taken for granted.
 *
 * @param council who votes
 * @param losses how many servers may fail
 * @param witnessDead the same while the witness is dead, which goes on counting as a voter; empty
 *     without a witness
 * @param otherwise the same if the ring file had no witness, or had one
 * @param splits every way of falling apart into two, by the smaller side
 * @param neighbours so many that follow each other in the ring can be cut off from a side with a
 *     quorum, at most
 */
public record Survival(
        Council council,
        Losses losses,
        Optional<Losses> witnessDead,
        Losses otherwise,
        List<Split> splits,
        int neighbours) {
    public Survival {
        splits = List.copyOf(splits);
    }

    /**
     * Of a ring with at least one server; what takes long with it is only the number of its
     * servers.
     */
    public static Survival of(Ring ring) {
        var voters = new Voters(ring, true);
        var other = new Ring(ring.name(), ring.servers(), !ring.witness(), ring.timing());
        return new Survival(
                voters.council(ring.servers().size()),
                voters.losses(),
                ring.witness() ? Optional.of(new Voters(ring, false).losses()) : Optional.empty(),
                new Voters(other, true).losses(),
                voters.splits(),
                voters.neighbours());
    }

    /** Whether the others have a quorum when all of these fall silent in the same moment. */
    public boolean goesOnWithout(Set<Integer> silent) {
        var heard = new HashSet<>(council.members());
        heard.removeAll(silent);
        return council.isQuorum(heard);
    }

    /** So many votes are a quorum, whosever they are. */
    public int quorum() {
        return leastVotes(0);
    }

    /** So many are one if the lowest-numbered server's is among them; at most one fewer. */
    public int quorumWithLowest() {
        return leastVotes(1);
    }

    /** The least number of votes that are always a quorum if these are among them. */
    private int leastVotes(int among) {
        for (int votes = 1; votes < council.size(); votes++) {
            if (isAlwaysQuorum(votes, among)) {
                return votes;
            }
        }
        return council.size();
    }

    private boolean isAlwaysQuorum(int votes, int among) {
        for (int places = 0; places < 1 << council.size(); places++) {
            boolean counts = Integer.bitCount(places) == votes && (places & among) == among;
            if (counts && !council.isQuorum(places)) {
                return false;
            }
        }
        return true;
    }
}
