package io.ringwatch.capacity;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The samples of the last two steps, from which the load of the next one is predicted (ring paper,
 * sec. 3.3, fig. 8).
 *
 * <p>A step is {@code i} samples; the present step n ends with the newest sample, step n-1 is the
 * {@code i} samples before it. Owned by one thread.
 */
public final class LoadHistory {
    /** Samples of one step, at most. */
    public static final int STEP_MAX = 1000;

    private final int samplesPerStep;
    private final Deque<LoadSample> samples = new ArrayDeque<>();

    /**
     * An empty history.
     *
     * @param samplesPerStep i, 1..{@value #STEP_MAX}
     */
    public LoadHistory(int samplesPerStep) {
        if (samplesPerStep < 1 || samplesPerStep > STEP_MAX) {
            throw new IllegalArgumentException(
                    "1.." + STEP_MAX + " samples per step, not " + samplesPerStep);
        }
        this.samplesPerStep = samplesPerStep;
    }

    /** Takes the newest sample, and forgets what is older than two steps. */
    public void add(LoadSample sample) {
        samples.addLast(sample);
        if (samples.size() > 2 * samplesPerStep) {
            samples.removeFirst();
        }
    }

    /**
     * The load of the next step: twice the average of step n less that of step n-1, within what the
     * machine has. Until two steps are full the average of the newest samples, at most one step of
     * them, is taken as it is; {@link PredictedLoad#UNKNOWN} without any.
     */
    public PredictedLoad predict() {
        if (samples.isEmpty()) {
            return PredictedLoad.UNKNOWN;
        }
        LoadSample newest = samples.getLast();
        return new PredictedLoad(
                predict(LoadSample::memoryKb, newest.memoryMaxKb()),
                newest.memoryKb(),
                (int) predict(LoadSample::cpuIdlePercent, newest.cores() * 100L),
                predict(LoadSample::networkKbPerS, newest.ratedKbPerS()),
                newest.memoryMaxKb(),
                newest.cores(),
                newest.ratedKbPerS());
    }

    private long predict(ToLongFunction<LoadSample> quantity, long max) {
        List<LoadSample> all = new ArrayList<>(samples);
        int split = Math.max(0, all.size() - samplesPerStep);
        double now = average(all.subList(split, all.size()), quantity);
        double before = split == samplesPerStep ? average(all.subList(0, split), quantity) : now;
        return Math.max(0, Math.min(max, Math.round(2 * now - before)));
    }

    private static double average(
            Collection<LoadSample> step, ToLongFunction<LoadSample> quantity) {
        return step.stream().mapToLong(quantity).average().orElseThrow();
    }
}
