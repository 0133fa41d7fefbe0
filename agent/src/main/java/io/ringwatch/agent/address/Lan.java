package io.ringwatch.agent.address;

import io.ringwatch.agent.drivers.DriverException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;

/**
 * The interface of this server on the service network.
 *
 * @param name its name
 * @param index the kernel's number for it
 * @param mac its hardware address, 6 bytes
 */
record Lan(String name, int index, byte[] mac) {
    static final int MAC_BYTES = 6;

    /** The interface that has an address. */
    static Lan of(String address) throws DriverException {
        try {
            NetworkInterface found =
                    NetworkInterface.getByInetAddress(InetAddress.getByName(address));
            if (found == null) {
                throw new DriverException(
                        "no interface here has " + address + ", this server's service-address");
            }
            byte[] mac = found.getHardwareAddress();
            if (mac == null || mac.length != MAC_BYTES) {
                throw new DriverException(
                        "the interface of "
                                + address
                                + ", "
                                + found.getName()
                                + ", is no Ethernet: a VIP cannot be announced there");
            }
            return new Lan(found.getName(), found.getIndex(), mac);
        } catch (SocketException | UnknownHostException e) {
            throw new DriverException("interfaces cannot be read: " + e.getMessage(), e);
        }
    }
}
