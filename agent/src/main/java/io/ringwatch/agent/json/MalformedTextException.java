package io.ringwatch.agent.json;

/** A text that is not what it should be: YAML or JSON that cannot be read. */
public final class MalformedTextException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;

    MalformedTextException(int line, String message) {
        super(message);
        this.line = line;
    }

    /** The line where reading stopped, from 1. */
    public int line() {
        return line;
    }
}
