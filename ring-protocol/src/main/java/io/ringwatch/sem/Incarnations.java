package io.ringwatch.sem;

import io.ringwatch.files.Files;
import io.ringwatch.files.Incarnation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a member knows of incarnations beside the one of its files: the one promised, those that
 * were called off, the first files of those that may have begun. Its voter stores it.
 *
 * <p>An incarnation is <em>open</em> until it or a later one has begun, or it was called off: the
 * one promised last, and each whose first files were accepted, since it may have begun with them.
 * One promised earlier whose first files were not accepted cannot begin any more. Every open one
 * blocks the older ones, so calling off a later one does not release from an earlier.
 */
final class Incarnations {
    /** So many incarnations that were called off are remembered. */
    private static final int CALLED_OFF_MAX = 16;

    private final List<Incarnation> calledOff;
    private Incarnation promised;
    private final List<Files> firsts;
    private long seen;

    Incarnations(VoteRecord record) {
        promised = record.incarnation();
        calledOff = new ArrayList<>(record.calledOff());
        firsts = new ArrayList<>(record.firsts());
    }

    Incarnation promised() {
        return promised;
    }

    List<Incarnation> calledOff() {
        return List.copyOf(calledOff);
    }

    /** First files accepted of incarnations that may have begun. */
    List<Files> firsts() {
        return List.copyOf(firsts);
    }

    /**
     * Those of which it is not known whether they have begun, in the order of their acceptance.
     *
     * @param begun that of the files that are held
     */
    List<Incarnation> open(Incarnation begun) {
        var open = new LinkedHashSet<Incarnation>();
        firsts.forEach(files -> open.add(files.version().incarnation()));
        open.add(promised);
        open.removeIf(incarnation -> !isOpen(incarnation, begun));
        return List.copyOf(open);
    }

    /** Whether one is open that is newer than this one, that of the files that are held. */
    boolean blocks(Incarnation begun) {
        return isOpen(promised, begun)
                || firsts.stream().anyMatch(files -> isOpen(files.version().incarnation(), begun));
    }

    private boolean isOpen(Incarnation incarnation, Incarnation begun) {
        return incarnation.compareTo(begun) > 0 && !calledOff.contains(incarnation);
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
        firsts.removeIf(isOf(files.version().incarnation()));
        firsts.add(files);
    }

    /** This one has begun: the first files of earlier ones are of no use. */
    void begun(Incarnation incarnation) {
        firsts.removeIf(files -> files.version().incarnation().compareTo(incarnation) <= 0);
    }

    private static Predicate<Files> isOf(Incarnation incarnation) {
        return files -> files.version().incarnation().equals(incarnation);
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
        firsts.removeIf(isOf(incarnation));
        return true;
    }
}
