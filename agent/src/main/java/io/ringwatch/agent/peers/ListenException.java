package io.ringwatch.agent.peers;

/** The agent cannot or must not listen for its peers; the message names what would help. */
public final class ListenException extends Exception {
    private static final long serialVersionUID = 1;

    ListenException(String message) {
        super(message);
    }
}
