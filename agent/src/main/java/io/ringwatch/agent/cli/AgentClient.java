package io.ringwatch.agent.cli;

import io.ringwatch.agent.status.Spans;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks an agent on this machine: HTTP over its Unix domain socket, one request at a time. */
final class AgentClient {
    /** Longer than an agent takes to find out that its member is stalled. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int REASONS_TOLD = 2;

    private final List<Path> directories;
    private final Duration patience;

    /**
     * @param directories run directories in the order in which they are tried
     */
    AgentClient(List<Path> directories) {
        this(directories, PATIENCE);
    }

    AgentClient(List<Path> directories, Duration patience) {
        this.directories = directories;
        this.patience = patience;
    }

    /** The run directories. */
    List<Path> directories() {
        return directories;
    }

    /** Whether an agent answers at all. */
    boolean answers() {
        try {
            return get("/").status() == 200;
        } catch (NoAgentException e) {
            return false;
        }
    }

    Reply get(String target) throws NoAgentException {
        return ask("GET", target, "", Duration.ZERO);
    }

    /**
     * @param wait how long the agent may take by itself
     */
    Reply get(String target, Duration wait) throws NoAgentException {
        return ask("GET", target, "", wait);
    }

    Reply post(String target, String body, Duration wait) throws NoAgentException {
        return ask("POST", target, body, wait);
    }

    private Reply ask(String method, String target, String body, Duration wait)
            throws NoAgentException {
        Duration limit = patience.plus(wait);
        var reasons = new ArrayList<String>();
        for (Path directory : directories) {
            Path socket = directory.resolve(RunDirectories.SOCKET);
            try {
                return exchange(socket, request(method, target, body), limit);
            } catch (AsynchronousCloseException e) {
                reasons.add(socket + ": no answer within " + Spans.of(limit.toMillis()));
            } catch (IOException e) {
                reasons.add(socket + ": " + reason(socket, e));
            }
        }
        throw new NoAgentException(shortened(reasons));
    }

    private static String shortened(List<String> reasons) {
        String told = String.join("; ", reasons.subList(0, Math.min(REASONS_TOLD, reasons.size())));
        int more = reasons.size() - REASONS_TOLD;
        return more > 0 ? told + "; nor do " + more + " more" : told;
    }

    private static String reason(Path socket, IOException e) {
        if (!Files.exists(socket)) {
            Path directory = socket.getParent();
            boolean closed = directory != null && !Files.isExecutable(directory);
            boolean there = directory != null && Files.exists(directory);
            return there && closed ? "not allowed to look there" : "there is no such socket";
        }
        if (!Files.isWritable(socket)) {
            return "not allowed to ask it; it belongs to another user";
        }
        return "nobody listens (" + e.getMessage() + ")";
    }

    private static String request(String method, String target, String body) {
        return "%s %s HTTP/1.1\r\nHost: ringwatch\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(method, target, body.getBytes(StandardCharsets.UTF_8).length, body);
    }

    private static Reply exchange(Path socket, String request, Duration limit) throws IOException {
        var answered = new CountDownLatch(1);
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            closeAfter(channel, answered, limit);
            write(channel, request);
            return Reply.parse(read(channel));
        } finally {
            answered.countDown();
        }
    }

    /** An agent that serves too many already refuses before it reads: then there is an answer. */
    private static void write(SocketChannel channel, String request) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            // Refused before it was read; the answer says why.
        }
    }

    private static String read(SocketChannel channel) throws IOException {
        var answer = new ByteArrayOutputStream();
        var buffer = ByteBuffer.allocate(16 * 1024);
        try {
            while (channel.read(buffer) >= 0) {
                answer.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            if (answer.size() == 0) {
                throw e;
            }
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    /** Unix domain channels know no read timeout: one that is late is closed from outside. */
    private static void closeAfter(SocketChannel channel, CountDownLatch answered, Duration limit) {
        var watch =
                new Thread(
                        () -> {
                            try {
                                if (!answered.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                                    channel.close();
                                }
                            } catch (InterruptedException | IOException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "patience");
        watch.setDaemon(true);
        watch.start();
    }

    /** No agent answers; the message says what was tried. */
    static final class NoAgentException extends Exception {
        private static final long serialVersionUID = 1L;

        NoAgentException(String message) {
            super(message);
        }
    }

    /**
     * An answer.
     *
     * @param status HTTP status
     * @param headers headers by their names in small letters
     * @param body the content
     */
    record Reply(int status, Map<String, String> headers, String body) {
        static Reply parse(String text) throws IOException {
            int end = text.indexOf("\r\n\r\n");
            if (end < 0 || !text.matches("(?s)HTTP/1\\.[01] [0-9]{3}.*")) {
                throw new IOException("what answers does not speak HTTP");
            }
            String[] lines = text.substring(0, end).split("\r\n", -1);
            var headers = new HashMap<String, String>();
            for (int i = 1; i < lines.length; i++) {
                int colon = lines[i].indexOf(':');
                if (colon > 0) {
                    headers.put(
                            lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                            lines[i].substring(colon + 1).strip());
                }
            }
            String body = text.substring(end + 4);
            int status = Integer.parseInt(lines[0].substring(9, 12));
            String length = headers.getOrDefault("content-length", "0");
            if (body.getBytes(StandardCharsets.UTF_8).length < Integer.parseInt(length)) {
                throw new IOException("the agent closed in the middle of its answer");
            }
            return new Reply(status, headers, body);
        }

        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }
    }
}
