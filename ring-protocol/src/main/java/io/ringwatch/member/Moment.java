package io.ringwatch.member;

/**
 * A point in time, as the owner of a member reads it from both clocks at once.
 *
 * @param monoNs monotonic clock that goes on in suspend (CLOCK_BOOTTIME), nanoseconds; durations
 *     and leases
 * @param wallMs UNIX time, milliseconds; it only schedules ticks and dates events
 */
public record Moment(long monoNs, long wallMs) {}
