package io.ringwatch.agent.address;

import io.ringwatch.agent.drivers.DriverException;

/**
 * The bridge of the service network, and the guests at it.
 *
 * @param name the bridge
 * @param ports where guests are
 */
public record GuestBridge(String name, GuestPorts ports) {
    /**
     * The bridge that guests are to be connected to.
     *
     * @param wanted the one that the ring file names; empty for that of the service-address
     * @throws DriverException if that is no bridge
     */
    public static String find(String wanted, String serviceAddress) throws DriverException {
        Lan lan = wanted.isEmpty() ? Lan.of(serviceAddress) : Lan.named(wanted);
        if (!lan.isBridge()) {
            throw new DriverException(
                    lan.name()
                            + " is no bridge, so virtual servers cannot be connected to the service"
                            + " network: make a bridge of it, or name one with"
                            + " driver-options.bridge");
        }
        return lan.name();
    }
}
