package io.ringwatch.agent.host;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.drivers.DriverException;
import io.ringwatch.agent.drivers.DriverFactory;
import io.ringwatch.agent.drivers.DriverListener;
import io.ringwatch.agent.drivers.Drivers;
import java.nio.file.Path;

/** The drivers named {@code host}, which a ring file has if it names no others. */
public final class HostDriverFactory implements DriverFactory {
    /** Found by service loading. */
    public HostDriverFactory() {}

    @Override
    public String name() {
        return "host";
    }

    @Override
    public Drivers create(RingConfig config, int self, Path state, DriverListener listener)
            throws DriverException {
        return new HostDrivers(config, self, state, listener);
    }
}
