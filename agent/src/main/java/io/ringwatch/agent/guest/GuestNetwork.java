package io.ringwatch.agent.guest;

import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The addresses of a guest, as commands of the {@code ip} tool.
 *
 * @param mac hardware address of its interface
 * @param own its own address, empty for none
 * @param vips those of the server that it stands in for
 * @param gateway its default gateway
 * @param networks the networks that the host's interface is in
 */
record GuestNetwork(
        String mac, String own, List<String> vips, String gateway, List<Network> networks) {
    /** No addresses. */
    static final GuestNetwork NONE = new GuestNetwork("", "", List.of(), "", List.of());

    /**
     * A network that both host and guest are in.
     *
     * @param address an address of it
     * @param prefixLength how many bits of it all have in common
     */
    record Network(InetAddress address, int prefixLength) {
        boolean has(InetAddress other) {
            byte[] ours = address.getAddress();
            byte[] theirs = other.getAddress();
            if (ours.length != theirs.length) {
                return false;
            }
            int whole = prefixLength / 8;
            int rest = prefixLength % 8;
            boolean same = Arrays.equals(ours, 0, whole, theirs, 0, whole);
            int mask = 0xff00 >> rest;
            return same && (rest == 0 || ((ours[whole] ^ theirs[whole]) & mask & 0xff) == 0);
        }
    }

    /** The networks of an interface of this host; none if there is no such interface. */
    static List<Network> networksOf(String interfaceName) {
        try {
            NetworkInterface found = NetworkInterface.getByName(interfaceName);
            var networks = new ArrayList<Network>();
            if (found != null) {
                for (InterfaceAddress address : found.getInterfaceAddresses()) {
                    InetAddress ip = address.getAddress();
                    int length = address.getNetworkPrefixLength();
                    // VIPs that are held here are addresses of their own, no network.
                    if (length < bits(ip) && !ip.isLinkLocalAddress()) {
                        networks.add(new Network(ip, length));
                    }
                }
            }
            return networks;
        } catch (SocketException e) {
            return List.of();
        }
    }

    /** Lines for {@code ip -batch}; {@code $dev} is the interface. */
    String commands() {
        var text = new StringBuilder("link set dev $dev up\n");
        if (!own.isEmpty()) {
            address(text, own);
        }
        vips.forEach(vip -> address(text, vip));
        if (!gateway.isEmpty()) {
            // On the link in any case: a host route alone does not say so.
            text.append("route replace default via ").append(gateway).append(" dev $dev onlink\n");
        }
        return text.toString();
    }

    private void address(StringBuilder text, String address) {
        InetAddress ip = ip(address);
        int length =
                networks.stream()
                        .filter(n -> n.has(ip))
                        .mapToInt(Network::prefixLength)
                        .findFirst()
                        .orElse(bits(ip));
        text.append("address replace ").append(address).append('/').append(length);
        text.append(" dev $dev").append(bits(ip) > 32 ? " nodad" : "").append('\n');
    }

    private static int bits(InetAddress ip) {
        return ip.getAddress().length * 8;
    }

    /** The ring file has only addresses, so nothing is looked up. */
    private static InetAddress ip(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no address: " + address, e);
        }
    }
}
