package io.ringwatch.demo.client;

/**
 * One attempt of a client.
 *
 * @param startNs when it began, monotonic
 * @param startWallMs the same as UNIX time
 * @param endNs when it succeeded or was given up, monotonic
 * @param good whether the whole transaction succeeded within the limit
 * @param detail what went wrong, empty if nothing
 */
public record Access(long startNs, long startWallMs, long endNs, boolean good, String detail) {}
