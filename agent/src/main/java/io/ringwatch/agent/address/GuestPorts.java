package io.ringwatch.agent.address;

import java.util.Optional;

/** Knows where the virtual servers of this host are connected. */
public interface GuestPorts {
    /** What the name of every port of a guest begins with, and that of no other port. */
    String PREFIX = "rwguest";

    /** The port of the virtual server that serves for a server here. Must not block. */
    Optional<GuestPort> of(int server);
}
