package io.ringwatch.demo.service;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;

/** An HTTP proxy for GET with an absolute URI (RFC 9112, section 3.2.2), without a cache. */
public final class ProxyServer implements Closeable {
    private static final int ORIGIN_LIMIT_MS = 2_000;
    private static final int ANSWER_MAX_BYTES = 1024 * 1024;
    private static final int HTTP_PORT = 80;

    private final Listener listener;

    /** Serves at an address. */
    public ProxyServer(InetSocketAddress address) throws IOException {
        listener = new Listener(address, this::serve);
    }

    private void serve(Socket connection) throws IOException {
        var lines = new Lines(connection);
        String[] request = lines.expect().split(" ", -1);
        WebServer.skipHeaders(lines);
        URI uri;
        try {
            uri = new URI(request.length == 3 ? request[1] : "");
        } catch (URISyntaxException e) {
            WebServer.answer(lines, "400 Bad Request", new byte[0]);
            return;
        }
        if (!request[0].equals("GET") || uri.getHost() == null) {
            WebServer.answer(lines, "400 Bad Request", new byte[0]);
            return;
        }
        byte[] answer;
        try {
            answer = fetch(uri);
        } catch (IOException e) {
            WebServer.answer(
                    lines,
                    "502 Bad Gateway",
                    String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8));
            return;
        }
        lines.out().write(answer);
        lines.out().flush();
    }

    private static byte[] fetch(URI uri) throws IOException {
        int port = uri.getPort() < 0 ? HTTP_PORT : uri.getPort();
        try (var origin = new Socket()) {
            origin.connect(new InetSocketAddress(uri.getHost(), port), ORIGIN_LIMIT_MS);
            origin.setSoTimeout(ORIGIN_LIMIT_MS);
            String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            String request =
                    "GET "
                            + path
                            + " HTTP/1.1\r\nHost: "
                            + uri.getRawAuthority()
                            + "\r\nVia: 1.1 ringwatch-demo\r\nConnection: close\r\n\r\n";
            origin.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return readAll(origin.getInputStream());
        }
    }

    private static byte[] readAll(InputStream in) throws IOException {
        var all = new ByteArrayOutputStream();
        byte[] part = new byte[8 * 1024];
        for (int count = in.read(part); count >= 0; count = in.read(part)) {
            all.write(part, 0, count);
            if (all.size() > ANSWER_MAX_BYTES) {
                throw new IOException("the answer has more than " + ANSWER_MAX_BYTES + " bytes");
            }
        }
        return all.toByteArray();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
