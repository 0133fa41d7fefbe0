package io.ringwatch.agent.clock;

import io.ringwatch.member.Moment;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * The two clocks of a member. Its monotonic one must go on while the machine is suspended, since a
 * suspended machine must not keep a lease; {@link System#nanoTime()} is CLOCK_MONOTONIC on Linux
 * and stands still then. So the time that {@code /proc/uptime} (CLOCK_BOOTTIME) has gained on it is
 * added. Safe for use by several threads.
 */
public final class BootClock {
    /**
     * Gains below this are the resolution of {@code /proc/uptime} (10 ms) and the delay of reading
     * it.
     */
    static final long SUSPEND_MIN_NS = TimeUnit.MILLISECONDS.toNanos(500);

    /** How often the gain is looked at. A lease cannot be overlooked: it lasts longer than this. */
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(250);

    /** Two readings further apart than this do not belong together: the thread was held up. */
    private static final long APART_MAX_NS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long MOMENT_APART_MAX_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int MOMENT_ATTEMPTS_MAX = 5;

    private final Uptime uptime;
    private OptionalLong baseGainNs = OptionalLong.empty();
    private long lookAtNs = System.nanoTime();
    private long suspendedNs;

    /** The clocks of this machine. */
    public BootClock() {
        this(BootClock::procUptime);
    }

    BootClock(Uptime uptime) {
        this.uptime = uptime;
    }

    /** Both clocks now. */
    public synchronized Moment now() {
        long wallMs = 0;
        long beforeNs = System.nanoTime();
        long afterNs = beforeNs;
        for (int i = 0; i < MOMENT_ATTEMPTS_MAX; i++) {
            beforeNs = System.nanoTime();
            wallMs = System.currentTimeMillis();
            afterNs = System.nanoTime();
            if (afterNs - beforeNs <= MOMENT_APART_MAX_NS) {
                break;
            }
        }
        if (afterNs - lookAtNs >= 0) {
            lookAtNs = afterNs + LOOK_NS;
            notice();
        }
        return new Moment(afterNs + suspendedNs, wallMs);
    }

    /** How much later the member's monotonic clock is than {@link System#nanoTime()}. */
    public synchronized long suspendedNs() {
        return suspendedNs;
    }

    /** Converts a monotonic time of the member into one of {@link System#nanoTime()}. */
    public long toNanoTime(long monoNs) {
        return monoNs == Long.MAX_VALUE ? monoNs : monoNs - suspendedNs();
    }

    private void notice() {
        OptionalLong gainNs = gain();
        if (gainNs.isEmpty()) {
            return;
        }
        if (baseGainNs.isEmpty()) {
            baseGainNs = gainNs;
        }
        long sleptNs = gainNs.getAsLong() - baseGainNs.getAsLong() - suspendedNs;
        if (sleptNs >= SUSPEND_MIN_NS) {
            suspendedNs += sleptNs;
        }
    }

    private OptionalLong gain() {
        long beforeNs = System.nanoTime();
        OptionalLong upNs = uptime.readNs();
        long afterNs = System.nanoTime();
        return upNs.isPresent() && afterNs - beforeNs <= APART_MAX_NS
                ? OptionalLong.of(upNs.getAsLong() - afterNs)
                : OptionalLong.empty();
    }

    private static OptionalLong procUptime() {
        try (var file = new RandomAccessFile("/proc/uptime", "r")) {
            byte[] bytes = new byte[64];
            int length = file.read(bytes);
            return length <= 0
                    ? OptionalLong.empty()
                    : parse(new String(bytes, 0, length, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // Not Linux, or a sandbox: such a machine is not suspended under a running agent.
            return OptionalLong.empty();
        }
    }

    static OptionalLong parse(String text) {
        int end = text.indexOf(' ');
        try {
            double seconds = Double.parseDouble(end < 0 ? text.strip() : text.substring(0, end));
            return OptionalLong.of((long) (seconds * 1e9));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Time since the machine's boot, suspension included. */
    interface Uptime {
        OptionalLong readNs();
    }
}
