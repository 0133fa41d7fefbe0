package io.ringwatch.sim.world;

import io.ringwatch.member.Input;
import io.ringwatch.sem.VoteRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The disk that outlives a boot, with the vote record on it. One write at a time; those that wait
 * are written together, the newest, and one that failed is tried again until it or a newer one is
 * written. What was not forced when power or process is lost is gone, except that the write under
 * way may just have been made; there is always one whole record, unless the disk is bad.
 */
final class RealDisk {
    private static final long RETRY_MIN_NS = 100_000_000L;
    private static final long RETRY_MAX_NS = 5_000_000_000L;

    private final Fabric fabric;
    private final Machine machine;
    private @Nullable VoteRecord record;
    private @Nullable VoteRecord writing;
    private @Nullable VoteRecord waiting;
    private List<Runnable> afterWriting = new ArrayList<>();
    private List<Runnable> afterWaiting = new ArrayList<>();
    private boolean failing;
    private boolean tearing;
    private boolean backingOff;
    private long retryNs = RETRY_MIN_NS;
    private int crashes;

    RealDisk(Fabric fabric, Machine machine) {
        this.fabric = fabric;
        this.machine = machine;
    }

    /** What is on the disk now and can be read. */
    @Nullable VoteRecord record() {
        return record;
    }

    boolean isFailing() {
        return failing || tearing;
    }

    /** It cannot be written from now on. */
    void fail() {
        failing = true;
    }

    /** Nothing is wrong with it from now on. */
    void work() {
        failing = false;
        tearing = false;
    }

    /** Power is lost in the middle of the next write. */
    void tear() {
        tearing = true;
    }

    /**
     * The record is gone, or damaged so that nothing of it is believed, which is the same: a start
     * finds none, and the next write makes a new one.
     */
    void lose() {
        record = null;
    }

    /** The record is gone while the power is off: nothing is left of what its member knew. */
    void loseWithMemory() {
        lose();
        fabric.safety.lost(machine.number());
    }

    void store(VoteRecord vote, Agent agent) {
        fabric.safety.decided(machine.number(), vote.files(), fabric.events.nowNs());
        waiting = vote;
        if (writing == null && !backingOff) {
            write(agent);
        }
    }

    /**
     * Lets something happen once all that was to be stored so far is on the disk; never, if that
     * fails.
     */
    void afterStored(Runnable action) {
        if (waiting != null) {
            afterWaiting.add(action);
        } else if (writing != null) {
            afterWriting.add(action);
        } else {
            action.run();
        }
    }

    private void write(Agent agent) {
        writing = waiting;
        waiting = null;
        afterWriting = afterWaiting;
        afterWaiting = new ArrayList<>();
        int before = crashes;
        fabric.after(
                fabric.speeds.store(),
                () -> {
                    if (before == crashes) {
                        written(agent);
                    }
                });
    }

    private void written(Agent agent) {
        if (tearing) {
            tearing = false;
            writing = null;
            fabric.trace.tell(machine.name(), "loses power in the middle of a write");
            machine.powerOff();
            return;
        }
        if (failing) {
            failed(agent);
            return;
        }
        List<Runnable> then = afterWriting;
        afterWriting = new ArrayList<>();
        record = writing;
        agent.whenRunning(() -> then.forEach(Runnable::run));
        retryNs = RETRY_MIN_NS;
        writing = null;
        if (waiting != null) {
            write(agent);
        }
    }

    /** What should have been done after it never is; the newest record is tried again. */
    private void failed(Agent agent) {
        afterWriting = new ArrayList<>();
        waiting = waiting == null ? writing : waiting;
        writing = null;
        backingOff = true;
        int before = crashes;
        fabric.events.after(
                retryNs,
                () -> {
                    if (before == crashes) {
                        backingOff = false;
                        write(agent);
                    }
                });
        retryNs = Math.min(RETRY_MAX_NS, 2 * retryNs);
        agent.feed(new Input.StoreFailed("no space left on device"));
    }

    /** The process or the machine is gone in the middle of whatever it did. */
    void crash() {
        if (writing != null && !failing && fabric.chance.happens(0.5)) {
            record = writing;
        }
        crashes++;
        writing = null;
        waiting = null;
        backingOff = false;
        retryNs = RETRY_MIN_NS;
        afterWriting = new ArrayList<>();
        afterWaiting = new ArrayList<>();
    }
}
