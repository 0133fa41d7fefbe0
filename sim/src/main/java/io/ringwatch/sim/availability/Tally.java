package io.ringwatch.sim.availability;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Adds up what one method comes to over the histories of fleets of one size. */
final class Tally {
    private static final double HOURS_PER_YEAR = 8_760;
    private static final double MINUTES_PER_YEAR = HOURS_PER_YEAR * 60;

    private final Method method;
    private final AvailabilityOptions options;
    private final Doubles durationsS = new Doubles();
    private final Doubles minutes = new Doubles();
    private final Doubles takeovers = new Doubles();
    private final Map<EpisodeClass, Long> episodes = new LinkedHashMap<>();
    private double sumS;
    private double falseTakeovers;

    Tally(Method method, AvailabilityOptions options) {
        this.method = method;
        this.options = options;
    }

    Method method() {
        return method;
    }

    /**
     * A server's clients were not served for so long, from then on at the earliest; what is after
     * the end of the history does not count.
     */
    void outage(double fromH, double seconds) {
        double counted = Math.min(seconds, (options.years() * HOURS_PER_YEAR - fromH) * 3_600);
        if (counted > 0) {
            durationsS.add(counted);
            sumS += counted;
        }
    }

    void falseTakeover() {
        falseTakeovers++;
    }

    /**
     * Draws one of the played episodes of this failure.
     *
     * @return whether there is one
     */
    boolean episode(Classified classified, Library library) {
        EpisodeClass of = classified.episodes().in(method);
        List<Episode> played = library.of(of);
        if (played.isEmpty()) {
            return false;
        }
        Failure failure = classified.failure();
        int drawn = new SplittableRandom(failure.luck()).nextInt(played.size());
        Episode episode = played.get(drawn);
        for (Episode.Outage outage : episode.outages()) {
            outage(failure.atH(), episode.seconds(outage, failure.personH(), failure.repairH()));
        }
        falseTakeovers += episode.falseTakeovers();
        episodes.merge(of, 1L, Long::sum);
        return true;
    }

    /** A history is over. */
    void endOfHistory() {
        double serverYears = options.servers() * options.years();
        minutes.add(sumS / 60 / serverYears);
        takeovers.add(falseTakeovers / serverYears);
        sumS = 0;
        falseTakeovers = 0;
    }

    MethodResult result(Library library) {
        double outageVariance = 0;
        double takeoverVariance = 0;
        double largest = 0;
        int worlds = 0;
        int unfinished = 0;
        for (EpisodeClass of : episodes.keySet()) {
            ClassResult result = result(of, library);
            double rate = result.perServerYear();
            int n = result.worlds();
            worlds += n;
            unfinished += result.unfinished();
            double minutesPerEpisode = rate * result.deviationS() / 60;
            outageVariance += minutesPerEpisode * minutesPerEpisode / n;
            var seen = new Doubles();
            library.of(of).forEach(episode -> seen.add(episode.falseTakeovers()));
            takeoverVariance += rate * rate * seen.variance() / n;
            largest = Math.max(largest, rate / n);
        }
        Estimate outage = Interval95.of(minutes, outageVariance);
        Estimate taken = Interval95.of(takeovers, takeoverVariance);
        if (taken.value() == 0) {
            taken = new Estimate(0, 0, Interval95.RULE_OF_THREE * largest);
        }
        return new MethodResult(
                method,
                options.servers(),
                availability(outage),
                outage,
                spread(),
                taken,
                method.machinesBought(options.servers()),
                method.hasFences() ? options.servers() : 0,
                worlds,
                unfinished);
    }

    /** What was played of a class, with the mean times of person and repair. */
    ClassResult result(EpisodeClass of, Library library) {
        var seconds = new Doubles();
        var takeoversSeen = new Doubles();
        int unfinished = 0;
        double personH = options.failures().operatorMinutes() / 60;
        double repairH =
                of.kind() != null && of.kind().isCorrelated()
                        ? options.correlated().repairHours()
                        : options.failures().repairHours();
        for (Episode episode : library.of(of)) {
            seconds.add(
                    episode.outages().stream()
                            .mapToDouble(outage -> episode.seconds(outage, personH, repairH))
                            .sum());
            takeoversSeen.add(episode.falseTakeovers());
            unfinished += episode.finished() ? 0 : 1;
        }
        double serverYears = options.servers() * options.years() * minutes.size();
        return new ClassResult(
                of,
                seconds.size(),
                episodes.getOrDefault(of, 0L) / serverYears,
                seconds.mean(),
                Math.sqrt(seconds.variance()),
                takeoversSeen.mean(),
                unfinished);
    }

    /** The classes of which episodes were drawn. */
    List<ClassResult> classes(Library library) {
        return episodes.keySet().stream().map(of -> result(of, library)).toList();
    }

    private static Estimate availability(Estimate outageMinutes) {
        return new Estimate(
                1 - outageMinutes.value() / MINUTES_PER_YEAR,
                1 - outageMinutes.high() / MINUTES_PER_YEAR,
                1 - outageMinutes.low() / MINUTES_PER_YEAR);
    }

    private OutageSpread spread() {
        double[] sorted = durationsS.sorted();
        return new OutageSpread(
                sorted.length, at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99), at(sorted, 1));
    }

    /** The smallest value that at least this part of all does not exceed; 0 of none. */
    static double at(double[] sorted, double part) {
        int rank = (int) Math.ceil(part * sorted.length) - 1;
        return sorted.length == 0 ? 0 : sorted[Math.max(0, rank)];
    }
}
