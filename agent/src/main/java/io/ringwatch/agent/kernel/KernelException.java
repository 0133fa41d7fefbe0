package io.ringwatch.agent.kernel;

/** The kernel, or a library in front of it, refused; the message says what and why. */
public final class KernelException extends Exception {
    private static final long serialVersionUID = 1L;

    public KernelException(String message) {
        super(message);
    }

    KernelException(String message, Throwable cause) {
        super(message, cause);
    }
}
