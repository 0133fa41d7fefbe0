package io.ringwatch.agent.address;

import java.util.Optional;
import java.util.Set;

/** Knows where the virtual servers of this host are connected. */
public interface GuestPorts {
    /** What the name of every port of a guest begins with, and that of no other port. */
    String PREFIX = "rwguest";

    /** A host without virtual servers. */
    GuestPorts NONE =
            new GuestPorts() {
                @Override
                public Optional<GuestPort> of(int server) {
                    return Optional.empty();
                }

                @Override
                public Set<Integer> servers() {
                    return Set.of();
                }
            };

    /**
     * The port of the virtual server that serves for a server here; asked only for those that are
     * to be held. Must not block.
     */
    Optional<GuestPort> of(int server);

    /** Servers whose virtual server is made ready or serves here. Must not block. */
    Set<Integer> servers();
}
