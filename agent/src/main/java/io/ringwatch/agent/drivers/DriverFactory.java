package io.ringwatch.agent.drivers;

import io.ringwatch.agent.config.RingConfig;
import java.nio.file.Path;

/** Found by service loading; the ring file names the one to use with the key {@code drivers}. */
public interface DriverFactory {
    /** The name in the ring file. */
    String name();

    /**
     * @param config the ring file
     * @param self number of this agent's server
     * @param state directory on a real disk, the agent's own
     * @param listener is told what happens by itself; may be called on any thread
     * @throws DriverException if this machine lacks what they need; the agent does not start then
     */
    Drivers create(RingConfig config, int self, Path state, DriverListener listener)
            throws DriverException;
}
