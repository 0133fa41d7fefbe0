package io.ringwatch.agent.host;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.drivers.NetworkExamination;
import io.ringwatch.agent.probe.IcmpEcho;
import java.time.Duration;

/** The network as ICMP echo shows it. */
final class EchoNetwork implements NetworkExamination {
    private final RingConfig config;
    private final int self;
    private final IcmpEcho echo = new IcmpEcho();

    EchoNetwork(RingConfig config, int self) {
        this.config = config;
        this.self = self;
    }

    @Override
    public boolean answers(int server, Duration limit) {
        return echo.answers(config.machine(server).serviceAddress(), limit);
    }

    @Override
    public boolean gatewayAnswers(Duration limit) {
        return echo.answers(config.machine(self).gateway(), limit);
    }
}
