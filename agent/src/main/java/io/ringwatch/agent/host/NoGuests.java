package io.ringwatch.agent.host;

import io.ringwatch.agent.drivers.DriverException;
import io.ringwatch.agent.drivers.VirtualServers;
import java.time.Duration;

/** A host without a driver of virtual servers: it refuses, and the ring asks the next best. */
final class NoGuests implements VirtualServers {
    @Override
    public Prepared prepare(int server, Duration limit) throws DriverException {
        throw new DriverException(
                "no virtual servers here: the ring file has no driver-options.original");
    }

    @Override
    public void suspend(int server) {
        // Nothing was resumed.
    }
}
