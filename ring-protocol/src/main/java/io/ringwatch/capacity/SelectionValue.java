package io.ringwatch.capacity;

import io.ringwatch.ring.ServerType;

/**
 * The selection value S = 0.5 Rm + wc Rc + wn Rn - 100 VM (ring paper, sec. 3.3): the server with
 * the largest hosts the virtual server. The load part is 100 at most, so a server that runs a
 * virtual server never beats one that runs none.
 */
public final class SelectionValue {
    private static final double MEMORY_WEIGHT = 0.5;
    private static final int PER_GUEST = 100;

    private SelectionValue() {}

    /**
     * The selection value of one server.
     *
     * @param type type of the failed server, which chooses the weights
     * @param capacity what the server has left
     * @param guests virtual servers running on it (VM)
     */
    public static double of(ServerType type, RemainingCapacity capacity, int guests) {
        return MEMORY_WEIGHT * capacity.memoryPercent()
                + cpuWeight(type) * capacity.cpuPercent()
                + networkWeight(type) * capacity.networkPercent()
                - PER_GUEST * guests;
    }

    private static double cpuWeight(ServerType type) {
        return switch (type) {
            case CPU -> 0.4;
            case NETWORK -> 0.1;
            case CPU_NET -> 0.25;
        };
    }

    private static double networkWeight(ServerType type) {
        return switch (type) {
            case CPU -> 0.1;
            case NETWORK -> 0.4;
            case CPU_NET -> 0.25;
        };
    }
}
