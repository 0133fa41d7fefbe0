package io.ringwatch.agent.socket;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.daemon.CommandAnswer;
import io.ringwatch.agent.daemon.CommandAnswer.Outcome;
import io.ringwatch.agent.json.Json;
import io.ringwatch.agent.status.RingStatus;
import io.ringwatch.member.Command;
import io.ringwatch.member.Event;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalSocketTest {
    private static final SocketLimits LIMITS =
            new SocketLimits(4, 1, Duration.ofMillis(300), Duration.ofMillis(300));

    @TempDir private Path directory;
    private final FakeDoor door = new FakeDoor();
    private Path path;
    private LocalSocket socket;

    @BeforeEach
    void open() throws IOException {
        path = directory.resolve("agent.sock");
        socket = LocalSocket.open(path, door, LIMITS);
    }

    @AfterEach
    void close() {
        socket.close();
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(path));
    }

    private static void send(SocketChannel channel, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String receive(SocketChannel channel) throws IOException {
        var text = new StringBuilder();
        var buffer = ByteBuffer.allocate(8192);
        try {
            while (channel.read(buffer) >= 0) {
                buffer.flip();
                text.append(StandardCharsets.UTF_8.decode(buffer));
                buffer.clear();
            }
        } catch (SocketException e) {
            // Refused before the request was read: the kernel says reset after the answer.
            assertFalse(text.isEmpty(), e::toString);
        }
        return text.toString();
    }

    private String raw(String request) throws IOException {
        try (SocketChannel channel = connect()) {
            try {
                send(channel, request);
            } catch (IOException e) {
                // Refused already; what is the reason is there to be read.
                assertTrue(channel.isOpen());
            }
            return receive(channel);
        }
    }

    private String get(String target) throws IOException {
        return raw("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    private String post(String body) throws IOException {
        return raw(
                "POST /v1/commands HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(body.length(), body));
    }

    private static String body(String response) {
        return response.substring(response.indexOf("\r\n\r\n") + 4);
    }

    private long closed(String cause) {
        return socket.counters().getOrDefault("socket.closed." + cause + ".count", -1L);
    }

    @Test
    void shouldAnswerTheStatusAsJsonThatReadsBack() throws Exception {
        String response = get("/v1/status");
        assertTrue(response.startsWith("HTTP/1.1 200 OK\r\n"), response);
        assertTrue(response.contains("Content-Type: application/json"));
        RingStatus status = Json.read(body(response), RingStatus.class);
        assertEquals("ringwatch/1", status.schema());
        assertEquals("web2", status.server("ftp").orElseThrow().holder());
        assertEquals("ftpb", status.server("ftp").orElseThrow().virtualServer());
        assertEquals("fenced", status.server("ftp").orElseThrow().proof());
    }

    @Test
    void shouldAnswerTheStatusAsTextForATerminal() throws Exception {
        assertTrue(body(get("/v1/status?format=text")).startsWith("office: 6 servers"));
        assertTrue(body(get("/v1/status?format=text&colour=yes")).startsWith("\u001b["));
        assertTrue(
                raw("GET http://agent/v1/status HTTP/1.0\r\nAccept: text/plain\r\n\r\n")
                        .contains("office: 6 servers"));
    }

    @Test
    void shouldSayThatTheMemberDoesNotAnswer() throws Exception {
        door.view = Optional.empty();
        String response = get("/v1/status");
        assertTrue(response.startsWith("HTTP/1.1 503 "), response);
        assertTrue(response.contains("\"code\" : \"no-view\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"group", "operation", "separation", "heartbeat", "problem"})
    void shouldAnswerTheManagementFiles(String file) throws Exception {
        assertTrue(get("/v1/files/" + file).contains("\"file\" : \"" + file + "\""));
        assertTrue(get("/v1/files/" + file + "?format=text").contains("server  "));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/v1/files/grp,404,no-such-file",
        "GET,/v2,404,no-such-resource",
        "POST,/v1/status,405,method-not-allowed",
        "GET,/v1/commands,405,method-not-allowed",
        "GET,/v1/events?since=x,400,bad-query",
        "GET,/v1/events?wait=31,400,bad-query",
        "GET,/v1/status?%zz,400,bad-query",
    })
    void shouldExplainWhatItCannotAnswer(String method, String target, int status, String code)
            throws Exception {
        String response = raw(method + " " + target + " HTTP/1.1\r\n\r\n");
        assertTrue(response.startsWith("HTTP/1.1 " + status + " "), response);
        assertTrue(response.contains("\"code\" : \"" + code + "\""), response);
    }

    @Test
    void shouldPassCommandsToTheMember() throws Exception {
        assertTrue(post("{\"kind\": \"move\", \"servers\": [\"ftp\"]}").contains("as you wish"));
        post("{\"kind\": \"stop\"}");
        post("{\"kind\": \"start\", \"servers\": [\"*\"]}");
        post("{\"kind\": \"confirm-dead\", \"servers\": [\"file\", \"FTP\"]}");
        assertEquals(
                List.of(
                        new Command(Command.Kind.MOVE, List.of(2)),
                        new Command(Command.Kind.STOP, List.of(1)),
                        new Command(Command.Kind.START, List.of(1, 2, 3, 4, 5, 6)),
                        new Command(Command.Kind.CONFIRM_DEAD, List.of(0, 2))),
                door.commands);
    }

    @ParameterizedTest
    @CsvSource({"DONE,200", "LATE,202", "REFUSED,409", "NOT_TAKEN,503"})
    void shouldTellHowACommandEnded(Outcome outcome, int status) throws Exception {
        door.answer = new CommandAnswer(outcome, "because");
        String response = post("{\"kind\": \"move\", \"servers\": [\"ftp\"]}");
        assertTrue(response.startsWith("HTTP/1.1 " + status + " "), response);
        assertTrue(response.contains("\"text\" : \"because\""), response);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|400|is not one of",
                "[1]|400|the body is not",
                "{\"kind\": \"destroy\"}|400|start, stop, move",
                "{\"kind\": \"move\"}|400|one server",
                "{\"kind\": \"confirm_dead\"}|400|names of servers",
                "{\"kind\": \"move\", \"servers\": [\"fpt\"]}|404|did you mean ftp?",
                "{\"kind\": \"stop\", \"servers\": [null]}|404|no server",
            })
    void shouldRefuseCommandsThatItDoesNotUnderstand(String body, int status, String words)
            throws Exception {
        String response = post(body);
        assertTrue(response.startsWith("HTTP/1.1 " + status + " "), response);
        assertTrue(response.contains(words), response);
        assertEquals(List.of(), door.commands);
    }

    @Test
    void shouldHandOutEventsInOrder() throws Exception {
        door.events().add(1000, new Event(Event.Kind.DETECTED, 2, "bad", Map.of("a", "1")));
        door.events().add(2000, new Event(Event.Kind.SEPARATED, 2, "out", Map.of()));
        String response = get("/v1/events?since=1");
        assertTrue(response.contains("Ringwatch-Last-Seq: 2\r\n"));
        assertFalse(response.contains("detected"));
        assertTrue(response.contains("\"server\" : \"ftp\""));
        assertTrue(get("/v1/events?format=text").contains("separated           ftp         out"));
        assertTrue(get("/v1/events?since=99").contains("Ringwatch-Last-Seq: 2\r\n"));
    }

    @Test
    void shouldLetAReaderWaitForTheNextEvent() throws Exception {
        try (SocketChannel waiting = connect()) {
            send(waiting, "GET /v1/events?wait=30 HTTP/1.1\r\n\r\n");
            await().until(() -> get("/v1/events?wait=1").contains("crowded"));
            door.events().add(1000, new Event(Event.Kind.EDIT, 2, "news", Map.of()));
            assertTrue(receive(waiting).contains("news"));
        }
    }

    @Test
    void shouldTellItsCounters() throws Exception {
        raw("nonsense\r\n\r\n");
        String metrics = get("/v1/metrics");
        assertTrue(metrics.contains("\nringwatch_lease_left_ms 2760\n"), metrics);
        assertTrue(metrics.contains("\nringwatch_socket_closed_garbage_count 1\n"), metrics);
    }

    @ParameterizedTest
    @CsvSource({
        "hello world,400",
        "GET / HTTP/2.0,505",
        "GET status HTTP/1.1,400",
        "get / HTTP/1.1,400",
        "GET /  HTTP/1.1,400",
    })
    void shouldRefuseWhatIsNoRequest(String line, int status) throws Exception {
        String response = raw(line + "\r\n\r\n");
        assertTrue(response.startsWith("HTTP/1.1 " + status + " "), response);
        assertEquals(1, closed("garbage"));
    }

    @Test
    void shouldRefuseWhatIsTooLarge() throws Exception {
        String head = "GET /" + "x".repeat(RequestReader.HEAD_MAX_BYTES);
        assertTrue(raw(head).startsWith("HTTP/1.1 431 "));
        String body = "POST /v1/commands HTTP/1.1\r\nContent-Length: ";
        assertTrue(
                raw(body + (RequestReader.BODY_MAX_BYTES + 1) + "\r\n\r\n")
                        .startsWith("HTTP/1.1 413 "));
        assertTrue(
                raw("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n")
                        .startsWith("HTTP/1.1 411 "));
        assertTrue(raw("\u0016\u0003\u0001").startsWith("HTTP/1.1 400 "));
        assertEquals(4, closed("garbage"));
    }

    @Test
    void shouldCloseSilentAndBrokenConnections() throws Exception {
        try (SocketChannel silent = connect();
                SocketChannel half = connect()) {
            send(half, "POST /v1/commands HTTP/1.1\r\nContent-Length: 10\r\n\r\n{");
            assertEquals("", receive(silent));
            assertEquals("", receive(half));
        }
        await().until(() -> closed("silent") == 2);
        try (SocketChannel broken = connect()) {
            send(broken, "GET /v1/st");
        }
        await().until(() -> closed("broken") == 1);
        assertTrue(get("/").contains("\"resources\""));
    }

    @Test
    void shouldRefuseMoreConnectionsThanItsLimit() throws Exception {
        var open = new ArrayList<SocketChannel>();
        for (int i = 0; i < LIMITS.connections(); i++) {
            open.add(connect());
        }
        assertTrue(get("/").contains("crowded"));
        for (SocketChannel channel : open) {
            channel.close();
        }
        await().until(() -> get("/").contains("\"resources\""));
    }

    @Test
    void shouldCloseWhoDoesNotReadItsAnswer() throws Exception {
        for (int i = 0; i < 1000; i++) {
            String text = "x".repeat(1000);
            door.events().add(1000, new Event(Event.Kind.EDIT, 2, text, Map.of()));
        }
        try (SocketChannel deaf = connect()) {
            send(deaf, "GET /v1/events HTTP/1.1\r\n\r\n");
            await().until(() -> closed("unread") == 1);
        }
    }

    @Test
    void shouldBeItsOwnersAlone() throws Exception {
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
        Path shared = Files.createDirectory(directory.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwx---"));
        Path second = shared.resolve("agent.sock");
        LocalSocket opened = LocalSocket.open(second, door);
        assertEquals(
                "rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(second)));
        opened.close();
        assertFalse(Files.exists(second));
    }

    @Test
    void shouldReplaceALeftFileButNoLivingAgent() throws Exception {
        var living = assertThrows(IOException.class, () -> LocalSocket.open(path, door));
        assertTrue(living.getMessage().contains("another agent answers"));
        Path left = directory.resolve("left.sock");
        var server =
                java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(left));
        server.close();
        assertTrue(Files.exists(left));
        LocalSocket.open(left, door).close();
    }

    @Test
    void shouldAnswerManyAtOnce() throws Exception {
        var answers = new ArrayList<CompletableFuture<String>>();
        for (int i = 0; i < 50; i++) {
            answers.add(
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return get("/v1/status");
                                } catch (IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                }
                            }));
        }
        for (CompletableFuture<String> answer : answers) {
            assertTrue(answer.get(20, TimeUnit.SECONDS).startsWith("HTTP/1.1 "));
        }
    }

    @Test
    void shouldBeUnderstoodByCurl() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")));
        var curl =
                new ProcessBuilder(
                                "/usr/bin/curl",
                                "-sS",
                                "--fail-with-body",
                                "--unix-socket",
                                path.toString(),
                                "-d",
                                "{\"kind\": \"recover\", \"servers\": [\"proxy\"]}",
                                "http://agent/v1/commands")
                        .redirectErrorStream(true)
                        .start();
        String text = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, curl.waitFor(), text);
        assertTrue(text.contains("\"outcome\" : \"done\""), text);
    }

    @Test
    void shouldGoOnAfterAnyGarbage() throws Exception {
        var random = new java.util.Random(20220601);
        for (int i = 0; i < 200; i++) {
            var bytes = new byte[random.nextInt(2000)];
            random.nextBytes(bytes);
            try (SocketChannel channel = connect()) {
                channel.write(ByteBuffer.wrap(bytes));
            } catch (IOException e) {
                assertTrue(Files.exists(path), e::toString);
            }
        }
        await().until(() -> get("/v1/status").startsWith("HTTP/1.1 200 "));
    }
}
