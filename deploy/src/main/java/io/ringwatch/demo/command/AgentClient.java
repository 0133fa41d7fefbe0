package io.ringwatch.demo.command;

import io.ringwatch.agent.json.Json;
import io.ringwatch.agent.json.MalformedTextException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Asks an agent over its local socket. */
final class AgentClient {
    private static final int ANSWER_MAX_BYTES = 4 * 1024 * 1024;

    private final Path socket;
    private final ScheduledExecutorService clock;

    /**
     * @param socket the agent's local socket
     * @param clock gives up for those whose agent does not answer
     */
    AgentClient(Path socket, ScheduledExecutorService clock) {
        this.socket = socket;
        this.clock = clock;
    }

    /**
     * Gets a resource.
     *
     * @throws IOException if the agent does not answer within the limit, or not with that
     */
    <T> T get(String path, Class<T> type, Duration limit) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            var giveUp =
                    clock.schedule(() -> close(channel), limit.toMillis(), TimeUnit.MILLISECONDS);
            try {
                String request =
                        "GET " + path + " HTTP/1.1\r\nHost: agent\r\nConnection: close\r\n\r\n";
                channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
                return body(readAll(channel), type);
            } finally {
                giveUp.cancel(false);
            }
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Closed is closed.
            return;
        }
    }

    private static byte[] readAll(SocketChannel channel) throws IOException {
        var all = new ByteArrayOutputStream();
        ByteBuffer part = ByteBuffer.allocate(16 * 1024);
        while (channel.read(part) >= 0) {
            all.write(part.array(), 0, part.position());
            part.clear();
            if (all.size() > ANSWER_MAX_BYTES) {
                throw new IOException("an answer of more than " + ANSWER_MAX_BYTES + " bytes");
            }
        }
        return all.toByteArray();
    }

    private static <T> T body(byte[] answer, Class<T> type) throws IOException {
        String text = new String(answer, StandardCharsets.UTF_8);
        int headEnd = text.indexOf("\r\n\r\n");
        if (headEnd < 0 || !text.startsWith("HTTP/1.1 200")) {
            throw new IOException("answered: " + text.lines().findFirst().orElse("nothing"));
        }
        try {
            return Json.read(text.substring(headEnd + 4), type);
        } catch (MalformedTextException e) {
            throw new IOException("answered what cannot be read", e);
        }
    }
}
