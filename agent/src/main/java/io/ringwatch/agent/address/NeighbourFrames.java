package io.ringwatch.agent.address;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** IPv6: neighbour discovery (RFC 4861), duplicate address detection (RFC 4862). */
final class NeighbourFrames implements Frames {
    private static final int ETHER_TYPE = 0x86dd;
    private static final int NEXT_HEADER_ICMP6 = 58;
    private static final int SOLICITATION = 135;
    private static final int ADVERTISEMENT = 136;
    private static final int OVERRIDE = 0x20000000;
    private static final int TARGET_LINK_ADDRESS = 2;
    private static final byte[] UNSPECIFIED = new byte[16];
    private static final byte[] ALL_NODES = {
        (byte) 0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1
    };
    private static final int HEADER = 14;
    private static final int SOURCE_MAC = 6;
    private static final int NEXT_HEADER = HEADER + 6;
    private static final int SOURCE = HEADER + 8;
    private static final int ICMP = HEADER + 40;
    private static final int TARGET = ICMP + 8;
    private static final int LENGTH = TARGET + 16;

    @Override
    public int etherType() {
        return ETHER_TYPE;
    }

    /** Solicitations and advertisements. */
    @Override
    public int[][] filter() {
        int loadByte = 0x30;
        int ifEqual = 0x15;
        int end = 0x06;
        return new int[][] {
            {loadByte, 0, 0, NEXT_HEADER},
            {ifEqual, 0, 4, NEXT_HEADER_ICMP6},
            {loadByte, 0, 0, ICMP},
            {ifEqual, 1, 0, SOLICITATION},
            {ifEqual, 0, 1, ADVERTISEMENT},
            {end, 0, 0, 0xffff},
            {end, 0, 0, 0},
        };
    }

    @Override
    public byte[] probe(Lan lan, byte[] address) {
        byte[] group = {
            (byte) 0xff,
            2,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            1,
            (byte) 0xff,
            address[13],
            address[14],
            address[15]
        };
        return frame(lan, UNSPECIFIED, group, SOLICITATION, 0, address, 0);
    }

    @Override
    public List<byte[]> announcements(Lan lan, byte[] address) {
        return List.of(
                frame(
                        lan,
                        address,
                        ALL_NODES,
                        ADVERTISEMENT,
                        OVERRIDE,
                        address,
                        TARGET_LINK_ADDRESS));
    }

    /**
     * @param option number of the option that holds our hardware address, 0 for none
     */
    private static byte[] frame(
            Lan lan,
            byte[] source,
            byte[] destination,
            int type,
            int flags,
            byte[] target,
            int option) {
        int payload = LENGTH - ICMP + (option == 0 ? 0 : 2 + Lan.MAC_BYTES);
        ByteBuffer frame =
                ByteBuffer.allocate(ICMP + payload)
                        .put((byte) 0x33)
                        .put((byte) 0x33)
                        .put(destination, 12, 4)
                        .put(lan.mac())
                        .putShort((short) ETHER_TYPE)
                        .putInt(0x60000000)
                        .putShort((short) payload)
                        .put((byte) NEXT_HEADER_ICMP6)
                        .put((byte) 255)
                        .put(source)
                        .put(destination)
                        .put((byte) type)
                        .put((byte) 0)
                        .putShort((short) 0)
                        .putInt(flags)
                        .put(target);
        if (option != 0) {
            frame.put((byte) option).put((byte) 1).put(lan.mac());
        }
        frame.putShort(ICMP + 2, checksum(frame, payload));
        return frame.array();
    }

    /** Over the pseudo header (addresses, length, protocol) and the message. */
    private static short checksum(ByteBuffer frame, int payload) {
        long sum = (long) payload + NEXT_HEADER_ICMP6;
        for (int at = SOURCE; at < ICMP + payload; at += 2) {
            sum += frame.getShort(at) & 0xffff;
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (short) ~sum;
    }

    @Override
    public Optional<String> claim(Lan lan, byte[] address, byte[] frame) {
        return isAbout(lan, address, frame) && (frame[ICMP] & 0xff) == ADVERTISEMENT
                ? Optional.of(Frames.mac(frame, SOURCE_MAC))
                : Optional.empty();
    }

    @Override
    public Optional<String> question(Lan lan, byte[] address, byte[] frame) {
        boolean probes =
                isAbout(lan, address, frame)
                        && (frame[ICMP] & 0xff) == SOLICITATION
                        && isAt(frame, SOURCE, UNSPECIFIED);
        return probes ? Optional.of(Frames.mac(frame, SOURCE_MAC)) : Optional.empty();
    }

    private static boolean isAbout(Lan lan, byte[] address, byte[] frame) {
        return frame.length >= LENGTH
                && frame[NEXT_HEADER] == NEXT_HEADER_ICMP6
                && isAt(frame, TARGET, address)
                && !isAt(frame, SOURCE_MAC, lan.mac());
    }

    private static boolean isAt(byte[] frame, int at, byte[] bytes) {
        return Arrays.equals(frame, at, at + bytes.length, bytes, 0, bytes.length);
    }
}
