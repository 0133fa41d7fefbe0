package io.ringwatch.demo.client;

import io.ringwatch.demo.service.Lines;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Delivers a mail and finds it in the spool. */
final class MailTransaction implements Transaction {
    /** More than all mails that clients deliver within their limit. */
    private static final int TAIL_BYTES = 8 * 1024;

    private static final AtomicLong LAST_ID = new AtomicLong();

    private final InetSocketAddress vip;
    private final Path spool;

    MailTransaction(InetSocketAddress vip, Path spool) {
        this.vip = vip;
        this.spool = spool;
    }

    @Override
    public void carryOut(Attempt attempt) throws IOException {
        String id = "Message-ID: <" + LAST_ID.incrementAndGet() + "@clients.invalid>";
        var lines = new Lines(attempt.connect(vip));
        Attempt.exchange(lines, "", "220");
        Attempt.exchange(lines, "EHLO clients.invalid", "250");
        Attempt.exchange(lines, "MAIL FROM:<client@clients.invalid>", "250");
        Attempt.exchange(lines, "RCPT TO:<user@mail.invalid>", "250");
        Attempt.exchange(lines, "DATA", "354");
        Attempt.exchange(lines, id + "\r\n\r\nHello.\r\n.", "250");
        lines.say("QUIT");
        if (!tail().contains(id)) {
            throw new IOException("accepted, but not in the spool");
        }
    }

    private String tail() throws IOException {
        try (var file = new RandomAccessFile(spool.toFile(), "r")) {
            long length = file.length();
            int size = (int) Math.min(length, TAIL_BYTES);
            byte[] tail = new byte[size];
            file.seek(length - size);
            file.readFully(tail);
            return new String(tail, StandardCharsets.ISO_8859_1);
        }
    }
}
