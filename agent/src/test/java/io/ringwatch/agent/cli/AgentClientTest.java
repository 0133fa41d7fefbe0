package io.ringwatch.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringwatch.agent.cli.AgentClient.NoAgentException;
import io.ringwatch.agent.cli.AgentClient.Reply;
import io.ringwatch.agent.socket.FakeDoor;
import io.ringwatch.agent.socket.LocalSocket;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentClientTest {
    @TempDir private Path directory;

    private Path run(String name) throws IOException {
        return Files.createDirectory(directory.resolve(name));
    }

    private static ServerSocketChannel listen(Path run) throws IOException {
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        return server.bind(UnixDomainSocketAddress.of(run.resolve("agent.sock")));
    }

    private static String diagnosis(AgentClient client) {
        return String.valueOf(
                assertThrows(NoAgentException.class, () -> client.get("/")).getMessage());
    }

    @Test
    void shouldAskTheFirstThatAnswers() throws Exception {
        Path dead = run("dead");
        listen(dead).close();
        Path living = run("living");
        try (LocalSocket socket = LocalSocket.open(living.resolve("agent.sock"), new FakeDoor())) {
            assertTrue(socket != null);
            var client = new AgentClient(List.of(run("none"), dead, living));
            assertEquals(200, client.get("/").status());
            assertTrue(client.answers());
        }
    }

    @Test
    void shouldNotWaitForAFrozenAgent() throws Exception {
        Path frozen = run("frozen");
        ServerSocketChannel server = listen(frozen);
        var client = new AgentClient(List.of(frozen), Duration.ofMillis(200));
        assertTrue(diagnosis(client).endsWith("agent.sock: no answer within 0.2 s"));
        server.close();
    }

    @Test
    void shouldTellWhyNobodyAnswersInAFewWords() throws Exception {
        Path dead = run("dead");
        listen(dead).close();
        List<Path> several =
                Stream.concat(Stream.of(dead), Stream.of("a", "b", "c").map(directory::resolve))
                        .toList();
        String diagnosis = diagnosis(new AgentClient(several));
        assertTrue(diagnosis.contains("dead/agent.sock: nobody listens"), diagnosis);
        assertTrue(diagnosis.contains("a/agent.sock: there is no such socket"), diagnosis);
        assertTrue(diagnosis.endsWith("; nor do 2 more"), diagnosis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SSH-2.0-x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab",
                "HTTP/1.1 200 OK\r\n",
            })
    void shouldNotTakeHalfAnAnswerForOne(String text) {
        assertThrows(IOException.class, () -> Reply.parse(text));
    }
}
