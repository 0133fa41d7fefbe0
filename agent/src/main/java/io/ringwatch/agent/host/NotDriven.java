package io.ringwatch.agent.host;

import io.ringwatch.agent.drivers.DriverException;
import io.ringwatch.agent.drivers.Fences;
import io.ringwatch.agent.drivers.Power;
import io.ringwatch.agent.drivers.Services;
import io.ringwatch.agent.drivers.Vips;
import io.ringwatch.agent.drivers.VirtualServers;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What these drivers cannot do: each is refused with its reason, so that the ring goes on to the
 * next host or the next proof. VIPs are not claimed, since nothing here would let go of them.
 */
final class NotDriven implements Vips, VirtualServers, Power, Fences, Services {
    private static final Logger LOG = LoggerFactory.getLogger(NotDriven.class);

    private boolean told;

    @Override
    public synchronized void hold(List<Effect.Hold> holds) {
        if (!holds.isEmpty() && !told) {
            told = true;
            LOG.error("VIPs are not claimed: the drivers host cannot hold addresses yet");
        }
    }

    @Override
    public void announce(List<Integer> servers) {
        // Nothing is held.
    }

    @Override
    public Prepared prepare(int server, Duration limit) throws DriverException {
        throw refusal("no virtual servers");
    }

    @Override
    public void suspend(int server) {
        // Nothing was resumed.
    }

    @Override
    public void wake(int server) throws DriverException {
        throw refusal("no wake-on-LAN");
    }

    @Override
    public void restart(String reason) throws DriverException {
        throw refusal("no restart of this machine");
    }

    @Override
    public Result fence(int server, Effect.Power action, Duration limit) {
        return new Result(Input.FenceStatus.FAILED, "the drivers host know no fences yet");
    }

    @Override
    public void restart(String service, Duration limit) throws DriverException {
        throw refusal("no restart of " + service);
    }

    private static DriverException refusal(String what) {
        return new DriverException(what + ": the drivers host do not do that yet");
    }
}
