package io.ringwatch.agent.probe;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A service examined by a fixed exchange of lines.
 *
 * @param port TCP port
 * @param steps the exchange
 */
record Dialogue(int port, List<Step> steps) implements ServiceProbe {
    private static final int PREAMBLE_LINES_MAX = 20;

    /**
     * One exchange.
     *
     * @param say what to send, empty for nothing
     * @param expect how the reply must begin, empty to wait for none
     * @param preamble whether other lines may come first
     */
    record Step(String say, String expect, boolean preamble) {}

    static Dialogue tcp(int port, String expect) {
        return new Dialogue(port, List.of(new Step("", expect, false)));
    }

    static Dialogue smtp(int port) {
        return new Dialogue(
                port,
                List.of(
                        new Step("", "220", false),
                        new Step("EHLO ringwatch.invalid", "250", false),
                        new Step("QUIT", "221", false)));
    }

    static Dialogue pop3(int port) {
        return new Dialogue(
                port, List.of(new Step("", "+OK", false), new Step("QUIT", "+OK", false)));
    }

    static Dialogue imap(int port) {
        return new Dialogue(
                port, List.of(new Step("", "* OK", false), new Step("r1 LOGOUT", "r1 OK", true)));
    }

    /**
     * The exchange of versions, RFC 4253 section 4.2: the server may send other lines before its
     * own.
     */
    static Dialogue ssh(int port) {
        return new Dialogue(
                port,
                List.of(new Step("", "SSH-2.0-", true), new Step("SSH-2.0-ringwatch", "", false)));
    }

    @Override
    public Finding examine(String address, Duration limit) {
        return TcpExamination.hold(
                address,
                port,
                limit,
                conversation -> {
                    for (Step step : steps) {
                        exchange(conversation, step);
                    }
                });
    }

    private static void exchange(Conversation conversation, Step step) throws IOException {
        if (!step.say().isEmpty()) {
            conversation.say(step.say());
        }
        if (step.expect().isEmpty()) {
            return;
        }
        if (!step.preamble()) {
            conversation.expect(step.expect());
            return;
        }
        String first = "";
        for (int i = 0; i < PREAMBLE_LINES_MAX; i++) {
            String line = conversation.line();
            if (line.startsWith(step.expect())) {
                return;
            }
            first = first.isEmpty() ? line : first;
        }
        throw UnexpectedReplyException.of(first, step.expect());
    }
}
