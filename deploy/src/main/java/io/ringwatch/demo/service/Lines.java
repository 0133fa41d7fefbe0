package io.ringwatch.demo.service;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines that end in CR LF, as the protocols of the internet speak them. */
public final class Lines {
    /** Longest line, characters. */
    public static final int LINE_MAX = 8 * 1024;

    private final InputStream in;
    private final OutputStream out;

    /** Speaks over a connected socket. */
    public Lines(Socket socket) throws IOException {
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** Sends a line. */
    public void say(String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** The next line without its end, {@code null} when there is none. */
    public @Nullable String hear() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                int last = line.length() - 1;
                if (last >= 0 && line.charAt(last) == '\r') {
                    line.setLength(last);
                }
                return line.toString();
            }
            line.append((char) c);
            if (line.length() > LINE_MAX) {
                throw new IOException("a line has more than " + LINE_MAX + " characters");
            }
        }
        return null;
    }

    /** The next line; its absence is an error. */
    public String expect() throws IOException {
        String line = hear();
        if (line == null) {
            throw new IOException("the connection ended");
        }
        return line;
    }

    /** What follows the lines. */
    public InputStream rest() {
        return in;
    }

    /** Where lines go. */
    public OutputStream out() {
        return out;
    }
}
