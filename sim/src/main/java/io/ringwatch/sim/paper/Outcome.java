package io.ringwatch.sim.paper;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What came of one trouble; seconds, NaN for what was not seen in time.
 *
 * @param detectedS from the trouble to its detection
 * @param functionS from the detection to the virtual server that answers (function recovery)
 * @param serverS from the detection to the real server that answers (server recovery)
 * @param clientS access disconnection of a client
 * @param reexaminedS from the detection to the second examination that ended badly
 * @param readyS from the order to a virtual server that is resumed and installed
 * @param vipS from there, or from the assignment, to a VIP that is up
 * @param provenS from the separation to the proof that the last holder has the VIP no more; NaN
 *     where the method needs none
 * @param provenAloneS the same where the recovery was ended by whom it was begun; else NaN
 * @param adopted 1 if another server ended the recovery than began it, else 0
 */
record Outcome(
        double detectedS,
        double functionS,
        double serverS,
        double clientS,
        double reexaminedS,
        double readyS,
        double vipS,
        double provenS,
        double provenAloneS,
        double adopted) {
    /** The mean of several runs, each figure over the runs that have it. */
    static Outcome mean(List<Outcome> runs) {
        return new Outcome(
                mean(runs, Outcome::detectedS),
                mean(runs, Outcome::functionS),
                mean(runs, Outcome::serverS),
                mean(runs, Outcome::clientS),
                mean(runs, Outcome::reexaminedS),
                mean(runs, Outcome::readyS),
                mean(runs, Outcome::vipS),
                mean(runs, Outcome::provenS),
                mean(runs, Outcome::provenAloneS),
                mean(runs, Outcome::adopted));
    }

    private static double mean(List<Outcome> runs, ToDoubleFunction<Outcome> figure) {
        return runs.stream()
                .mapToDouble(figure)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }
}
