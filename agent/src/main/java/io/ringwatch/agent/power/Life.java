package io.ringwatch.agent.power;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/** Whether a server lives, as far as it is heard. */
public final class Life {
    /** A message that comes this long after a moment was sent after it. */
    public static final Duration MARGIN = Duration.ofSeconds(1);

    private static final long POLL_MS = 200;

    private final Supplier<OptionalLong> heardMs;
    private final long silenceMs;
    private final long marginMs;
    private final CountDownLatch never = new CountDownLatch(1);

    /**
     * @param heardMs time since it was last heard, ms; empty if it never was, or nobody knows
     * @param silenceNs whoever lives is heard more often than this
     * @param margin a message that comes this long after a moment was sent after it
     */
    public Life(Supplier<OptionalLong> heardMs, long silenceNs, Duration margin) {
        this.heardMs = heardMs;
        this.silenceMs = silenceNs / 1_000_000L;
        this.marginMs = margin.toMillis();
    }

    /** Whether it was heard lately. */
    public boolean isHeard() {
        return isHeard(ms -> ms <= silenceMs);
    }

    /** Whether something comes from it that it must have sent after this moment. May wait. */
    public boolean isHeardFromNow() throws InterruptedException {
        long beganNs = System.nanoTime();
        long passedMs = 0;
        while (isHeard() && passedMs <= marginMs + silenceMs) {
            var unused = never.await(passedMs == 0 ? marginMs : POLL_MS, TimeUnit.MILLISECONDS);
            passedMs = (System.nanoTime() - beganNs) / 1_000_000L;
            long sinceMs = passedMs - marginMs;
            if (isHeard(ms -> ms <= sinceMs)) {
                return true;
            }
        }
        return false;
    }

    private boolean isHeard(LongPredicate wanted) {
        return heardMs.get().stream().anyMatch(wanted);
    }
}
