package io.ringwatch.agent.guest;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Hardware addresses of a ring's guests: locally administered, and different for every guest of
 * every host of every ring that is likely to share a network.
 */
public final class GuestMac {
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

    private GuestMac() {}

    /**
     * @param ring name of the ring
     * @param host number of the host in it
     * @param guest number of the guest on that host
     */
    static String of(String ring, int host, int guest) {
        byte[] bytes = {(byte) (host >> 8), (byte) host, (byte) (guest >> 8), (byte) guest};
        return prefix(ring) + COLONS.formatHex(bytes);
    }

    /** Whether it is that of a guest of this ring, small letters. */
    public static boolean isOfRing(String ring, String mac) {
        return mac.startsWith(prefix(ring));
    }

    private static String prefix(String ring) {
        byte first = Procedure.sha256().digest(ring.getBytes(StandardCharsets.UTF_8))[0];
        return COLONS.formatHex(new byte[] {2, first}) + ":";
    }
}
