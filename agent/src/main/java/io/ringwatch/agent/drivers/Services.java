package io.ringwatch.agent.drivers;

import java.time.Duration;

/** Daemons of this server. */
public interface Services {
    /** Restarts a daemon; returns when its start has been seen to succeed. */
    void restart(String service, Duration limit) throws DriverException;

    /**
     * Whether they are stopped on purpose, since this server has no VIP: what does not answer then
     * is no fault.
     */
    default boolean areStopped() {
        return false;
    }
}
