package io.ringwatch.demo.world;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.demo.client.Clients;
import io.ringwatch.demo.guest.Installation;
import io.ringwatch.demo.line.Desk;
import io.ringwatch.demo.line.Link;
import io.ringwatch.demo.line.Question;
import io.ringwatch.demo.line.Wire;
import io.ringwatch.demo.plan.Cast;
import io.ringwatch.demo.plan.PlannedServer;
import io.ringwatch.demo.plan.PortBlock;
import io.ringwatch.demo.plan.Procedures;
import io.ringwatch.demo.plan.World;
import io.ringwatch.demo.service.WebContent;
import io.ringwatch.demo.service.WebServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wire with real connections: services, clients and claims, all in this process. */
class SwitchTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int SILENCE_MS = 300;
    private static final PlannedServer FTP = Cast.of(2).get(1);

    @TempDir Path home;

    private final ArrayDeque<Closeable> open = new ArrayDeque<>();
    private World world;

    @BeforeEach
    void begin() throws IOException {
        PortBlock ports = keep(PortBlock.take());
        List<PlannedServer> six = Cast.of(Cast.PAPER);
        world = new World(home, home, ports.base(), six, List.of("java"), List.of("java"));
        Procedures.write(world);
        Files.createDirectories(world.logs());
        var wiring = new Wiring();
        Forwarder forwarder = keep(new Forwarder(world, wiring));
        var thread = new Thread(() -> forward(forwarder), "forwarder");
        thread.setDaemon(true);
        thread.start();
        keep(new WebServer(world.outside(), WebContent.fixed(Switch.OUTSIDE_CONTENT)));
        keep(new Desk(world.switchDesk(), new SwitchClerk(world, wiring)));
    }

    private static void forward(Forwarder forwarder) {
        try {
            forwarder.run();
        } catch (IOException | java.nio.channels.ClosedSelectorException e) {
            // Closed at the end of the test.
            return;
        }
    }

    @AfterEach
    void end() throws IOException {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private <T extends Closeable> T keep(T part) {
        open.push(part);
        return part;
    }

    private String ask(String line) throws IOException {
        return Question.ask(world.switchDesk(), line, LIMIT);
    }

    private static long inMs(long ms) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
    }

    private void claim(PlannedServer server, long untilNs) throws IOException {
        ask(
                "HOLD %d probe 1 %d,%s,%d"
                        .formatted(
                                server.number(),
                                server.number(),
                                server.serviceAddress(),
                                untilNs));
    }

    @Test
    void shouldCarryTheTransactionOfEveryService() throws IOException {
        for (PlannedServer server : world.servers()) {
            keep(Installation.install(world, server, world.disk(server), server.serviceAddress()));
            claim(server, Claims.NEVER);
        }
        Clients clients = keep(new Clients(world));

        for (PlannedServer server : world.servers()) {
            await(server.name()).atMost(LIMIT).until(() -> clients.log(server.number()).isGood(5));
        }
    }

    @Test
    void shouldBeSilentWhereNobodyClaims() throws IOException {
        try (var client = new Socket()) {
            client.connect(new InetSocketAddress(FTP.vip(), world.port(FTP.kind())));
            client.setSoTimeout(SILENCE_MS);

            assertThrows(SocketTimeoutException.class, () -> client.getInputStream().read());
        }
    }

    @Test
    void shouldCutConnectionsWhenTheirClaimEnds() throws IOException {
        keep(Installation.install(world, FTP, world.disk(FTP), FTP.serviceAddress()));
        long untilNs = inMs(1_000);
        claim(FTP, untilNs);
        try (var client = new Socket(FTP.vip(), world.port(FTP.kind()))) {
            client.setSoTimeout((int) LIMIT.toMillis());
            byte[] greeting = client.getInputStream().readNBytes(5);
            assertEquals('2', greeting[0]);

            client.getInputStream().readAllBytes();

            assertTrue(System.nanoTime() >= untilNs, "not before the end of the claim");
            assertEquals("1= 2= 3= 4= 5= 6=", ask("HOLDERS"));
        }
    }

    @Test
    void shouldCutClientsOfAServerThatLosesItsGateway() throws IOException {
        keep(Installation.install(world, FTP, world.disk(FTP), FTP.serviceAddress()));
        claim(FTP, Claims.NEVER);
        Clients clients = keep(new Clients(world));
        await().atMost(LIMIT).until(() -> clients.log(FTP.number()).isGood(3));

        ask("GATEWAY-LOST 2");

        await().atMost(LIMIT).until(() -> !clients.log(FTP.number()).isGood(1));
        try (var neighbour = new Socket(FTP.vip(), world.port(FTP.kind()))) {
            neighbour.setSoTimeout((int) LIMIT.toMillis());
            assertEquals('2', neighbour.getInputStream().read(), "peers need no gateway");
        }
        ask("GATEWAY-BACK 2");
        await().atMost(LIMIT).until(() -> clients.log(FTP.number()).isGood(3));
    }

    @Test
    void shouldCountTwoThatHoldOneVip() throws IOException {
        claim(FTP, Claims.NEVER);
        assertEquals("0", ask("DUAL"));

        ask("HOLD 1 blind 1 2,127.0.101.2," + inMs(60_000));

        assertEquals("1= 2=2,1 3= 4= 5= 6=", ask("HOLDERS"));
        await().atMost(LIMIT).until(() -> Long.parseLong(ask("DUAL")) > 0);
    }

    @Test
    void shouldCarryEchoesOnlyToMachinesThatAreOn() throws IOException {
        var nic = new Nic(FTP.number());
        var link = keep(new Link(world.switchDesk(), "BOARD 2", nic::take));
        nic.plugged(link);
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        var asker = keep(new Link(world.switchDesk(), "HELLO", answers::add));
        await().atMost(LIMIT).until(() -> answers.contains("WELCOME"));

        nic.power(true);
        await().atMost(LIMIT)
                .until(
                        () -> {
                            asker.send("ECHO 2 7");
                            return answers.contains("ECHOED 7");
                        });
        nic.power(false);
        asker.send("ECHO 2 8");
        asker.send("GATEWAY 1 9");

        await().atMost(LIMIT).until(() -> answers.contains("ECHOED 9"));
        assertTrue(!answers.contains("ECHOED 8"));
    }

    @Test
    void shouldEndTheClaimsOfAMachineThatIsTurnedOff() throws IOException {
        var nic = new Nic(FTP.number());
        var link = keep(new Link(world.switchDesk(), "BOARD 2", nic::take));
        nic.plugged(link);
        nic.power(true);
        claim(FTP, Claims.NEVER);
        assertEquals("1= 2=2 3= 4= 5= 6=", ask("HOLDERS"));

        nic.power(false);

        assertEquals("1= 2= 3= 4= 5= 6=", ask("HOLDERS"));
    }

    @Test
    void shouldEndAConnectionThatSpeaksNonsense() throws IOException {
        try (var socket = new Socket()) {
            socket.connect(world.switchDesk());
            socket.setSoTimeout((int) LIMIT.toMillis());
            var wire = new Wire(socket);
            wire.send("NONSENSE");
            var heard = new ArrayList<String>();
            for (String line = wire.read(); line != null; line = wire.read()) {
                heard.add(line);
            }
            assertEquals(List.of(), heard);
        }
        assertEquals("0", ask("DUAL"));
    }
}
