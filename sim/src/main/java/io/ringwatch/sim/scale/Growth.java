package io.ringwatch.sim.scale;

import io.ringwatch.message.Message;
import io.ringwatch.ring.Timing;
import io.ringwatch.sim.progress.Progress;
import io.ringwatch.sim.record.Member;
import io.ringwatch.sim.world.Traffic;
import io.ringwatch.sim.world.World;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs rings of several sizes with failures spread over the time, one after another on the calling
 * thread, and measures what each costs per server and tick. The forming of the ring is not counted.
 */
public final class Growth {
    private static final long FORMING_NS = 15_000_000_000L;
    private static final long STEP_NS = 100_000_000L;

    /** How often network cards hand over: in a large ring many messages come in this time. */
    private static final long GATHER_NS = 1_000_000L;

    private Growth() {}

    /**
     * What to measure.
     *
     * @param servers sizes of the rings, each 3 to 5,000
     * @param lengthNs virtual time of each, nanoseconds
     * @param failures servers that lose their power, one after another, in that time
     * @param timing the profile
     * @param seed from what everything random is drawn
     */
    public record Options(
            List<Integer> servers, long lengthNs, int failures, Timing timing, long seed) {
        public Options {
            servers = List.copyOf(servers);
        }
    }

    /**
     * What one size of ring cost.
     *
     * @param servers its servers; a witness votes beside them
     * @param lengthNs virtual time measured, nanoseconds; less than was asked if it was stopped
     * @param ticks monitoring intervals in it
     * @param events of the simulator
     * @param messages sent, one copy each
     * @param heartbeats of these, heartbeats
     * @param keepalives of these, keepalives and their answers
     * @param bytes of all, by the codec
     * @param workNs CPU time of the calling thread, nanoseconds
     * @param wallNs wall time, nanoseconds
     * @param heapBytes heap in use in the end, what is garbage included
     */
    public record Row(
            int servers,
            long lengthNs,
            double ticks,
            long events,
            long messages,
            long heartbeats,
            long keepalives,
            long bytes,
            long workNs,
            long wallNs,
            long heapBytes) {
        /** An amount per server and tick. */
        public double perServerAndTick(long amount) {
            return ticks == 0 ? 0 : amount / (servers * ticks);
        }

        /** Events per second of CPU time. */
        public double eventsPerS() {
            return workNs == 0 ? 0 : events * 1e9 / workNs;
        }

        /** Virtual server-hours per second of CPU time. */
        public double serverHoursPerS() {
            return workNs == 0 ? 0 : servers * (lengthNs / 3.6e12) * 1e9 / workNs;
        }
    }

    /**
     * Measures; a stop ends it with the sizes and the time that are done.
     *
     * @return a row per size that was begun, in the order asked for
     */
    public static List<Row> measure(Options options, Progress progress) {
        var rows = new ArrayList<Row>();
        for (int servers : options.servers()) {
            if (!progress.isStopped()) {
                rows.add(measure(servers, options, progress));
            }
        }
        return rows;
    }

    private static Row measure(int servers, Options options, Progress progress) {
        World world =
                World.ring(servers)
                        .witness()
                        .fences()
                        .timing(options.timing())
                        .gathering(GATHER_NS)
                        .recording(false)
                        .members(Member::sparing)
                        .seed(options.seed())
                        .start();
        String what = servers + " servers";
        run(world, FORMING_NS, what + " form a ring", 0, FORMING_NS, progress);
        Traffic traffic = world.countTraffic();
        long fromNs = world.nowNs();
        long events = world.events();
        long workNs = cpuNs();
        long wallNs = System.nanoTime();
        for (int failure = 0; failure < options.failures(); failure++) {
            long atNs = options.lengthNs() / options.failures() * failure;
            run(world, fromNs + atNs, what, fromNs, options.lengthNs(), progress);
            int victim = 1 + (int) ((long) failure * servers / options.failures());
            if (!progress.isStopped()) {
                world.apply("crash " + world.ring().nameOf(victim));
            }
        }
        long untilNs = fromNs + options.lengthNs();
        run(world, untilNs, what, fromNs, options.lengthNs(), progress);
        long lengthNs = world.nowNs() - fromNs;
        return new Row(
                servers,
                lengthNs,
                (double) lengthNs / options.timing().intervalNs(),
                world.events() - events,
                traffic.messages(),
                traffic.messages(Message.Beat.class),
                traffic.messages(Message.Renew.class) + traffic.messages(Message.Grant.class),
                traffic.bytes(),
                cpuNs() - workNs,
                System.nanoTime() - wallNs,
                Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
    }

    private static void run(
            World world, long untilNs, String what, long fromNs, long totalNs, Progress progress) {
        while (world.nowNs() < untilNs && !progress.isStopped()) {
            world.runUntil(Math.min(untilNs, world.nowNs() + STEP_NS));
            progress.at(what, (world.nowNs() - fromNs) / 1_000_000_000L, totalNs / 1_000_000_000L);
        }
    }

    private static long cpuNs() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
