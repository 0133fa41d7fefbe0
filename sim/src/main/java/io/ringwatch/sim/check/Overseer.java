package io.ringwatch.sim.check;

import io.ringwatch.files.Files;
import java.util.List;

/**
 * Judges what may be so for a while and not for longer: looks at the whole world every second of
 * virtual time, and is told of every fault.
 */
public final class Overseer {
    /** How often it is to look, nanoseconds of virtual time. */
    public static final long EVERY_NS = 1_000_000_000L;

    private final Unbroken unbroken;
    private final Strays strays;
    private final LeftAlone leftAlone;
    private final Returns returns;
    private Files last = Files.NONE;

    public Overseer(Sight sight) {
        unbroken = new Unbroken(sight);
        strays = new Strays(sight);
        leftAlone = new LeftAlone(sight);
        returns = new Returns(sight);
    }

    /** A fault, or an operator, concerns this member. */
    public void touched(int member, long nowNs) {
        unbroken.touched(member, nowNs);
        returns.touched(member, nowNs);
    }

    /** A fault concerns all. */
    public void touchedAll(long nowNs) {
        unbroken.touchedAll(nowNs);
        returns.touchedAll(nowNs);
    }

    /**
     * Looks.
     *
     * @param decided what was taken for decided since the last look, the newest files last; these
     *     even if they are the same
     * @throws Violation if something has been so for too long
     */
    public void look(List<Files> decided, long nowNs) {
        Files newest = decided.get(decided.size() - 1);
        unbroken.look(decided, nowNs);
        strays.look(newest, nowNs);
        for (Files files : decided) {
            if (files.version().equals(last.version().next())) {
                leftAlone.decided(last, files);
                returns.decided(last, files, nowNs);
            } else if (!files.version().equals(last.version())) {
                returns.forget();
            }
            last = files;
        }
        returns.look(newest, nowNs);
    }
}
