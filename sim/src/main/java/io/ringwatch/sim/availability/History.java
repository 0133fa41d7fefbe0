package io.ringwatch.sim.availability;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What fails in one fleet over the years, the same for every method.
 *
 * <p>The failures of one server are a renewal process: the next comes an exponential time after the
 * server is back. Transients and correlated failures are Poisson processes.
 */
final class History {
    private static final double HOURS_PER_YEAR = 8_760;

    private final AvailabilityOptions options;
    private final long seed;
    private final List<Failure> failures = new ArrayList<>();
    private final List<Failure> site = new ArrayList<>();

    private History(AvailabilityOptions options, long seed) {
        this.options = options;
        this.seed = seed;
    }

    /** The history of this number. */
    static History draw(AvailabilityOptions options, long number) {
        var history = new History(options, mix(options.seed(), mix(options.servers(), number)));
        for (int server = 0; server < options.servers(); server++) {
            history.failures.addAll(history.ofMachine(server));
        }
        for (FailureKind kind : FailureKind.values()) {
            history.addTransients(kind);
            history.addCorrelated(kind);
        }
        history.failures.addAll(history.site);
        history.failures.sort(
                Comparator.comparingDouble(Failure::atH).thenComparingInt(Failure::first));
        return history;
    }

    /** All of them by time. */
    List<Failure> failures() {
        return failures;
    }

    /** Losses of power of everything. */
    List<Failure> ofSite() {
        return site;
    }

    double hours() {
        return options.years() * HOURS_PER_YEAR;
    }

    int servers() {
        return options.servers();
    }

    /**
     * The failures of one machine by itself; the servers are the first, and what methods buy comes
     * after them.
     */
    List<Failure> ofMachine(int machine) {
        Failures rates = options.failures();
        var random = new SplittableRandom(mix(seed, machine));
        var all = new ArrayList<Failure>();
        double atH = exponential(random, rates.mtbfHours());
        while (atH < hours()) {
            Failure failure = failure(random, atH, kind(random), machine, 1, rates.repairHours());
            all.add(failure);
            atH = failure.waitsUntilH() + exponential(random, rates.mtbfHours());
        }
        return all;
    }

    private void addTransients(FailureKind kind) {
        double perYear = options.failures().transientsPerYear().getOrDefault(kind, 0.0);
        if (perYear <= 0) {
            return;
        }
        double meanH = HOURS_PER_YEAR / perYear / servers();
        var random = new SplittableRandom(mix(seed, mix(kind.name().hashCode(), -1)));
        for (double atH = exponential(random, meanH);
                atH < hours();
                atH += exponential(random, meanH)) {
            failures.add(failure(random, atH, kind, random.nextInt(servers()), 1, 0));
        }
    }

    private void addCorrelated(FailureKind kind) {
        Correlated correlated = options.correlated();
        double mtbfHours = correlated.mtbfHours(kind);
        if (mtbfHours <= 0) {
            return;
        }
        int size =
                kind == FailureKind.SITE_POWER
                        ? servers()
                        : Math.min(servers(), correlated.rackServers());
        for (int first = 0; first < servers(); first += size) {
            int together = Math.min(size, servers() - first);
            var random = new SplittableRandom(mix(seed, mix(kind.name().hashCode(), -2L - first)));
            double atH = exponential(random, mtbfHours);
            while (atH < hours()) {
                Failure failure =
                        failure(random, atH, kind, first, together, correlated.repairHours());
                (kind == FailureKind.SITE_POWER ? site : failures).add(failure);
                atH = failure.waitsUntilH() + exponential(random, mtbfHours);
            }
        }
    }

    private Failure failure(
            SplittableRandom random,
            double atH,
            FailureKind kind,
            int first,
            int together,
            double repairHours) {
        double personHours = options.failures().operatorMinutes() / 60;
        return new Failure(
                atH,
                kind,
                first,
                together,
                exponential(random, personHours),
                exponential(random, repairHours),
                random.nextLong());
    }

    private FailureKind kind(SplittableRandom random) {
        return kind(options.failures(), random.nextDouble());
    }

    /** The kind of a failure of one server, drawn by its share. */
    static FailureKind kind(Failures rates, double drawn) {
        double left = drawn;
        FailureKind last = FailureKind.HARDWARE;
        for (FailureKind kind : rates.shares().keySet()) {
            last = kind;
            left -= rates.share(kind);
            if (left < 0) {
                return kind;
            }
        }
        return last;
    }

    static double exponential(SplittableRandom random, double mean) {
        return -Math.log(1 - random.nextDouble()) * mean;
    }

    /** Two numbers stirred to a third, which tells seeds apart. */
    static long mix(long one, long other) {
        long stirred = one * 0x9E3779B97F4A7C15L + other;
        stirred = (stirred ^ stirred >>> 30) * 0xBF58476D1CE4E5B9L;
        stirred = (stirred ^ stirred >>> 27) * 0x94D049BB133111EBL;
        return stirred ^ stirred >>> 31;
    }
}
