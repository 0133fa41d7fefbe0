package io.ringwatch.capacity;

import java.util.ArrayDeque;
import java.util.Deque;
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
        int split = Math.max(0, samples.size() - samplesPerStep);
        long sumBefore = 0;
        long sumNow = 0;
        int index = 0;
        for (LoadSample sample : samples) {
            long value = quantity.applyAsLong(sample);
            if (index++ < split) {
                sumBefore += value;
            } else {
                sumNow += value;
            }
        }
        double now = (double) sumNow / (samples.size() - split);
        double before = split == samplesPerStep ? (double) sumBefore / split : now;
        return Math.max(0, Math.min(max, Math.round(2 * now - before)));
    }
}
