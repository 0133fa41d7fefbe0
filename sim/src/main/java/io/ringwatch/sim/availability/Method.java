package io.ringwatch.sim.availability;

/** How a fleet of servers that do different work is kept available. */
public enum Method {
    /** Nothing but a person who comes. */
    NOTHING,
    /** A spare machine for each server: failover pairs. */
    SPARE,
    /** Multiple server backup system: two management servers for at most 40 targets (thesis, 2). */
    MSBS,
    /** Peer-to-peer management with a pair of file servers for at most 256 targets (thesis, 5). */
    PEER_TO_PEER,
    /** The ring, alone. */
    RING,
    /** The ring with a witness. */
    RING_WITNESS,
    /** The ring with a power fence for every server. */
    RING_FENCES,
    /** The ring with both. */
    RING_FENCES_WITNESS;

    /** Targets of one pair of management servers: thesis, section 2.3.4. */
    public static final int MSBS_TARGETS_MAX = 40;

    /** Virtual servers that one management server runs at once: thesis, section 2.3.4. */
    public static final int MSBS_VIRTUAL_SERVERS_MAX = 4;

    /** Servers of one peer-to-peer system: thesis, appendix F7. */
    public static final int PEERS_MAX = 256;

    /** Whether it is played in worlds. */
    public boolean isRing() {
        return this == RING
                || this == RING_WITNESS
                || this == RING_FENCES
                || this == RING_FENCES_WITNESS;
    }

    /** Whether the ring has a witness. */
    public boolean hasWitness() {
        return this == RING_WITNESS || this == RING_FENCES_WITNESS;
    }

    /** Whether every server has a power fence. */
    public boolean hasFences() {
        return this == RING_FENCES || this == RING_FENCES_WITNESS;
    }

    /**
     * Machines that are bought beside the servers themselves: thesis, tables 2.4 and 5.5. The
     * witness counts as one, though the file server that a fleet mostly has can be it.
     *
     * @param servers of the fleet
     */
    public int machinesBought(int servers) {
        return switch (this) {
            case NOTHING, RING, RING_FENCES -> 0;
            case SPARE -> servers;
            case MSBS -> 2 * systems(servers);
            case PEER_TO_PEER -> 2 * systems(servers);
            case RING_WITNESS, RING_FENCES_WITNESS -> 1;
        };
    }

    /** Systems of their own that a fleet of this size needs. */
    int systems(int servers) {
        return switch (this) {
            case MSBS -> (servers + MSBS_TARGETS_MAX - 1) / MSBS_TARGETS_MAX;
            case PEER_TO_PEER -> (servers + PEERS_MAX - 1) / PEERS_MAX;
            default -> 1;
        };
    }
}
