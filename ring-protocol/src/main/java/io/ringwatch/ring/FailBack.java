package io.ringwatch.ring;

/**
 * When a server that is well again is handed its function back, while a virtual server serves for
 * it. Where nobody serves, or an operator says so, that is at once; but of services that run only
 * with their VIPs nobody knows beforehand whether they serve, and returns in vain are limited too,
 * to one a day where none is said.
 *
 * @param stableNs how long it must have been well without a break, nanoseconds; {@link #NEVER}:
 *     only an operator says when
 * @param perDay so many times within 24 hours without an operator; 0: as often as it gets well
 */
public record FailBack(long stableNs, int perDay) {
    /** Not without an operator. */
    public static final long NEVER = Long.MAX_VALUE;

    /** The ring paper's: as soon as it is well. */
    public static final FailBack AUTO = new FailBack(0, 0);

    /** Whether an operator is ever waited for, or a time. */
    public boolean mayWait() {
        return stableNs > 0 || perDay > 0;
    }
}
