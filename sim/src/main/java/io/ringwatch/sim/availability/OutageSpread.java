package io.ringwatch.sim.availability;

/**
 * How long outages were: an outage is a time in one piece in which one server's clients were not
 * served.
 *
 * @param count how many were composed
 * @param p50S half of them were not longer, seconds
 * @param p95S 95 % were not longer, seconds
 * @param p99S 99 % were not longer, seconds
 * @param maxS the longest, seconds
 */
public record OutageSpread(long count, double p50S, double p95S, double p99S, double maxS) {}
