package io.ringwatch.demo.service;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** HTTP/1.1 GET (RFC 9112), one request per connection. */
public final class WebServer implements Closeable {
    static final int HEADERS_MAX = 100;

    private final WebContent content;
    private final Listener listener;

    /** Serves at an address. */
    public WebServer(InetSocketAddress address, WebContent content) throws IOException {
        this.content = content;
        listener = new Listener(address, this::serve);
    }

    private void serve(Socket connection) throws IOException {
        var lines = new Lines(connection);
        String[] request = lines.expect().split(" ", -1);
        skipHeaders(lines);
        if (request.length != 3 || !request[0].equals("GET") || !request[1].startsWith("/")) {
            answer(lines, "400 Bad Request", new byte[0]);
            return;
        }
        Optional<byte[]> body = content.at(request[1]);
        answer(lines, body.isPresent() ? "200 OK" : "404 Not Found", body.orElse(new byte[0]));
    }

    static void skipHeaders(Lines lines) throws IOException {
        for (int i = 0; i < HEADERS_MAX; i++) {
            if (lines.expect().isEmpty()) {
                return;
            }
        }
        throw new IOException("more than " + HEADERS_MAX + " header lines");
    }

    static void answer(Lines lines, String status, byte[] body) throws IOException {
        String head =
                "HTTP/1.1 "
                        + status
                        + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
                        + body.length
                        + "\r\nConnection: close\r\n\r\n";
        var whole = new ByteArrayOutputStream();
        whole.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        whole.writeBytes(body);
        lines.out().write(whole.toByteArray());
        lines.out().flush();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
