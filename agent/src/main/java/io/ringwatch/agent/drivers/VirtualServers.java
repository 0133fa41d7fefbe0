package io.ringwatch.agent.drivers;

import java.time.Duration;
import java.util.Optional;

/** Virtual servers on this host. */
public interface VirtualServers {
    /**
     * Resumes a suspended original server and installs the procedure of {@code server} in it.
     *
     * @throws DriverException if it cannot; nothing of it is left running
     */
    Prepared prepare(int server, Duration limit) throws DriverException;

    /**
     * Stops the virtual server of {@code server} and makes a clean suspended original of it again.
     */
    void suspend(int server) throws DriverException;

    /** The originals, where there are such. */
    default Optional<Originals> originals() {
        return Optional.empty();
    }

    /**
     * @param resumeMs time to resume
     * @param installMs time to install
     */
    record Prepared(long resumeMs, long installMs) {}
}
