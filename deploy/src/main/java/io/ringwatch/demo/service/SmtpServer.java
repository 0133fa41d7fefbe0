package io.ringwatch.demo.service;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** SMTP (RFC 5321, what a delivery needs): every mail goes into one spool file, whole. */
public final class SmtpServer implements Closeable {
    private static final int MAIL_MAX_CHARS = 1024 * 1024;

    /** A spool of this size is put aside, in the place of the one before. */
    private static final long SPOOL_MAX_BYTES = 8L * 1024 * 1024;

    private final Path spool;
    private final String name;
    private final Listener listener;

    /** Serves at an address. */
    public SmtpServer(InetSocketAddress address, String name, Path spool) throws IOException {
        this.spool = spool;
        this.name = name;
        Files.createDirectories(spool.getParent());
        listener = new Listener(address, this::serve);
    }

    private void serve(Socket connection) throws IOException {
        var lines = new Lines(connection);
        lines.say("220 " + name + " ESMTP");
        for (@Nullable String line = lines.hear(); line != null; line = lines.hear()) {
            String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
            switch (verb) {
                case "EHLO", "HELO" -> lines.say("250 " + name);
                case "MAIL", "RCPT", "RSET", "NOOP" -> lines.say("250 2.0.0 Ok");
                case "DATA" -> {
                    lines.say("354 End data with <CR><LF>.<CR><LF>");
                    store(lines);
                    lines.say("250 2.0.0 Ok: stored");
                }
                case "QUIT" -> {
                    lines.say("221 2.0.0 Bye");
                    return;
                }
                default -> lines.say("502 5.5.2 Not understood");
            }
        }
    }

    private void store(Lines lines) throws IOException {
        var mail = new StringBuilder("From ringwatch\n");
        String line = lines.expect();
        while (!line.equals(".")) {
            mail.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
            if (mail.length() > MAIL_MAX_CHARS) {
                throw new IOException("a mail is too long");
            }
            line = lines.expect();
        }
        mail.append('\n');
        if (Files.exists(spool) && Files.size(spool) > SPOOL_MAX_BYTES) {
            Files.move(
                    spool,
                    spool.resolveSibling(spool.getFileName() + ".old"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Files.write(
                spool,
                mail.toString().getBytes(StandardCharsets.ISO_8859_1),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
