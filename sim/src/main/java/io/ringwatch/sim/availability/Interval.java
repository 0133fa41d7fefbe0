package io.ringwatch.sim.availability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A time from one moment to before another.
 *
 * @param fromNs beginning
 * @param untilNs end
 */
record Interval(long fromNs, long untilNs) {
    /** What is left of all of one list outside of all of another. */
    static List<Interval> without(List<Interval> some, List<Interval> others) {
        List<Interval> left = some;
        for (Interval other : others) {
            var next = new ArrayList<Interval>();
            for (Interval one : left) {
                one.addOutside(other, next);
            }
            left = next;
        }
        return left;
    }

    private void addOutside(Interval other, List<Interval> to) {
        if (other.untilNs <= fromNs || other.fromNs >= untilNs) {
            to.add(this);
            return;
        }
        if (other.fromNs > fromNs) {
            to.add(new Interval(fromNs, other.fromNs));
        }
        if (other.untilNs < untilNs) {
            to.add(new Interval(other.untilNs, untilNs));
        }
    }

    /** What none of them covers of the time between these moments. */
    static List<Interval> gaps(List<Interval> covered, long fromNs, long untilNs) {
        var sorted = new ArrayList<>(covered);
        sorted.sort(Comparator.comparingLong(Interval::fromNs));
        var gaps = new ArrayList<Interval>();
        long upToNs = fromNs;
        for (Interval interval : sorted) {
            if (interval.fromNs > upToNs && upToNs < untilNs) {
                gaps.add(new Interval(upToNs, Math.min(untilNs, interval.fromNs)));
            }
            upToNs = Math.max(upToNs, interval.untilNs);
        }
        if (upToNs < untilNs) {
            gaps.add(new Interval(upToNs, untilNs));
        }
        return gaps;
    }
}
