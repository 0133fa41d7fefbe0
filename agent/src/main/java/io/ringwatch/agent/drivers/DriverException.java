package io.ringwatch.agent.drivers;

/** A driver could not do it; the message is a diagnosis. */
public final class DriverException extends Exception {
    private static final long serialVersionUID = 1L;

    public DriverException(String message) {
        super(message);
    }

    public DriverException(String message, Throwable cause) {
        super(message, cause);
    }
}
