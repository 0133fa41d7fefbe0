package io.ringwatch.demo.line;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** A question asked over a connection of its own. */
public final class Question {
    private static final int CONNECT_LIMIT_MS = 2_000;

    private Question() {}

    /**
     * Asks and waits for one line.
     *
     * @throws IOException if nobody answers within the limit
     */
    public static String ask(InetSocketAddress desk, String line, Duration limit)
            throws IOException {
        try (var socket = new Socket()) {
            int limitMs = (int) Math.max(1, limit.toMillis());
            socket.connect(desk, Math.min(limitMs, CONNECT_LIMIT_MS));
            socket.setSoTimeout(limitMs);
            var wire = new Wire(socket);
            wire.send(line);
            String answer = wire.read();
            if (answer == null) {
                throw new IOException("'" + line + "' was not answered: the connection ended");
            }
            return answer;
        }
    }
}
