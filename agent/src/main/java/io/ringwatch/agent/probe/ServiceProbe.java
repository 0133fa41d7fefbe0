package io.ringwatch.agent.probe;

import java.time.Duration;

/** One way to examine a service. Safe for use by several threads. */
public interface ServiceProbe {
    /**
     * Examines the service at an address; blocks no longer than the limit, whatever the service
     * does.
     *
     * @param address IP address
     * @param limit longest time of the whole examination
     */
    Finding examine(String address, Duration limit);
}
