package io.ringwatch.demo.client;

import io.ringwatch.demo.service.Lines;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fetches a file in passive mode and compares it. */
final class FtpTransaction implements Transaction {
    private static final Pattern PASSIVE =
            Pattern.compile("227 .*\\((\\d+),(\\d+),(\\d+),(\\d+),(\\d+),(\\d+)\\).*");

    private final InetSocketAddress vip;
    private final String file;
    private final String content;

    FtpTransaction(InetSocketAddress vip, String file, String content) {
        this.vip = vip;
        this.file = file;
        this.content = content;
    }

    @Override
    public void carryOut(Attempt attempt) throws IOException {
        var lines = new Lines(attempt.connect(vip));
        Attempt.exchange(lines, "", "220");
        Attempt.exchange(lines, "USER anonymous", "331");
        Attempt.exchange(lines, "PASS client@", "230");
        Attempt.exchange(lines, "TYPE I", "200");
        InetSocketAddress transfer = address(Attempt.exchange(lines, "PASV", "227"));
        var data = attempt.connect(transfer);
        Attempt.exchange(lines, "RETR " + file, "150");
        String received =
                new String(
                        data.getInputStream().readNBytes(content.length() + 1),
                        StandardCharsets.UTF_8);
        if (!received.equals(content)) {
            throw new IOException("other content: " + received);
        }
        Attempt.exchange(lines, "", "226");
        lines.say("QUIT");
    }

    private static InetSocketAddress address(String reply) throws IOException {
        Matcher passive = PASSIVE.matcher(reply);
        if (!passive.matches()) {
            throw new IOException("not understood: " + reply);
        }
        String host = "";
        for (int i = 1; i <= 4; i++) {
            host += (i > 1 ? "." : "") + passive.group(i);
        }
        int port = Integer.parseInt(passive.group(5)) * 256 + Integer.parseInt(passive.group(6));
        return new InetSocketAddress(host, port);
    }
}
