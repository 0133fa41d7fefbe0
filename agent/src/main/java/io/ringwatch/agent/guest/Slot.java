package io.ringwatch.agent.guest;

import java.util.OptionalInt;

/**
 * What one guest of this host is called. All of it follows from a number, so that whoever comes
 * later can tell what belongs together.
 *
 * @param number from 1
 */
record Slot(int number) {
    /** Domains of other names are nobody's business here. */
    static final String PREFIX = "ringwatch-original-";

    /** Ports of the bridge with such names are those of guests. */
    static final String PORT_PREFIX = "rwguest";

    static final int NUMBER_MAX = 9999;

    static OptionalInt numberOf(String domain) {
        String number = domain.startsWith(PREFIX) ? domain.substring(PREFIX.length()) : "";
        return number.matches("[1-9][0-9]{0,3}")
                ? OptionalInt.of(Integer.parseInt(number))
                : OptionalInt.empty();
    }

    String domain() {
        return PREFIX + number;
    }

    /** The host's end of the guest's network cable. */
    String port() {
        return PORT_PREFIX + number;
    }

    /**
     * Its hardware address.
     *
     * @param ring name of the ring
     * @param host number of this host in it
     */
    String mac(String ring, int host) {
        return GuestMac.of(ring, host, number);
    }
}
