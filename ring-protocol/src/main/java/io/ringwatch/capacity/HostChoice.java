package io.ringwatch.capacity;

import io.ringwatch.ring.ServerType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Chooses the host of a virtual server by the selection value. */
public final class HostChoice {
    private static final Comparator<Score> BEST_FIRST =
            Comparator.comparing(Score::isExcluded)
                    .thenComparing(Comparator.comparingDouble(Score::value).reversed())
                    .thenComparingInt(Score::number);

    private HostChoice() {}

    /**
     * Scores the candidates, the best first; of equal ones the lower number.
     *
     * <p>Who has too little memory for the guest is left out first, and the maxima of eq. (4) and
     * (5) are taken over those that are scored. A candidate of unknown load has nothing left as far
     * as anybody knows; it is left out, too, unless nobody is known to have room.
     *
     * @param type type of the failed server
     * @param guestMemoryKb memory that its virtual server needs, kB
     * @param candidates who could host it
     */
    public static ScoreTable score(
            ServerType type, long guestMemoryKb, List<Candidate> candidates) {
        boolean known =
                candidates.stream()
                        .anyMatch(c -> c.load().isKnown() && c.load().hasMemoryFor(guestMemoryKb));
        List<PredictedLoad> scored =
                candidates.stream()
                        .filter(c -> exclusion(c, guestMemoryKb, known) == Exclusion.NONE)
                        .map(Candidate::load)
                        .toList();
        var scores = new ArrayList<Score>();
        for (Candidate candidate : candidates) {
            Exclusion exclusion = exclusion(candidate, guestMemoryKb, known);
            RemainingCapacity capacity =
                    exclusion == Exclusion.NONE
                            ? RemainingCapacity.of(candidate.load(), scored)
                            : RemainingCapacity.NONE;
            double value = SelectionValue.of(type, capacity, candidate.guests());
            scores.add(
                    new Score(candidate.number(), capacity, candidate.guests(), value, exclusion));
        }
        scores.sort(BEST_FIRST);
        return new ScoreTable(type, guestMemoryKb, scores);
    }

    private static Exclusion exclusion(Candidate candidate, long guestMemoryKb, boolean known) {
        if (!candidate.load().isKnown()) {
            return known ? Exclusion.UNKNOWN_LOAD : Exclusion.NONE;
        }
        return candidate.load().hasMemoryFor(guestMemoryKb) ? Exclusion.NONE : Exclusion.MEMORY;
    }
}
