package io.ringwatch.capacity;

/**
 * What one candidate scored.
 *
 * @param number the candidate
 * @param capacity Rm, Rc and Rn; nothing if it was left out
 * @param guests virtual servers running on it (VM)
 * @param value selection value (S); without meaning if it was left out
 * @param exclusion why it was left out
 */
public record Score(
        int number, RemainingCapacity capacity, int guests, double value, Exclusion exclusion) {
    /** Whether it was left out before scoring. */
    public boolean isExcluded() {
        return exclusion != Exclusion.NONE;
    }
}
