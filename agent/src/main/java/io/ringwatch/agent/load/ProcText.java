package io.ringwatch.agent.load;

import java.util.Optional;

/** Reads the texts of /proc. Pure. */
final class ProcText {
    private ProcText() {}

    /** A value of /proc/meminfo, kB; empty if it is not there. */
    static Optional<Long> meminfoKb(String text, String key) {
        String prefix = key + ":";
        return text.lines()
                .filter(line -> line.startsWith(prefix))
                .findFirst()
                .map(line -> number(line.substring(prefix.length()).strip().split("\\s+", -1)[0]));
    }

    /** The sum over all cores in /proc/stat; empty if it cannot be read. */
    static Optional<CpuTime> cpu(String text) {
        return text.lines()
                .filter(line -> line.startsWith("cpu "))
                .findFirst()
                .map(line -> cpuLine(line.substring(4).strip().split("\\s+", -1)));
    }

    /**
     * Fields: user nice system idle iowait irq softirq steal guest...; guest time is contained in
     * user.
     */
    private static CpuTime cpuLine(String[] fields) {
        long total = 0;
        for (int i = 0; i < Math.min(8, fields.length); i++) {
            total += number(fields[i]);
        }
        long idle = fields.length > 4 ? number(fields[3]) + number(fields[4]) : 0;
        return new CpuTime(idle, total);
    }

    /** Bytes received plus sent by an interface, from /proc/net/dev; empty if it is not there. */
    static Optional<Long> transferredBytes(String text, String networkInterface) {
        String prefix = networkInterface + ":";
        return text.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(prefix))
                .findFirst()
                .map(line -> line.substring(prefix.length()).strip().split("\\s+", -1))
                .filter(fields -> fields.length > 8)
                .map(fields -> number(fields[0]) + number(fields[8]));
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /**
     * Time since boot, in clock ticks, summed over the cores.
     *
     * @param idle idle and waiting for the disk
     * @param total all of it
     */
    record CpuTime(long idle, long total) {}
}
