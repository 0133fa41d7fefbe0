package io.ringwatch.agent.peers;

import static org.awaitility.Awaitility.await;

import io.ringwatch.agent.config.RingConfig;
import io.ringwatch.agent.config.RingConfig.Machine;
import io.ringwatch.ring.Isolation;
import io.ringwatch.ring.Network;
import io.ringwatch.ring.Ring;
import io.ringwatch.ring.Server;
import io.ringwatch.ring.ServerType;
import io.ringwatch.ring.Timing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** A ring of members on addresses of their own in 127.0.0.0/8, and what each of them received. */
final class LoopbackRing implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(20);

    final RingConfig config;
    private final Map<Integer, Peers> running = new HashMap<>();
    private final Map<Integer, List<String>> inboxes = new HashMap<>();

    LoopbackRing(int servers) {
        this("test", servers, Timing.standard());
    }

    LoopbackRing(String name, int servers, Timing timing) {
        config = config(name, servers, timing);
        config.ring().members().forEach(m -> inboxes.put(m, new CopyOnWriteArrayList<>()));
    }

    /**
     * Members 1 to {@code servers}; a random network of loopback keeps tests side by side apart.
     */
    private static RingConfig config(String name, int servers, Timing timing) {
        String net = "127." + ThreadLocalRandom.current().nextInt(10, 250) + ".";
        int third = ThreadLocalRandom.current().nextInt(0, 125) * 2;
        int port = freePort(net + third + ".1");
        var list = new ArrayList<Server>();
        var machines = new ArrayList<Machine>();
        for (int i = 1; i <= servers; i++) {
            list.add(
                    new Server(
                            i,
                            "s" + i,
                            ServerType.CPU,
                            List.of(net + "251." + i),
                            List.of(),
                            Isolation.DROP,
                            false,
                            1000,
                            "s" + i + "b",
                            false));
            machines.add(
                    new Machine(
                            i,
                            "s" + i,
                            net + third + "." + i,
                            net + (third + 1) + "." + i,
                            port,
                            "",
                            "",
                            List.of(),
                            "",
                            "",
                            List.of()));
        }
        var ring = new Ring(name, list, false, timing);
        return new RingConfig(ring, machines, "none", Map.of(), false, "text");
    }

    private static int freePort(String address) {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same ring with another ring file. */
    RingConfig with(Ring ring, String text) {
        return new RingConfig(
                ring, config.machines(), config.drivers(), Map.of(), config.insecure(), text);
    }

    Peers start(int member) {
        return start(member, config);
    }

    Peers start(int member, RingConfig itsConfig) {
        List<String> inbox = inboxes.get(member);
        var peers =
                new Peers(
                        itsConfig,
                        member,
                        (from, network, payload) -> inbox.add(from + ":" + new String(payload)),
                        new PeerCounters());
        try {
            peers.start();
        } catch (ListenException e) {
            throw new IllegalStateException(e);
        }
        running.put(member, peers);
        return peers;
    }

    void startAll() {
        config.ring().members().forEach(this::start);
        awaitConnected();
    }

    void awaitConnected() {
        await().atMost(LIMIT).until(this::allConnected);
    }

    private boolean allConnected() {
        return running.entrySet().stream()
                .allMatch(
                        e ->
                                running.keySet().stream()
                                        .filter(to -> !to.equals(e.getKey()))
                                        .allMatch(to -> isConnected(e.getValue(), to)));
    }

    static boolean isConnected(Peers peers, int to) {
        return peers.isConnected(to, Network.SERVICE) && peers.isConnected(to, Network.MANAGEMENT);
    }

    void stop(int member) {
        running.remove(member).close();
    }

    Peers peers(int member) {
        return running.get(member);
    }

    List<String> inbox(int member) {
        return inboxes.get(member);
    }

    InetSocketAddress socket(int member, Network network) {
        Machine machine = config.machine(member);
        return new InetSocketAddress(address(machine, network), machine.peerPort());
    }

    static String address(Machine machine, Network network) {
        return network == Network.SERVICE ? machine.serviceAddress() : machine.managementAddress();
    }

    void send(int from, int to, String text) {
        peers(from).send(to, text.getBytes());
    }

    static List<String> numbered(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    @Override
    public void close() {
        running.values().forEach(Peers::close);
        running.clear();
    }
}
