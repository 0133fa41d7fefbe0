package io.ringwatch.agent.daemon;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.drivers.DriverException;
import io.ringwatch.agent.drivers.DriverFactory;
import io.ringwatch.agent.drivers.DriverListener;
import io.ringwatch.agent.drivers.Drivers;
import io.ringwatch.agent.drivers.Fences;
import io.ringwatch.agent.drivers.NetworkExamination;
import io.ringwatch.agent.drivers.Power;
import io.ringwatch.agent.drivers.Services;
import io.ringwatch.agent.drivers.Vips;
import io.ringwatch.agent.drivers.VirtualServers;
import io.ringwatch.member.Effect;
import io.ringwatch.member.Input;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.NonNull;

/** Drivers of a world in which everything works, unless a test says otherwise; claims at once. */
public final class FakeDrivers implements Drivers {
    final List<String> calls = new CopyOnWriteArrayList<>();
    final List<Effect.Hold> held = new CopyOnWriteArrayList<>();
    final Set<Integer> silent = ConcurrentHashMap.newKeySet();
    final CountDownLatch release = new CountDownLatch(1);
    volatile String failure = "";
    volatile boolean hangs;
    volatile boolean gateway = true;
    final Map<String, Services.State> states = new ConcurrentHashMap<>();
    final AtomicLong turns = new AtomicLong();
    private final DriverListener listener;
    private final Set<Integer> claimed = ConcurrentHashMap.newKeySet();

    FakeDrivers(DriverListener listener) {
        this.listener = listener;
    }

    @Override
    public Vips vips() {
        return new Vips() {
            @Override
            public void hold(long op, List<Effect.Hold> holds) {
                held.clear();
                held.addAll(holds);
                var servers = new TreeSet<Integer>();
                holds.forEach(hold -> servers.add(hold.server()));
                servers.stream().filter(claimed::add).forEach(listener::vipClaimed);
                claimed.stream()
                        .filter(server -> !servers.contains(server) && claimed.remove(server))
                        .forEach(server -> listener.vipDropped(server, op));
            }

            @Override
            public void announce(List<Integer> servers) {
                calls.add("announce " + servers);
            }
        };
    }

    @Override
    public VirtualServers virtualServers() {
        return new VirtualServers() {
            @Override
            public Prepared prepare(int server, Duration limit) throws DriverException {
                call("prepare " + server);
                return new Prepared(11, 22);
            }

            @Override
            public void suspend(int server) throws DriverException {
                calls.add("suspend " + server);
            }
        };
    }

    @Override
    public Power power() {
        return new Power() {
            @Override
            public void wake(int server) throws DriverException {
                call("wake " + server);
            }

            @Override
            public void restart(String reason) throws DriverException {
                call("restart " + reason);
            }
        };
    }

    @Override
    public Fences fences() {
        return (server, action, limit) -> {
            calls.add("fence " + server + " " + action);
            if (hangs) {
                awaitRelease();
            }
            return new Fences.Result(Input.FenceStatus.OFF, "off");
        };
    }

    @Override
    public Services services() {
        return new Services() {
            @Override
            public void restart(String service, Duration limit) throws DriverException {
                call("restart service " + service);
            }

            @Override
            public State state(String service) {
                return states.getOrDefault(service, State.RUNNING);
            }

            @Override
            public long turns(String service) {
                return turns.get();
            }
        };
    }

    @Override
    public NetworkExamination network() {
        return new NetworkExamination() {
            @Override
            public boolean answers(int server, Duration limit) {
                return !silent.contains(server);
            }

            @Override
            public boolean gatewayAnswers(Duration limit) {
                return gateway;
            }
        };
    }

    @Override
    public void close() {
        calls.add("close");
    }

    private void call(String what) throws DriverException {
        calls.add(what);
        if (hangs) {
            awaitRelease();
        }
        if (!failure.isEmpty()) {
            throw new DriverException(failure);
        }
    }

    /** Like a driver in a system call: an interrupt does not end it. */
    private void awaitRelease() {
        boolean done = false;
        while (!done) {
            try {
                release.await();
                done = true;
            } catch (InterruptedException e) {
                calls.add("interrupted");
            }
        }
    }

    /** Found by service loading under the name {@code test}. */
    public static final class Factory implements DriverFactory {
        @Override
        public String name() {
            return "test";
        }

        @Override
        public @NonNull Drivers create(
                RingConfig config, int self, Path state, DriverListener listener) {
            return new FakeDrivers(listener);
        }
    }
}
