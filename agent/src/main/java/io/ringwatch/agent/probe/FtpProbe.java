package io.ringwatch.agent.probe;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** FTP: greeting, login if asked for, a file in passive mode if asked for, farewell. */
final class FtpProbe implements ServiceProbe {
    private static final int FILE_MAX_BYTES = 1024 * 1024;
    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    private static final Pattern PASSIVE =
            Pattern.compile("227 .*?\\b" + BYTE + ("," + BYTE).repeat(5) + "\\b.*");

    private final int port;
    private final String user;
    private final String password;
    private final String file;
    private final String content;

    FtpProbe(int port, Map<String, String> options) {
        this.port = port;
        this.file = options.getOrDefault("retr", "");
        this.user = options.getOrDefault("user", file.isEmpty() ? "" : "anonymous");
        this.password = options.getOrDefault("password", "ringwatch@");
        this.content = options.getOrDefault("content", "");
    }

    @Override
    public Finding examine(String address, Duration limit) {
        return TcpExamination.hold(address, port, limit, this::talk);
    }

    private void talk(Conversation control) throws IOException {
        control.expect("220");
        if (!user.isEmpty()) {
            logIn(control);
        }
        if (!file.isEmpty()) {
            fetch(control);
        }
        control.say("QUIT");
        control.expect("221");
    }

    private void logIn(Conversation control) throws IOException {
        control.say("USER " + user);
        String reply = control.reply();
        if (reply.startsWith("331")) {
            control.say("PASS " + password);
            reply = control.reply();
        }
        if (!reply.startsWith("230")) {
            throw UnexpectedReplyException.of(reply, "230");
        }
    }

    private void fetch(Conversation control) throws IOException {
        control.say("TYPE I");
        control.expect("200");
        control.say("PASV");
        String reply = control.reply();
        Matcher passive = PASSIVE.matcher(reply);
        if (!passive.matches()) {
            throw UnexpectedReplyException.of(reply, "227");
        }
        String host =
                String.join(
                        ".",
                        passive.group(1),
                        passive.group(2),
                        passive.group(3),
                        passive.group(4));
        int dataPort =
                Integer.parseInt(passive.group(5)) * 256 + Integer.parseInt(passive.group(6));
        if (dataPort < 1 || dataPort > 65_535) {
            throw UnexpectedReplyException.of(reply, "227");
        }
        try (Conversation data = control.beside(host, dataPort)) {
            control.say("RETR " + file);
            control.expect("1");
            check(data);
        }
        control.expect("226");
    }

    private void check(Conversation data) throws IOException {
        var text = new StringBuilder();
        for (int c = data.read(); c >= 0; c = data.read()) {
            if (text.length() == FILE_MAX_BYTES) {
                throw new UnexpectedReplyException(
                        file + " has more than " + FILE_MAX_BYTES + " bytes");
            }
            text.append((char) c);
        }
        if (text.indexOf(content) < 0) {
            throw UnexpectedReplyException.of(text.toString(), content);
        }
    }
}
