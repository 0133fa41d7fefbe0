package io.ringwatch.member;

import io.ringwatch.files.Files;
import io.ringwatch.ring.Ring;
import java.util.List;

/**
 * One server's whole behaviour. Pure: the same inputs at the same moments give the same effects, on
 * any machine.
 *
 * <p>Owned by one thread. The owner feeds every input with the moment at which it takes it, carries
 * out the effects in order after {@link #on} has returned, and feeds a {@link Input.Timer} when
 * {@link #wakeAtNs()} is reached.
 */
public final class RingMember {
    private final Ring ring;
    private final int self;
    private final Boot boot;

    /**
     * @param ring the ring file
     * @param self own number, or {@link Ring#WITNESS}
     * @param boot with what it begins
     */
    public RingMember(Ring ring, int self, Boot boot) {
        this.ring = ring;
        this.self = self;
        this.boot = boot;
    }

    /**
     * Takes one input.
     *
     * @param input the input
     * @param now the moment, never earlier than the last one on the monotonic clock
     * @param effects receives what is to be done, in order
     */
    public void on(Input input, Moment now, List<Effect> effects) {}

    /**
     * Monotonic time at which a {@link Input.Timer} is wanted, {@link Long#MAX_VALUE} for never.
     */
    public long wakeAtNs() {
        return Long.MAX_VALUE;
    }

    /** What this member knows. */
    public MemberView view(Moment now) {
        return new MemberView(
                self,
                MemberView.Phase.STANDBY,
                boot.flag(),
                false,
                false,
                List.of(),
                0,
                true,
                "",
                Files.NONE,
                List.of(),
                List.of(),
                List.of());
    }
}
