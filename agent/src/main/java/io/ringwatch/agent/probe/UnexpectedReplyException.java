package io.ringwatch.agent.probe;

import java.io.IOException;

/** The service answered, but not as it should; the message says what came instead of what. */
final class UnexpectedReplyException extends IOException {
    private static final long serialVersionUID = 1L;

    private static final int QUOTE_MAX = 80;

    UnexpectedReplyException(String message) {
        super(message);
    }

    static UnexpectedReplyException of(String got, String expected) {
        return new UnexpectedReplyException("got " + quote(got) + " instead of " + quote(expected));
    }

    private static String quote(String text) {
        String shown = text.length() > QUOTE_MAX ? text.substring(0, QUOTE_MAX) + "..." : text;
        return '"' + shown.replaceAll("[^\\x20-\\x7e]", "?") + '"';
    }
}
