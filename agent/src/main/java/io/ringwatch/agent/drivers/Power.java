package io.ringwatch.agent.drivers;

/** Turning machines on, and restarting this one. */
public interface Power {
    /** Sends a wake-on-LAN packet to a server. */
    void wake(int server) throws DriverException;

    /** Restarts this machine. */
    void restart(String reason) throws DriverException;
}
