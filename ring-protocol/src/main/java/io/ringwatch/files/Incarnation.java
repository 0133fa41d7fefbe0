package io.ringwatch.files;

/**
 * The first part of every version, ballot and lease; a new one is begun only as the last resort
 * (design, section 5).
 *
 * @param number one more than the highest promised when it was begun; 0 before the ring was first
 *     formed
 * @param starter number of the member that began it
 */
public record Incarnation(long number, int starter) implements Comparable<Incarnation> {
    /** Before the ring was first formed. */
    public static final Incarnation NONE = new Incarnation(0, 0);

    @Override
    public int compareTo(Incarnation other) {
        int byNumber = Long.compare(number, other.number);
        return byNumber != 0 ? byNumber : Integer.compare(starter, other.starter);
    }

    @Override
    public String toString() {
        return number + "@" + starter;
    }
}
