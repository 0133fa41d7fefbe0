package io.ringwatch.agent.probe;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A TCP connection whose every step ends at one deadline: before each read the time left becomes
 * the socket's limit, so that a server that sends one byte a second gains nothing. Bytes are taken
 * as ISO 8859-1, one character each.
 */
final class Conversation implements Closeable {
    private static final int LINE_MAX = 4096;
    private static final int REPLY_LINES_MAX = 100;

    private final Socket socket = new Socket();
    private final long deadlineNs;
    private final byte[] buffer = new byte[8192];
    private int at;
    private int end;

    private Conversation(long deadlineNs) {
        this.deadlineNs = deadlineNs;
    }

    /** Connects; the limit counts from now and is that of the whole conversation. */
    static Conversation open(String address, int port, Duration limit) throws IOException {
        return open(address, port, System.nanoTime() + limit.toNanos());
    }

    private static Conversation open(String address, int port, long deadlineNs) throws IOException {
        var conversation = new Conversation(deadlineNs);
        try {
            conversation.socket.setTcpNoDelay(true);
            conversation.socket.connect(
                    new InetSocketAddress(address, port), conversation.leftMs());
            return conversation;
        } catch (IOException e) {
            conversation.close();
            throw e;
        }
    }

    /** A second connection within the same deadline. */
    Conversation beside(String address, int port) throws IOException {
        return open(address, port, deadlineNs);
    }

    /** Sends a line; short ones only, which fit into the socket's buffer even if nobody reads. */
    void say(String line) throws IOException {
        send(line + "\r\n");
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The next line without its end; what comes before the end of the stream counts as one. */
    String line() throws IOException {
        var line = new StringBuilder();
        while (true) {
            int c = read();
            if (c == '\n' || (c < 0 && line.length() > 0)) {
                int length = line.length();
                boolean cr = length > 0 && line.charAt(length - 1) == '\r';
                return cr ? line.substring(0, length - 1) : line.toString();
            }
            if (c < 0) {
                throw new EOFException("connection closed");
            }
            if (line.length() == LINE_MAX) {
                throw new UnexpectedReplyException("a line of more than " + LINE_MAX + " bytes");
            }
            line.append((char) c);
        }
    }

    /**
     * A reply of SMTP or FTP, whose lines but the last have a hyphen after the code; the last line.
     */
    String reply() throws IOException {
        String first = line();
        if (first.length() < 4 || first.charAt(3) != '-') {
            return first;
        }
        String last = first.substring(0, 3) + " ";
        for (int i = 0; i < REPLY_LINES_MAX; i++) {
            String line = line();
            if (line.startsWith(last)) {
                return line;
            }
        }
        throw new UnexpectedReplyException("a reply of more than " + REPLY_LINES_MAX + " lines");
    }

    /** A reply that begins with the given text. */
    String expect(String beginning) throws IOException {
        String reply = reply();
        if (!reply.startsWith(beginning)) {
            throw UnexpectedReplyException.of(reply, beginning);
        }
        return reply;
    }

    /** The next byte, -1 at the end of the stream. */
    int read() throws IOException {
        if (at == end) {
            socket.setSoTimeout(leftMs());
            end = socket.getInputStream().read(buffer);
            at = 0;
            if (end < 0) {
                end = 0;
                return -1;
            }
        }
        return buffer[at++] & 0xff;
    }

    private int leftMs() throws SocketTimeoutException {
        long leftMs = (deadlineNs - System.nanoTime()) / 1_000_000L;
        if (leftMs <= 0) {
            throw new SocketTimeoutException("deadline");
        }
        return (int) Math.min(leftMs, Integer.MAX_VALUE);
    }

    @Override
    public void close() {
        try {
            // Reset instead of TIME_WAIT: an examination every second must not use up the ports.
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed as far as anybody here is concerned; the diagnosis was made before.
            return;
        }
    }
}
