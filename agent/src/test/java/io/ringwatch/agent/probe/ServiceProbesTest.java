package io.ringwatch.agent.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.config.RingConfig.ServiceCheck;
import io.ringwatch.agent.config.ServiceKinds;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceProbesTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    @Test
    void shouldHoldSmtpDialogue() throws IOException {
        try (var server =
                FakeServer.scripted(
                        "220 mail ESMTP\r\n",
                        "250-mail\r\n250-8BITMIME\r\n250 OK\r\n",
                        "221 bye\r\n")) {
            assertGood(examine("smtp", server.port(), Map.of(), LONG));
            assertEquals(List.of("EHLO ringwatch.invalid", "QUIT"), server.heard());
        }
    }

    @Test
    void shouldHoldPop3AndImapDialogues() throws IOException {
        try (var pop3 = FakeServer.scripted("+OK ready\r\n", "+OK bye\r\n");
                var imap = FakeServer.scripted("* OK IMAP4rev1\r\n", "* BYE\r\nr1 OK LOGOUT\r\n")) {
            assertGood(examine("pop3", pop3.port(), Map.of(), LONG));
            assertGood(examine("imap", imap.port(), Map.of(), LONG));
        }
    }

    @Test
    void shouldExchangeSshVersions() throws IOException {
        try (var server = FakeServer.scripted("welcome\r\nSSH-2.0-fake_1.0\r\n");
                var wrong = FakeServer.scripted("SSH-1.5-old\r\n")) {
            assertGood(examine("ssh", server.port(), Map.of(), LONG));
            assertFalse(examine("ssh", wrong.port(), Map.of(), SHORT).good());
        }
    }

    @Test
    void shouldLogInAndFetchByFtp() throws IOException {
        try (var data = new FakeServer(connection -> connection.say("the content"));
                var control =
                        FakeServer.scripted(
                                "220 ready\r\n",
                                "331 password\r\n",
                                "230 in\r\n",
                                "200 binary\r\n",
                                "227 Entering Passive Mode (127,0,0,1,"
                                        + data.port() / 256
                                        + ","
                                        + data.port() % 256
                                        + ").\r\n",
                                "150 opening\r\n226 done\r\n",
                                "221 bye\r\n")) {
            assertGood(
                    examine(
                            "ftp",
                            control.port(),
                            Map.of("retr", "motd", "content", "content"),
                            LONG));
            assertEquals(
                    List.of(
                            "USER anonymous",
                            "PASS ringwatch@",
                            "TYPE I",
                            "PASV",
                            "RETR motd",
                            "QUIT"),
                    control.heard());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"(127,0,0,1,0,0)", "(999,0,0,1,4,5)", "nowhere"})
    void shouldNotFollowAPassiveReplyThatNamesNoAddress(String reply) throws IOException {
        try (var control =
                FakeServer.scripted(
                        "220 ready\r\n", "230 in\r\n", "200 binary\r\n", "227 " + reply + "\r\n")) {
            Finding finding = examine("ftp", control.port(), Map.of("retr", "motd"), LONG);
            assertFalse(finding.good());
            assertTrue(finding.text().contains("instead of \"227\""), finding.text());
        }
    }

    @Test
    void shouldCheckStatusAndContentOfHttp() throws IOException {
        String reply = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nall is well";
        try (var server = http(reply)) {
            assertGood(
                    examine(
                            "http",
                            server.port(),
                            Map.of("path", "/health", "host", "web1", "content", "well"),
                            LONG));
            assertTrue(server.heard().contains("GET /health HTTP/1.1"));
            assertTrue(server.heard().contains("Host: web1"));
            Finding wrong = examine("http", server.port(), Map.of("content", "ill"), LONG);
            assertEquals(
                    "got \"all is well\" instead of \"ill\" at 127.0.0.1:" + server.port(),
                    wrong.text());
            assertFalse(examine("http", server.port(), Map.of("status", "204"), LONG).good());
        }
    }

    @Test
    void shouldFindContentThoughTheConnectionStaysOpen() throws IOException {
        try (var server =
                new FakeServer(
                        connection -> {
                            connection.say("HTTP/1.1 200 OK\r\n\r\nwell");
                            connection.hang();
                        })) {
            assertGood(examine("http", server.port(), Map.of("content", "well"), LONG));
        }
    }

    @Test
    void shouldAskThroughAProxy() throws IOException {
        try (var server = http("HTTP/1.0 200 OK\r\n\r\n")) {
            assertGood(examine("proxy", server.port(), Map.of("url", "http://web1:81/x"), LONG));
            assertTrue(server.heard().contains("GET http://web1:81/x HTTP/1.1"));
            assertTrue(server.heard().contains("Host: web1:81"));
            assertGood(examine("proxy", server.port(), Map.of("connect", "web1:443"), LONG));
            assertTrue(server.heard().contains("CONNECT web1:443 HTTP/1.1"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"smtp", "ftp", "http", "ssh", "pop3", "imap", "tcp"})
    void shouldNotWaitLongerForASilentServer(String kind) throws IOException {
        try (var server = new FakeServer(FakeServer.Connection::hang)) {
            Map<String, String> options = kind.equals("tcp") ? Map.of("expect", "x") : Map.of();
            Finding finding = examine(kind, server.port(), options, SHORT);
            assertEquals("no answer within 0.3 s at 127.0.0.1:" + server.port(), finding.text());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"smtp", "ftp", "http", "ssh", "pop3", "imap"})
    void shouldNotLetAByteNowAndThenExtendTheLimit(String kind) throws IOException {
        try (var server = new FakeServer(FakeServer.Connection::drip)) {
            Finding finding =
                    assertTimeoutPreemptively(
                            LONG, () -> examine(kind, server.port(), Map.of(), SHORT));
            assertEquals("no answer within 0.3 s at 127.0.0.1:" + server.port(), finding.text());
        }
    }

    @ParameterizedTest
    @CsvSource({"smtp,220", "ftp,220", "pop3,+OK", "imap,* OK"})
    void shouldTellAWrongBanner(String kind, String expected) throws IOException {
        try (var server = FakeServer.scripted("554 go\taway\r\n")) {
            assertEquals(
                    "got \"554 go?away\" instead of \""
                            + expected
                            + "\" at 127.0.0.1:"
                            + server.port(),
                    examine(kind, server.port(), Map.of(), LONG).text());
        }
    }

    @Test
    void shouldTellAClosedConnectionAndARefusedOne() throws IOException {
        try (var server = new FakeServer(connection -> {})) {
            String text = examine("smtp", server.port(), Map.of(), LONG).text();
            assertTrue(text.matches("connection closed after \\d+ ms at .*"), text);
        }
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        assertEquals(
                "connection refused at 127.0.0.1:" + free,
                examine("tcp", free, Map.of(), LONG).text());
    }

    @Test
    void shouldRefuseALineWithoutEnd() throws IOException {
        try (var server = new FakeServer(connection -> connection.say("2".repeat(100_000)))) {
            Finding finding = examine("smtp", server.port(), Map.of(), LONG);
            assertTrue(finding.text().startsWith("a line of more than"), finding.text());
        }
    }

    @Test
    void shouldHaveAProbeOfEveryKindAndOfNoOther() {
        for (String kind : ServiceKinds.kinds()) {
            Map<String, String> options =
                    switch (kind) {
                        case "proxy" -> Map.of("connect", "web1:443");
                        case "command" -> Map.of("command", "true");
                        default -> Map.of();
                    };
            assertNotNull(ServiceProbes.of(new ServiceCheck("it", kind, 1, options)), kind);
        }
        var unknown = new ServiceCheck("it", "telepathy", 1, Map.of());
        assertThrows(IllegalArgumentException.class, () -> ServiceProbes.of(unknown));
    }

    private static FakeServer http(String reply) throws IOException {
        return new FakeServer(
                connection -> {
                    String line = connection.line();
                    while (line != null && !line.isEmpty()) {
                        line = connection.line();
                    }
                    connection.say(reply);
                });
    }

    private static Finding examine(
            String kind, int port, Map<String, String> options, Duration limit) {
        return ServiceProbes.of(new ServiceCheck("it", kind, port, options))
                .examine("127.0.0.1", limit);
    }

    private static void assertGood(Finding finding) {
        assertTrue(finding.good(), finding.text());
    }
}
