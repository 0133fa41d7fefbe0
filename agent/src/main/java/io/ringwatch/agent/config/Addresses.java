package io.ringwatch.agent.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** The addresses of a ring file: IPv4 and MAC, as text. */
final class Addresses {
    private static final String OCTET = "(?:0|[1-9][0-9]{0,2})";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:]*");
    private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(?::[0-9a-f]{2}){5}");

    private Addresses() {}

    /** What is wrong with the address of a machine, if anything is. */
    static Optional<String> faultOfIp(String text) {
        if (!IPV4.matcher(text).matches()) {
            return Optional.of("not an IPv4 address of the form 192.0.2.1, without leading zeros");
        }
        for (String octet : text.split("\\.", -1)) {
            if (Integer.parseInt(octet) > 255) {
                return Optional.of("not an IPv4 address: " + octet + " is above 255");
            }
        }
        int first = Integer.parseInt(text.substring(0, text.indexOf('.')));
        if (first == 0 || first >= 224) {
            return Optional.of("not the address of one machine: 0.x, multicast or broadcast");
        }
        return Optional.empty();
    }

    /** What is wrong with a virtual address, if anything is: it may be of IPv6, too. */
    static Optional<String> faultOfVip(String text) {
        if (text.indexOf(':') < 0) {
            return faultOfIp(text);
        }
        Optional<InetAddress> address = ipv6(text);
        if (address.isEmpty()) {
            return Optional.of("not an IPv6 address of the form 2001:db8::1");
        }
        InetAddress ip = address.get();
        return ip.isAnyLocalAddress()
                        || ip.isMulticastAddress()
                        || ip.isLoopbackAddress()
                        || ip.isLinkLocalAddress()
                ? Optional.of("not the IPv6 address of one machine that others can reach")
                : Optional.empty();
    }

    /** One form for all ways to write an address. */
    static String plain(String text) {
        return ipv6(text).map(InetAddress::getHostAddress).orElse(text);
    }

    /** With a colon in it nothing is looked up; IPv4 in the clothes of IPv6 is none. */
    private static Optional<InetAddress> ipv6(String text) {
        if (!IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text)).filter(Inet6Address.class::isInstance);
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** What is wrong with a MAC address in small letters, if anything is. */
    static Optional<String> faultOfMac(String text) {
        if (!MAC.matcher(text).matches()) {
            return Optional.of("not a MAC address of the form 02:00:5e:10:00:01");
        }
        if ((Integer.parseInt(text.substring(0, 2), 16) & 1) != 0) {
            return Optional.of("not the MAC address of one machine: it is a multicast address");
        }
        return Optional.empty();
    }

    static boolean isLoopback(String ip) {
        return ip.startsWith("127.");
    }
}
