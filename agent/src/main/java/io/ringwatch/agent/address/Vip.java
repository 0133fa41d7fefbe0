package io.ringwatch.agent.address;

import java.net.InetAddress;
import java.net.UnknownHostException;

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
