package io.ringwatch.agent.socket;

import java.time.Duration;

/**
 * What the local socket bears.
 *
 * @param connections connections served at once
 * @param waiting of these, how many may wait for events
 * @param request longest time in which a request must have come
 * @param answer longest time in which an answer must have been read
 */
record SocketLimits(int connections, int waiting, Duration request, Duration answer) {
    /** A person's commands, a scraper, some followers of events. */
    static final SocketLimits USUAL =
            new SocketLimits(32, 16, Duration.ofSeconds(5), Duration.ofSeconds(10));
}
