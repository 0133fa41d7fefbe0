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

    private final Uptime uptime;
    private long lookAtNs;
    private long baseGainNs;
    private long suspendedNs;

    /** The clocks of this machine. */
    public BootClock() {
        this(BootClock::procUptime);
    }

    BootClock(Uptime uptime) {
        this.uptime = uptime;
        baseGainNs = gain().orElse(0);
        lookAtNs = System.nanoTime() + LOOK_NS;
    }

    /** Both clocks now. */
    public synchronized Moment now() {
        long monotonicNs = System.nanoTime();
        if (monotonicNs - lookAtNs >= 0) {
            lookAtNs = monotonicNs + LOOK_NS;
            notice();
        }
        return new Moment(monotonicNs + suspendedNs, System.currentTimeMillis());
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
        long sleptNs = gainNs.getAsLong() - baseGainNs - suspendedNs;
        if (sleptNs >= SUSPEND_MIN_NS) {
            suspendedNs += sleptNs;
        }
    }

    private OptionalLong gain() {
        OptionalLong upNs = uptime.readNs();
        return upNs.isPresent()
                ? OptionalLong.of(upNs.getAsLong() - System.nanoTime())
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
