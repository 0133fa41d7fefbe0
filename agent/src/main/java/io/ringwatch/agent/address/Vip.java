package io.ringwatch.agent.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * A virtual IP address.
 *
 * @param text in its usual form
 */
record Vip(String text) {
    static Vip of(String text) {
        return new Vip(inet(text).getHostAddress());
    }

    byte[] bytes() {
        return inet(text).getAddress();
    }

    boolean isIpv6() {
        return text.indexOf(':') >= 0;
    }

    /** These by family: no empty list, those of IPv4 first. */
    static List<List<Vip>> byFamily(Collection<Vip> vips) {
        return Stream.of(false, true)
                .map(ipv6 -> vips.stream().filter(v -> v.isIpv6() == ipv6).toList())
                .filter(some -> !some.isEmpty())
                .toList();
    }

    /** It alone, as the {@code ip} tool wants it. */
    String single() {
        return text + (isIpv6() ? "/128" : "/32");
    }

    /** The ring file has only addresses, so nothing is looked up. */
    private static InetAddress inet(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no address: " + text, e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
