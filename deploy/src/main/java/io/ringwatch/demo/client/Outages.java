package io.ringwatch.demo.client;

import java.util.List;

/**
 * What clients missed.
 *
 * @param missed attempts that failed
 * @param firstNs the first access disconnection: from the beginning of the first attempt that
 *     failed to the end of the next one that succeeded; 0 if none failed, to the end of the last
 *     attempt if none succeeded
 * @param firstOverNs when that was over, monotonic; 0 if none failed
 * @param furtherNs the sum of those after it
 */
public record Outages(int missed, long firstNs, long firstOverNs, long furtherNs) {
    /** Nothing missed. */
    public static final Outages NONE = new Outages(0, 0, 0, 0);

    /** Computes them from attempts in the order of their beginnings. */
    public static Outages of(List<Access> accesses) {
        int missed = 0;
        long firstNs = 0;
        long firstOverNs = 0;
        long furtherNs = 0;
        long beganNs = Long.MIN_VALUE;
        for (int i = 0; i < accesses.size(); i++) {
            Access access = accesses.get(i);
            if (!access.good()) {
                missed++;
                beganNs = beganNs == Long.MIN_VALUE ? access.startNs() : beganNs;
            }
            boolean last = i == accesses.size() - 1;
            if (beganNs != Long.MIN_VALUE && (access.good() || last)) {
                long lengthNs = access.endNs() - beganNs;
                if (firstOverNs == 0) {
                    firstNs = lengthNs;
                    firstOverNs = access.endNs();
                } else {
                    furtherNs += lengthNs;
                }
                beganNs = Long.MIN_VALUE;
            }
        }
        return new Outages(missed, firstNs, firstOverNs, furtherNs);
    }
}
