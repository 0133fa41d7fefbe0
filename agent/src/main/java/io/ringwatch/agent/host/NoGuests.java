package io.ringwatch.agent.host;

import io.ringwatch.agent.drivers.DriverException;
import io.ringwatch.agent.drivers.VirtualServers;
import java.time.Duration;

/** A host without a driver of virtual servers: it refuses, and the ring asks the next best. */
final class NoGuests implements VirtualServers {
    @Override
    public Prepared prepare(int server, Duration limit) throws DriverException {
        throw new DriverException("the drivers host have no virtual servers yet");
    }

    @Override
    public void suspend(int server) {
        // Nothing was resumed.
    }
}
