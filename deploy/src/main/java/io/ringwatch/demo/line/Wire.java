package io.ringwatch.demo.line;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A connection that carries lines. Sending is safe for several threads, reading for one. */
public final class Wire implements Closeable {
    /** Longest line accepted, bytes. */
    public static final int LINE_MAX = 64 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /** Takes over a connected socket. */
    public Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** Sends a line; what a line break separates would be two. */
    public synchronized void send(String line) throws IOException {
        out.write(
                (line.replace('\n', ' ').replace('\r', ' ') + "\n")
                        .getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** The next line, {@code null} at the end. */
    public @Nullable String read() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return line.toString(StandardCharsets.UTF_8);
            }
            if (b != '\r') {
                line.write(b);
            }
            if (line.size() > LINE_MAX) {
                throw new IOException("a line has more than " + LINE_MAX + " bytes");
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
