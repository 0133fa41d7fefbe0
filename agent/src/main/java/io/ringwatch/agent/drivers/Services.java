package io.ringwatch.agent.drivers;

import java.time.Duration;

/** Daemons of this server. */
public interface Services {
    /** What a daemon is to do at present. */
    enum State {
        /** Serve. */
        RUNNING,
        /** Begin: it is just being started, since this server has its VIPs again. */
        STARTING,
        /** Nothing: it is stopped on purpose, since this server has no VIP. */
        STOPPED
    }

    /**
     * Restarts a daemon; returns when its start has been seen to succeed. One that is not to run,
     * or is just being started, is left alone.
     */
    void restart(String service, Duration limit) throws DriverException;

    /** What that daemon is to do; whatever is not {@link State#RUNNING} is no fault of its own. */
    default State state(String service) {
        return State.RUNNING;
    }

    /** How often that daemon was to be stopped or started on purpose until now. */
    default long turns(String service) {
        return 0;
    }
}
