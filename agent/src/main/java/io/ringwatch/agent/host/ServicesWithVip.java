package io.ringwatch.agent.host;

import io.ringwatch.agent.address.Presence;
import io.ringwatch.agent.drivers.DriverException;
import io.ringwatch.agent.drivers.Services;
import io.ringwatch.agent.work.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Daemons that run only while this server has its VIPs: one that was cut off, or thawed, must not
 * write what its virtual server has now. Where the VIPs are is looked at, so nobody has to say it,
 * and nothing that was missed is missing.
 */
final class ServicesWithVip implements Services, AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Map<String, DaemonWithVip> daemons = new TreeMap<>();
    private final Threads look = new Threads("services", 1);

    /**
     * @param names of all daemons of this server
     * @param startLimit longest start of one
     * @param vips where this server's VIPs are
     */
    ServicesWithVip(
            List<String> names, Daemons control, Duration startLimit, Supplier<Presence> vips) {
        names.forEach(
                name -> daemons.put(name, new DaemonWithVip(name, control, startLimit, vips)));
    }

    /** From now on it is looked at. */
    void begin() {
        look.every(LOOK, this::look);
    }

    private void look() {
        daemons.values().forEach(DaemonWithVip::look);
    }

    @Override
    public void restart(String service, Duration limit) throws DriverException {
        daemon(service).restart(limit);
    }

    @Override
    public State state(String service) {
        return daemon(service).state();
    }

    @Override
    public long turns(String service) {
        return daemon(service).turns();
    }

    private DaemonWithVip daemon(String service) {
        return Optional.ofNullable(daemons.get(service))
                .orElseThrow(() -> new IllegalArgumentException(service));
    }

    /** What could not be stopped, in words. */
    List<String> problems() {
        return daemons.values().stream().flatMap(daemon -> daemon.problem().stream()).toList();
    }

    /** What runs goes on. */
    @Override
    public void close() {
        look.shutdownNow();
        daemons.values().forEach(DaemonWithVip::close);
    }
}
