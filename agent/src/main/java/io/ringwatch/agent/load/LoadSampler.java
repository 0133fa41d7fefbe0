package io.ringwatch.agent.load;

import io.ringwatch.capacity.LoadSample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Measures memory, CPU and transfer between two calls, as eq. (1)-(3) of the ring paper want them.
 * Not safe for use by several threads.
 */
public final class LoadSampler {
    /** Rated transmission plus reception of gigabit Ethernet: 125,000 kB/s each way. */
    public static final long RATED_DEFAULT_KB_PER_S = 2 * 125_000L;

    private static final long KB_PER_S_OF_MBIT = 125;

    private final Path root;
    private final String networkInterface;
    private final long ratedKbPerS;
    private final int cores;
    private Reading last;

    /**
     * @param networkInterface interface of the service network, such as {@code eth0}
     * @param ratedKbPerS rated transmission plus reception; 0 to ask the interface
     */
    public LoadSampler(String networkInterface, long ratedKbPerS) {
        this(
                Path.of("/"),
                networkInterface,
                ratedKbPerS,
                Runtime.getRuntime().availableProcessors());
    }

    LoadSampler(Path root, String networkInterface, long ratedKbPerS, int cores) {
        this.root = root;
        this.networkInterface = networkInterface;
        this.cores = cores;
        this.ratedKbPerS = ratedKbPerS > 0 ? ratedKbPerS : ratedOfInterface();
        this.last = read(0);
    }

    /**
     * The load since the last call.
     *
     * @param nowNs monotonic time
     * @param reservedKb memory that is in use and available to a guest all the same, kB
     * @return empty at the first call, which only begins the measurement
     */
    public Optional<LoadSample> sample(long nowNs, long reservedKb) {
        Reading before = last;
        Reading now = read(nowNs);
        last = now;
        if (before.atNs() == 0 || now.atNs() <= before.atNs()) {
            return Optional.empty();
        }
        return Optional.of(
                new LoadSample(
                        Math.min(now.physicalKb(), now.availableKb() + reservedKb),
                        idlePercent(before.cpu(), now.cpu(), cores),
                        kbPerS(before, now),
                        now.physicalKb(),
                        cores,
                        ratedKbPerS));
    }

    /** Idle rate summed over the cores: 0..cores * 100. */
    static int idlePercent(ProcText.CpuTime before, ProcText.CpuTime now, int cores) {
        long total = now.total() - before.total();
        if (total <= 0) {
            return 0;
        }
        long idle = Math.max(0, Math.min(total, now.idle() - before.idle()));
        return (int) (idle * 100 * cores / total);
    }

    private static long kbPerS(Reading before, Reading now) {
        // Counters start again when an interface is made anew: no transfer then, rather than a
        // negative one.
        long bytes = Math.max(0, now.bytes() - before.bytes());
        double seconds = (now.atNs() - before.atNs()) / 1e9;
        return (long) (bytes / 1000.0 / seconds);
    }

    private Reading read(long nowNs) {
        String meminfo = text("proc/meminfo");
        return new Reading(
                nowNs,
                ProcText.meminfoKb(meminfo, "MemAvailable").orElse(0L),
                ProcText.meminfoKb(meminfo, "MemTotal").orElse(0L),
                ProcText.cpu(text("proc/stat")).orElse(new ProcText.CpuTime(0, 0)),
                ProcText.transferredBytes(text("proc/net/dev"), networkInterface).orElse(0L));
    }

    private long ratedOfInterface() {
        try {
            long mbit =
                    Long.parseLong(text("sys/class/net/" + networkInterface + "/speed").strip());
            return mbit > 0 ? 2 * mbit * KB_PER_S_OF_MBIT : RATED_DEFAULT_KB_PER_S;
        } catch (NumberFormatException e) {
            return RATED_DEFAULT_KB_PER_S;
        }
    }

    private String text(String path) {
        try {
            return Files.readString(root.resolve(path));
        } catch (IOException e) {
            // What cannot be measured counts as no free capacity, so this host is not preferred.
            return "";
        }
    }

    private record Reading(
            long atNs, long availableKb, long physicalKb, ProcText.CpuTime cpu, long bytes) {}
}
