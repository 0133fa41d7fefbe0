package io.ringwatch.agent.store;

/** Something could not be stored or opened; the message says what, where, and what would help. */
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1;

    StoreException(String message) {
        super(message);
    }

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
