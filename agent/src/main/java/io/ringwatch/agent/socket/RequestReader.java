package io.ringwatch.agent.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads one HTTP/1 request (RFC 9112) from a connection, within limits. */
final class RequestReader {
    /** Request line and headers together; curl needs about a hundred bytes. */
    static final int HEAD_MAX_BYTES = 8 * 1024;

    /** A command that names a thousand servers needs 65 kB. */
    static final int BODY_MAX_BYTES = 128 * 1024;

    private static final int HEADERS_MAX = 64;

    private final ReadableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(HEAD_MAX_BYTES);

    RequestReader(ReadableByteChannel channel) {
        this.channel = channel;
        this.buffer.limit(0);
    }

    /**
     * Reads the request.
     *
     * @return empty if the other side closed before it said anything
     * @throws HttpException if it is not a request that is understood here
     * @throws IOException if the connection broke
     */
    Optional<Request> read() throws IOException, HttpException {
        Optional<String> head = head();
        if (head.isEmpty()) {
            return Optional.empty();
        }
        String[] lines = head.get().split("\r?\n", -1);
        String[] start = lines[0].split(" ", -1);
        if (start.length != 3 || !start[0].matches("[A-Z]{1,10}") || !isTarget(start[1])) {
            throw garbage();
        }
        if (!start[2].matches("HTTP/1\\.[01]")) {
            boolean http = start[2].startsWith("HTTP/");
            throw http
                    ? new HttpException(505, "bad-version", "only HTTP/1.1 and HTTP/1.0")
                    : garbage();
        }
        Map<String, String> headers = headers(lines);
        String body = body(headers);
        return Optional.of(
                Request.of(start[0], start[1], headers.getOrDefault("accept", ""), body));
    }

    private static boolean isTarget(String text) {
        return text.matches("(/|http://)[!-~]*");
    }

    private static HttpException garbage() {
        return new HttpException(400, "not-http", "this is not an HTTP request");
    }

    private Optional<String> head() throws IOException, HttpException {
        var head = new StringBuilder();
        while (!ended(head)) {
            int b = next();
            if (b < 0 && head.length() == 0) {
                return Optional.empty();
            }
            if (b < 0) {
                throw new IOException("closed in the middle of a request");
            }
            // What is no text is refused at its first byte, before it has filled the head.
            if ((b < ' ' && b != '\r' && b != '\n' && b != '\t') || b > '~') {
                throw garbage();
            }
            if (head.length() == HEAD_MAX_BYTES) {
                throw new HttpException(
                        431, "head-too-large", "a request's head has " + HEAD_MAX_BYTES + " bytes");
            }
            head.append((char) b);
        }
        return Optional.of(head.toString());
    }

    private static boolean ended(StringBuilder head) {
        int length = head.length();
        if (length < 2 || head.charAt(length - 1) != '\n') {
            return false;
        }
        char before = head.charAt(length - 2);
        return before == '\n' || (before == '\r' && length >= 3 && head.charAt(length - 3) == '\n');
    }

    private static Map<String, String> headers(String[] lines) throws HttpException {
        var headers = new HashMap<String, String>();
        for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
            int colon = lines[i].indexOf(':');
            if (colon < 1 || i > HEADERS_MAX) {
                throw new HttpException(400, "bad-header", "header " + i + " is not understood");
            }
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip());
        }
        return headers;
    }

    private String body(Map<String, String> headers) throws IOException, HttpException {
        if (headers.containsKey("transfer-encoding")) {
            throw new HttpException(411, "length-required", "a body needs a Content-Length");
        }
        String length = headers.getOrDefault("content-length", "0");
        if (!length.matches("[0-9]{1,18}")) {
            throw new HttpException(400, "bad-length", "Content-Length " + length);
        }
        if (Long.parseLong(length) > BODY_MAX_BYTES) {
            throw new HttpException(
                    413, "body-too-large", "a body has at most " + BODY_MAX_BYTES + " bytes");
        }
        var body = new byte[Integer.parseInt(length)];
        for (int i = 0; i < body.length; i++) {
            int b = next();
            if (b < 0) {
                throw new IOException("closed in the middle of a body");
            }
            body[i] = (byte) b;
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    private int next() throws IOException {
        if (!buffer.hasRemaining()) {
            buffer.clear();
            int count = channel.read(buffer);
            buffer.flip();
            if (count <= 0) {
                buffer.limit(0);
                return -1;
            }
        }
        return buffer.get() & 0xff;
    }
}
