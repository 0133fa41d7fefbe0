package io.ringwatch.sim.availability;

/**
 * How much is played and composed; more of it makes the intervals narrower.
 *
 * @param worldsPerClass worlds played of each frequent class of episodes, 2 or more; rare classes
 *     and other sizes of the ring get half of it, but 2 at least
 * @param serverYears that are composed, in independent histories of the years asked for; 100 or
 *     more
 * @param playedServersMax the largest ring that is played, 3 or more: larger ones are composed of
 *     its episodes
 * @param threads on which worlds are played, 1 or more; the results do not depend on it
 */
public record Effort(int worldsPerClass, double serverYears, int playedServersMax, int threads) {
    public Effort {
        if (worldsPerClass < 2 || !(serverYears >= 100) || playedServersMax < 3 || threads < 1) {
            throw new IllegalArgumentException(
                    "at least 2 worlds, 100 server-years, rings of 3, 1 thread");
        }
    }

    /** About two minutes on two cores. */
    public static Effort usual() {
        return new Effort(6, 200_000, 6, Runtime.getRuntime().availableProcessors());
    }
}
