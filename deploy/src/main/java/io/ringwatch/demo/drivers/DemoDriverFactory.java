package io.ringwatch.demo.drivers;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.drivers.DriverFactory;
import io.ringwatch.agent.drivers.DriverListener;
import io.ringwatch.agent.drivers.Drivers;
import io.ringwatch.demo.plan.RingText;
import io.ringwatch.demo.plan.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The drivers named {@code demo}. */
public final class DemoDriverFactory implements DriverFactory {
    /** Found by service loading. */
    public DemoDriverFactory() {}

    @Override
    public String name() {
        return RingText.DRIVERS;
    }

    @Override
    public Drivers create(RingConfig config, int self, Path state, DriverListener listener) {
        String file = config.driverOptions().getOrDefault(RingText.WORLD, "");
        boolean probe = !"no".equals(config.driverOptions().get(RingText.PROBE));
        try {
            return new DemoDrivers(World.read(Path.of(file)), self, probe, listener);
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's world cannot be read: " + file, e);
        }
    }
}
