package io.ringwatch.agent.host;

import io.ringwatch.agent.drivers.DriverException;
import io.ringwatch.agent.drivers.Services;
import java.time.Duration;

/** Services that can be stopped. */
interface Daemons extends Services {
    /** Ends a daemon; returns when its end has been seen. One that does not run is no fault. */
    void stop(String daemon, Duration limit) throws DriverException;
}
