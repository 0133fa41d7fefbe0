package io.ringwatch.deploy.lab;

import java.util.List;

/**
 * What {@code lab status --json} says.
 *
 * @param ring what an agent says of the ring, null if none answers
 */
record LabStatus(List<Machine> servers, RingStatus ring) {
    /** A server as the lab knows it. */
    record Machine(String name, String power, String agent) {}

    /** The ring as the first agent that answers knows it. */
    record RingStatus(List<Seat> servers, Council council) {}

    /**
     * @param quorum whether a quorum was heard lately, null if that is not known
     */
    record Council(Boolean quorum) {}

    /** Whether an agent answers that hears no quorum. */
    boolean isWithoutQuorum() {
        return ring != null && Boolean.FALSE.equals(ring.council().quorum());
    }

    boolean isAsAtFirst() {
        return ring != null
                && servers.stream().allMatch(m -> m.agent() != null)
                && ring.servers().stream().filter(Seat::isServer).allMatch(Seat::isAsAtFirst);
    }

    Seat of(String server) {
        if (ring == null) {
            return new Seat(-1, server, "no agent answers", false, null, null, null);
        }
        return ring.servers().stream().filter(s -> s.name().equals(server)).findAny().orElseThrow();
    }
}
