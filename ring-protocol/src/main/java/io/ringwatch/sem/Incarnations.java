package io.ringwatch.sem;

import io.ringwatch.files.Files;
import io.ringwatch.files.Incarnation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a member knows of incarnations beside the one of its files: the one promised, those that
 * were called off, the first files of one that may begin. Its voter stores it.
 */
final class Incarnations {
    /** So many incarnations that were called off are remembered. */
    private static final int CALLED_OFF_MAX = 16;

    private final List<Incarnation> calledOff;
    private Incarnation promised;
    private @Nullable Files first;
    private long seen;

    Incarnations(VoteRecord record) {
        promised = record.incarnation();
        calledOff = new ArrayList<>(record.calledOff());
        first = record.first();
    }

    Incarnation promised() {
        return promised;
    }

    List<Incarnation> calledOff() {
        return List.copyOf(calledOff);
    }

    @Nullable Files first() {
        return first;
    }

    /** Whether one newer than that was promised and has not been called off. */
    boolean blocks(Incarnation begun) {
        return promised.compareTo(begun) > 0 && !calledOff.contains(promised);
    }

    /** The highest that was promised or has begun. */
    Incarnation highest(Incarnation begun) {
        return promised.compareTo(begun) > 0 ? promised : begun;
    }

    /**
     * A number that no incarnation known here has.
     *
     * @param begun that of the files that are held
     * @param without whether it is to begin without members that are off: these may have begun
     *     others, of which nobody here knows, and that which began last must have the highest
     *     number; so it is UNIX time in seconds at least
     * @param wallMs the wall clock, milliseconds
     */
    long next(Incarnation begun, boolean without, long wallMs) {
        long next = Math.max(seen, highest(begun).number()) + 1;
        return without ? Math.max(next, wallMs / 1_000) : next;
    }

    void promise(Incarnation incarnation) {
        promised = incarnation;
    }

    /**
     * Remembers that somebody promised an incarnation this high, so that an own one will be higher.
     */
    void saw(Incarnation other) {
        seen = Math.max(seen, other.number());
    }

    void acceptFirst(Files files) {
        first = files;
    }

    /** A newer one has begun: the first files of another one are of no use. */
    void begun() {
        first = null;
    }

    /**
     * It never began, and never will: promising it blocks nothing, and its first files are
     * nobody's.
     *
     * @return whether that was not known yet
     */
    boolean callOff(Incarnation incarnation, Incarnation begun) {
        if (calledOff.contains(incarnation) || incarnation.compareTo(begun) <= 0) {
            return false;
        }
        calledOff.add(incarnation);
        if (calledOff.size() > CALLED_OFF_MAX) {
            calledOff.remove(0);
        }
        if (first != null && first.version().incarnation().equals(incarnation)) {
            first = null;
        }
        return true;
    }
}
