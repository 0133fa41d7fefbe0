package io.ringwatch.agent.address;

import java.util.HexFormat;

/**
 * Where a guest is connected to the bridge of the service network.
 *
 * @param name the host's end of its cable, a port of the bridge
 * @param mac hardware address of the guest's end, small letters; empty if that is not known
 */
public record GuestPort(String name, String mac) {
    boolean isKnown() {
        return !mac.isEmpty();
    }

    byte[] macBytes() {
        return HexFormat.ofDelimiter(":").parseHex(mac);
    }
}
