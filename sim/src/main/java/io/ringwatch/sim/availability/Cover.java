package io.ringwatch.sim.availability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** When machines that a method has bought are down, in hours since the history began. */
final class Cover {
    /**
     * @param fromH since when
     * @param untilH until when
     */
    record Down(double fromH, double untilH) {}

    private Cover() {}

    /** When this machine, which nobody but a person looks after, is down. */
    static List<Down> of(History history, int machine) {
        var downs = new ArrayList<Down>();
        for (Failure failure : history.ofMachine(machine)) {
            downs.add(new Down(failure.atH(), failure.backAloneH()));
        }
        for (Failure failure : history.ofSite()) {
            downs.add(new Down(failure.atH(), failure.backAloneH()));
        }
        return downs;
    }

    /** When both are down. */
    static List<Down> both(List<Down> some, List<Down> others) {
        var both = new ArrayList<Down>();
        for (Down one : some) {
            for (Down other : others) {
                double fromH = Math.max(one.fromH, other.fromH);
                double untilH = Math.min(one.untilH, other.untilH);
                if (fromH < untilH) {
                    both.add(new Down(fromH, untilH));
                }
            }
        }
        both.sort(Comparator.comparingDouble(Down::fromH));
        return both;
    }
}
