package io.ringwatch.agent.address;

import io.ringwatch.agent.drivers.DriverException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The interface of this server on the service network. */
final class Lan {
    static final int MAC_BYTES = 6;

    private final String name;
    private final int index;
    private final byte[] mac;

    /**
     * @param mac its hardware address, 6 bytes
     */
    Lan(String name, int index, byte[] mac) {
        this.name = name;
        this.index = index;
        this.mac = mac.clone();
    }

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

    /** The interface with this name. */
    static Lan named(String name) throws DriverException {
        try {
            NetworkInterface found = NetworkInterface.getByName(name);
            byte[] mac = found == null ? null : found.getHardwareAddress();
            if (found == null || mac == null || mac.length != MAC_BYTES) {
                throw new DriverException("there is no Ethernet interface " + name + " here");
            }
            return new Lan(found.getName(), found.getIndex(), mac);
        } catch (SocketException e) {
            throw new DriverException("interfaces cannot be read: " + e.getMessage(), e);
        }
    }

    /** The same network, seen from a machine with that hardware address. */
    Lan as(byte[] otherMac) {
        return new Lan(name, index, otherMac);
    }

    /** Whether it is a bridge, to which guests can be connected. */
    boolean isBridge() {
        return Files.isDirectory(Path.of("/sys/class/net", name, "bridge"));
    }

    String name() {
        return name;
    }

    /** The kernel's number for it. */
    int index() {
        return index;
    }

    /** Its hardware address. */
    byte[] mac() {
        return mac.clone();
    }
}
