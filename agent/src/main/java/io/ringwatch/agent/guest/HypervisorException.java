package io.ringwatch.agent.guest;

/** The hypervisor could not do it; the message says what, and why. */
public final class HypervisorException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Cause reason;

    /** What it was about. */
    public enum Cause {
        /** The hypervisor itself is dead or does not answer. */
        UNREACHABLE,
        /** The guest agent did not answer in its time. */
        SILENT,
        /** There is no such domain. */
        ABSENT,
        /** The host has not enough memory. */
        MEMORY,
        /** It was refused. */
        REFUSED
    }

    public HypervisorException(Cause reason, String message) {
        super(message);
        this.reason = reason;
    }

    public HypervisorException(Cause reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    Cause reason() {
        return reason;
    }
}
