package io.ringwatch.files;

import io.ringwatch.capacity.PredictedLoad;
import java.util.List;

/**
 * One row of the heartbeat file: soft state, the newest wins.
 *
 * @param number the server
 * @param wallMs UNIX time of its last internal monitoring, milliseconds
 * @param gatewayOk whether its default gateway answered it
 * @param failedServices its own services that did not answer it
 * @param load predicted load, eq. (1)-(3)
 * @param guests virtual servers running on it
 * @param version version of the files that it holds
 * @param digest {@link Files#digest()} of them
 * @param procedures digest of the installation procedures that it would use as a host, 0 if it is
 *     no host; the same on all hosts, or they differ
 */
public record Heartbeat(
        int number,
        long wallMs,
        boolean gatewayOk,
        List<String> failedServices,
        PredictedLoad load,
        int guests,
        Version version,
        int digest,
        int procedures) {
    public Heartbeat {
        failedServices = List.copyOf(failedServices);
    }

    /** Whether it is in the condition that the paper's internal monitoring calls normal. */
    public boolean isWell() {
        return gatewayOk && failedServices.isEmpty();
    }
}
