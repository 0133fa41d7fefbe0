package io.ringwatch.agent.address;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** IPv4: ARP (RFC 826), address conflict detection (RFC 5227). */
final class ArpFrames implements Frames {
    private static final int ETHER_TYPE = 0x0806;
    private static final int REQUEST = 1;
    private static final int REPLY = 2;
    private static final byte[] EVERYBODY = {-1, -1, -1, -1, -1, -1};
    private static final byte[] NO_ADDRESS = new byte[4];
    private static final int LENGTH = 42;
    private static final int SENDER_MAC = 22;
    private static final int SENDER_IP = 28;
    private static final int TARGET_IP = 38;

    @Override
    public int etherType() {
        return ETHER_TYPE;
    }

    @Override
    public int[][] filter() {
        return new int[0][];
    }

    @Override
    public byte[] probe(Lan lan, byte[] address) {
        return frame(lan, REQUEST, NO_ADDRESS, new byte[Lan.MAC_BYTES], address);
    }

    /** As request and as reply: some listen to the one only, some to the other. */
    @Override
    public List<byte[]> announcements(Lan lan, byte[] address) {
        return List.of(
                frame(lan, REQUEST, address, new byte[Lan.MAC_BYTES], address),
                frame(lan, REPLY, address, EVERYBODY, address));
    }

    private static byte[] frame(
            Lan lan, int operation, byte[] sender, byte[] targetMac, byte[] target) {
        return ByteBuffer.allocate(LENGTH)
                .put(EVERYBODY)
                .put(lan.mac())
                .putShort((short) ETHER_TYPE)
                .putShort((short) 1)
                .putShort((short) 0x0800)
                .put((byte) Lan.MAC_BYTES)
                .put((byte) 4)
                .putShort((short) operation)
                .put(lan.mac())
                .put(sender)
                .put(targetMac)
                .put(target)
                .array();
    }

    @Override
    public Optional<String> claim(Lan lan, byte[] address, byte[] frame) {
        return frame.length >= LENGTH
                        && isAt(frame, SENDER_IP, address)
                        && !isAt(frame, SENDER_MAC, lan.mac())
                ? Optional.of(Frames.mac(frame, SENDER_MAC))
                : Optional.empty();
    }

    @Override
    public Optional<String> question(Lan lan, byte[] address, byte[] frame) {
        boolean probes =
                frame.length >= LENGTH
                        && isAt(frame, SENDER_IP, NO_ADDRESS)
                        && isAt(frame, TARGET_IP, address)
                        && !isAt(frame, SENDER_MAC, lan.mac());
        return probes ? Optional.of(Frames.mac(frame, SENDER_MAC)) : Optional.empty();
    }

    private static boolean isAt(byte[] frame, int at, byte[] bytes) {
        return Arrays.equals(frame, at, at + bytes.length, bytes, 0, bytes.length);
    }
}
