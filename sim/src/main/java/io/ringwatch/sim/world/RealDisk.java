package io.ringwatch.sim.world;

import io.ringwatch.member.Input;
import io.ringwatch.sem.VoteRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The disk that outlives a boot, with the vote record on it. One write at a time; those that wait
 * are written together, the newest. What was not forced when power or process is lost is gone,
 * except that the write under way may just have been made.
 */
final class RealDisk {
    private final Fabric fabric;
    private final int number;
    private @Nullable VoteRecord record;
    private @Nullable VoteRecord writing;
    private @Nullable VoteRecord waiting;
    private List<Runnable> afterWriting = new ArrayList<>();
    private List<Runnable> afterWaiting = new ArrayList<>();
    private boolean failing;
    private int crashes;

    RealDisk(Fabric fabric, int number) {
        this.fabric = fabric;
        this.number = number;
    }

    /** What is on the disk now. */
    @Nullable VoteRecord record() {
        return record;
    }

    boolean isFailing() {
        return failing;
    }

    void fail(boolean failing) {
        this.failing = failing;
    }

    void lose() {
        record = null;
    }

    void store(VoteRecord vote, Agent agent) {
        fabric.safety.decided(number, vote.files(), fabric.events.nowNs());
        waiting = vote;
        if (writing == null) {
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
        List<Runnable> then = afterWriting;
        afterWriting = new ArrayList<>();
        if (failing) {
            agent.feed(new Input.StoreFailed("no space left on device"));
        } else {
            record = writing;
            agent.whenRunning(() -> then.forEach(Runnable::run));
        }
        writing = null;
        if (waiting != null) {
            write(agent);
        }
    }

    /** The process or the machine is gone in the middle of whatever it did. */
    void crash() {
        if (writing != null && !failing && fabric.chance.happens(0.5)) {
            record = writing;
        }
        crashes++;
        writing = null;
        waiting = null;
        afterWriting = new ArrayList<>();
        afterWaiting = new ArrayList<>();
    }
}
