package io.ringwatch.agent.daemon;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.drivers.DriverException;
import io.ringwatch.agent.drivers.DriverFactory;
import io.ringwatch.agent.drivers.DriverListener;
import io.ringwatch.agent.drivers.Drivers;
import io.ringwatch.member.Input;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Finds the drivers that the ring file names. */
final class DriverChoice {
    private DriverChoice() {}

    static Drivers create(AgentOptions options, Consumer<Input> member) throws AgentStartException {
        RingConfig config = options.config();
        var names = new TreeSet<String>();
        for (DriverFactory factory : ServiceLoader.load(DriverFactory.class)) {
            names.add(factory.name());
            if (factory.name().equals(config.drivers())) {
                return create(factory, options, new Reports(member));
            }
        }
        throw new AgentStartException(
                ExitCode.CONFIGURATION,
                "no drivers named " + config.drivers() + "; there are " + names);
    }

    private static Drivers create(DriverFactory factory, AgentOptions options, Reports reports)
            throws AgentStartException {
        try {
            return factory.create(
                    options.config(), options.self(), options.stateDirectory(), reports);
        } catch (DriverException e) {
            throw new AgentStartException(
                    ExitCode.NOT_STARTED, "drivers " + factory.name() + ": " + e.getMessage(), e);
        }
    }

    /** Makes inputs of what drivers report. */
    record Reports(Consumer<Input> member) implements DriverListener {
        @Override
        public void vipClaimed(int server) {
            member.accept(new Input.VipClaimed(server));
        }

        @Override
        public void vipDropped(int server, long op) {
            member.accept(new Input.VipDropped(server, op));
        }

        @Override
        public void vipConflict(int server, String detail) {
            member.accept(new Input.VipConflict(server, detail));
        }

        @Override
        public void guestDied(int server, String reason) {
            member.accept(new Input.GuestDied(server, reason));
        }
    }
}
