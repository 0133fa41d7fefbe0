package io.ringwatch.agent.flight;

import io.ringwatch.member.Boot;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import io.ringwatch.member.Moment;
import io.ringwatch.ring.Ring;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the flight record on a thread of its own. Bounded in memory and on disk: what the disk
 * does not take in time is dropped, and shows as a jump in the numbers. It never holds up the
 * member; a disk that fails ends the record, not the agent.
 */
public final class FlightRecorder implements AutoCloseable {
    /** Inputs that wait to be written: several minutes of a ring of six. */
    static final int WAITING_MAX = 8192;

    /** Inputs are written together: a wake-up each would cost more than the writing. */
    private static final long BATCH_MS = 500;

    private static final long STOP_LIMIT_MS = 2_000;
    private static final Logger LOG = LoggerFactory.getLogger(FlightRecorder.class);

    private final SegmentRow segments;
    private final ArrayBlockingQueue<Taken> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "flight");
    private long seq;
    private long events;
    private final LongAdder dropped = new LongAdder();

    /**
     * Begins a record.
     *
     * @param directory where its segments are; must exist
     * @param startedWallMs UNIX time of the start, milliseconds
     * @param ring the ring
     * @param self number of the member
     * @param boot with what it begins
     * @param events number of events that its agent has told already
     * @throws IOException if nothing can be written there
     */
    public FlightRecorder(
            Path directory, long startedWallMs, Ring ring, int self, Boot boot, long events)
            throws IOException {
        this(new SegmentRow(directory, startedWallMs, ring, self, boot), events);
    }

    FlightRecorder(SegmentRow segments, long events) {
        this.segments = segments;
        this.events = events;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Records an input and its effects. By one thread, and never blocks.
     *
     * @param effects all effects, not changed any more by the caller
     */
    public void record(Input input, Moment at, List<Effect> effects) {
        record(input, at, effects, "");
    }

    /** Records the input at which the member failed, with what it had wanted done until then. */
    public void recordFailure(Input input, Moment at, List<Effect> effects, String failure) {
        record(input, at, effects, failure);
    }

    private void record(Input input, Moment at, List<Effect> effects, String failure) {
        if (!waiting.offer(new Taken(++seq, at, input, effects, events, failure))) {
            dropped.increment();
        }
        for (Effect effect : effects) {
            events += effect instanceof Effect.Tell ? 1 : 0;
        }
    }

    /** Inputs that were not recorded. */
    public long dropped() {
        return dropped.sum();
    }

    /** Writes what waits and closes the file. */
    @Override
    public void close() {
        stopped.countDown();
        try {
            thread.join(STOP_LIMIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (segments) {
            boolean last = false;
            while (!last) {
                last = stopped.await(BATCH_MS, TimeUnit.MILLISECONDS);
                writeWaiting();
            }
        } catch (IOException e) {
            LOG.error("flight record ends: {}", e.getMessage());
        } catch (InterruptedException e) {
            LOG.debug("flight record ends");
        }
    }

    private void writeWaiting() throws IOException {
        var batch = new ArrayList<Taken>();
        waiting.drainTo(batch);
        if (batch.isEmpty()) {
            return;
        }
        for (Taken taken : batch) {
            segments.write(taken.entry());
        }
        segments.flush();
    }

    /** An input that waits to be encoded. */
    private record Taken(
            long seq, Moment at, Input input, List<Effect> effects, long events, String failure) {
        FlightEntry entry() {
            if (input instanceof Input.Timer && effects.isEmpty() && failure.isEmpty()) {
                return new FlightEntry.IdleTimer(seq, at);
            }
            return new FlightEntry.Step(
                    seq,
                    at,
                    input,
                    effects.size(),
                    Segment.crc(effects),
                    effects.stream().filter(Kept::isKept).toList(),
                    events,
                    failure);
        }
    }
}
