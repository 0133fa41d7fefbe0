package io.ringwatch.sim.paper;

import io.ringwatch.sim.world.World;
import java.util.OptionalInt;

/**
 * The client of the ring paper: it tries a service every so often, and its access disconnection is
 * the time from its first failed attempt to its next good one.
 */
final class Client {
    /** From one attempt to the next in the client log of fig. 14, nanoseconds. */
    static final long PERIOD_NS = 1_010_000_000L;

    private final World world;
    private final String server;
    private long nextNs;
    private long failedNs = -1;
    private long goodNs = -1;

    /**
     * @param server whose service it uses
     * @param firstNs when it tries first, virtual time
     */
    Client(World world, String server, long firstNs) {
        this.world = world;
        this.server = server;
        this.nextNs = firstNs;
    }

    long nextNs() {
        return nextNs;
    }

    /** Tries now. */
    void attempt() {
        nextNs += PERIOD_NS;
        boolean good = isServed();
        if (!good && failedNs < 0) {
            failedNs = world.nowNs();
        } else if (good && failedNs >= 0 && goodNs < 0) {
            goodNs = world.nowNs();
        }
    }

    private boolean isServed() {
        int number = world.number(server);
        OptionalInt holder = world.tenures().holderOf(number);
        return holder.isPresent()
                && world.isOn(world.ring().nameOf(holder.getAsInt()))
                && (holder.getAsInt() != number || world.serviceTrouble(number).isEmpty());
    }

    boolean isServedAgain() {
        return goodNs >= 0;
    }

    /** The access disconnection, seconds; NaN if there was none or it did not end. */
    double disconnectedS() {
        return goodNs < 0 ? Double.NaN : (goodNs - failedNs) / 1e9;
    }
}
