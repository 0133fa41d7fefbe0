package io.ringwatch.capacity;

/**
 * A server that could host a virtual server.
 *
 * @param number its number
 * @param load its predicted load, {@link PredictedLoad#UNKNOWN} if nothing is known of it
 * @param guests virtual servers running on it, counted from the committed files
 */
public record Candidate(int number, PredictedLoad load, int guests) {}
