package io.ringwatch.agent.store;

import java.io.IOException;

/** The file was read, but it is not, or not any more, what it should be. */
final class DamagedException extends IOException {
    private static final long serialVersionUID = 1;

    DamagedException(String message) {
        super(message);
    }

    DamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
